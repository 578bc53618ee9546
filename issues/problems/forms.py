"""Forms about the life of a problem."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.privacy.forms import GuardedFormMixin
from issues.problems.queries import terms_of


class TermField(forms.TypedChoiceField):
    """A choice among the current terms of one taxonomy, drawn from the cache; cleans to an identifier or None."""

    def __init__(self, scheme: str, **options) -> None:
        self.scheme = scheme
        super().__init__(choices=self.current, coerce=int, empty_value=None, required=False, **options)

    def current(self) -> list[tuple]:
        """The choices at this moment in the reader's language."""
        return [("", "—"), *((term.pk, str(term)) for term in terms_of(self.scheme))]


class MoveForm(GuardedFormMixin, forms.Form):
    """Where a problem goes next, and why."""

    target = forms.ChoiceField(label=_("Move to"))
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Demanded when a problem is closed or opened again; it stays with the history."),
    )

    def __init__(self, moves, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.moves = moves
        self.fields["target"].choices = [(move.target, move.target.label) for move in moves]

    def clean(self) -> dict:
        """Ask for the reason where the move demands one."""
        data = super().clean()
        move = next((move for move in self.moves if move.target == data.get("target")), None)
        if move and move.reasoned and not data.get("reason", "").strip():
            self.add_error("reason", _("This move demands a reason: those concerned will read it."))
        return data


class TranslationForm(GuardedFormMixin, forms.Form):
    """Title and summary in the other language."""

    title = forms.CharField(label=_("Title in the other language"), max_length=140)
    summary = forms.CharField(
        label=_("Summary in the other language"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    checked = forms.BooleanField(label=_("This translation has been checked"), required=False)
