"""The form with which Wagtail's editor edits an opinion. Asks the page it edits; imports no table."""

from collections import Counter
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from publications.pages.editor_form import PageForm

KEPT = _(
    "Observation %(number)s is public, and evidence or an answer stands behind it: it cannot be deleted. Take the evidence "
    "and the answer back first, under “Evidence and answers”."
)


class OpinionForm(PageForm):
    """Keeps numbers apart, keeps what is cited, and gives a new observation the identity of its number elsewhere."""

    def clean(self) -> dict:
        """Refuse two observations with one number: the number is part of a permanent address."""
        data = super().clean()
        counts = Counter(form.cleaned_data.get("number") for form in self.kept())
        if any(number and count > 1 for number, count in counts.items()):
            self.add_error(None, _("Two observations have the same number. Give each its own."))
        for one in self.instance.cited_in_public(self.removed()):
            self.add_error(None, KEPT % {"number": one.number})
        return data

    def removed(self) -> list:
        """The observations that are being deleted."""
        forms = self.formsets["observations"].forms if "observations" in self.formsets else []
        return [form.instance for form in forms if form.instance.pk and form["DELETE"].value()]

    def kept(self) -> list:
        """The forms of observations that are valid and not being deleted."""
        forms = self.formsets["observations"].forms if "observations" in self.formsets else []
        return [form for form in forms if form.is_valid() and not form.cleaned_data.get("DELETE")]

    def save(self, commit: bool = True):
        """Save, after new observations have found their counterparts."""
        self.join_counterparts()
        return super().save(commit)

    def join_counterparts(self) -> None:
        """Let observations that were never stored share the key of the same number in a translation."""
        counterparts: dict[int, UUID] = {}
        for page in self.instance.get_translations():
            latest = page.get_latest_revision_as_object()
            counterparts |= {one.number: one.translation_key for one in latest.observations.all()}
        taken = {form.instance.translation_key for form in self.kept() if form.instance.pk}
        for form in self.kept():
            key = counterparts.get(form.cleaned_data.get("number"))
            if form.instance.pk is None and key and key not in taken:
                form.instance.translation_key = key
