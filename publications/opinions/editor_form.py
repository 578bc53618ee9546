"""The form with which Wagtail's editor edits an opinion. Asks the page it edits; imports no table."""

from collections import Counter
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm


class OpinionForm(WagtailAdminPageForm):
    """Keeps numbers apart, and gives a new observation the identity that its number has in the other language."""

    def clean(self) -> dict:
        """Refuse two observations with one number: the number is part of a permanent address."""
        data = super().clean()
        counts = Counter(form.cleaned_data.get("number") for form in self.kept())
        if any(number and count > 1 for number, count in counts.items()):
            self.add_error(None, _("Two observations have the same number. Give each its own."))
        return data

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
