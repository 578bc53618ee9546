"""A term as the secretariat writes it, and as a form offers it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.access.forms import VersionedFormMixin
from committee.privacy.forms import GuardedFormMixin
from issues.problems.taxonomies.queries import terms_of

ROOM = forms.Textarea(attrs={"rows": 3})


class TermField(forms.TypedChoiceField):
    """A choice among the current terms of one taxonomy, drawn from the cache; cleans to an identifier or None."""

    def __init__(self, scheme: str, **options) -> None:
        self.scheme = scheme
        super().__init__(choices=self.current, coerce=int, empty_value=None, required=False, **options)

    def current(self) -> list[tuple]:
        """The choices at this moment in the reader's language."""
        return [("", "—"), *((term.pk, str(term)) for term in terms_of(self.scheme))]


class TermForm(GuardedFormMixin, forms.Form):
    """A term of a taxonomy in both languages. `terms` are the others of its taxonomy: no two read alike."""

    label_fr = forms.CharField(label=_("Term in French"), max_length=120)
    label_nl = forms.CharField(label=_("Term in Dutch"), max_length=120)
    definition_fr = forms.CharField(label=_("Definition in French"), max_length=1000, required=False, widget=ROOM)
    definition_nl = forms.CharField(label=_("Definition in Dutch"), max_length=1000, required=False, widget=ROOM)

    def __init__(self, *args, terms, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.terms = terms

    def clean(self) -> dict:
        """Insist on words that no other term has, and on both definitions or none."""
        data = super().clean() or {}
        for name in ("label_fr", "label_nl"):
            if data.get(name) and any(getattr(term, name).casefold() == data[name].casefold() for term in self.terms):
                self.add_error(name, _("Another term of this taxonomy reads like this."))
        french, dutch = data.get("definition_fr"), data.get("definition_nl")
        if bool(french) != bool(dutch):
            self.add_error(
                "definition_nl" if french else "definition_fr", _("Define it in both languages, or in none.")
            )
        return data


class RewordForm(VersionedFormMixin, TermForm):
    """A term that stands, to be reworded."""
