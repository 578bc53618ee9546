"""The form with which Wagtail's editor edits an opinion. Asks the page it edits; imports no table."""

from django.utils.translation import gettext_lazy as _

from publications.pages.editor_form import PageForm

KEPT = _(
    "Observation %(number)s is public, and evidence or an answer stands behind it: it cannot be deleted. Take the evidence "
    "and the answer back first, under “Evidence and answers”."
)
NO_OBJECTIVE = _("The event that the opinion came from has no objective with this number.")


class OpinionForm(PageForm):
    """Keeps what is cited, and the objectives that observations serve."""

    def clean(self) -> dict:
        """Refuse to lose what is public, and to serve an objective that the event does not have."""
        data = super().clean()
        for one in self.instance.cited_in_public(self.removed()):
            self.add_error(None, KEPT % {"number": one.number})
        self.check_objectives(data.get("source_event"))
        return data

    def removed(self) -> list:
        """The observations that are being deleted."""
        return [form.instance for form in self.rows() if form.instance.pk and form["DELETE"].value()]

    def rows(self) -> list:
        """The forms of observations."""
        return self.formsets["observations"].forms if "observations" in self.formsets else []

    def check_objectives(self, event) -> None:
        """Add an error beside each objective that there is not."""
        numbers = range(1, event.objectives.count() + 1) if event else ()
        for form in self.rows():
            if form.is_valid() and form.cleaned_data.get("objective") not in (None, "", *numbers):
                form.add_error("objective", NO_OBJECTIVE)
