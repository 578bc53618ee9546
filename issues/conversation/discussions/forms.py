"""Writing and correcting a post."""

import uuid
from typing import cast

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from committee.access.forms import VersionedFormMixin
from committee.access.lanes import SHORT
from committee.privacy.forms import GuardedFormMixin
from issues.attachments.forms import AttachmentsField
from issues.conversation.discussions.readership import READERS, describe_readership
from issues.conversation.threads.models import Level, Pace, Post, PostKind, Reaction

MOST_VERSIONS = 1_000_000


class PostForm(GuardedFormMixin, forms.Form):
    """A post: its lane first, so that nobody writes without seeing who reads."""

    lane = forms.TypedChoiceField(label=_("Who can read this"), coerce=int, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Your message"),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("No name, number or address of a person who asks for help."),
    )
    language = forms.ChoiceField(label=_("Language of the message"), choices=settings.LANGUAGES, required=False)
    kind = forms.ChoiceField(label=_("What is it?"), choices=PostKind.choices, initial=PostKind.COMMENT, required=False)
    files = AttachmentsField(label=_("Attachments"), required=False)  # type: ignore[assignment]
    reply_to = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    key = forms.SlugField(widget=forms.HiddenInput, max_length=36, initial=lambda: str(uuid.uuid4()))
    version = forms.IntegerField(required=False, initial=0, widget=forms.HiddenInput)
    unguarded = ("key", "reply_to")
    answering: Post | None = None
    """The post that is answered, where its words are known."""

    def __init__(self, spaces, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.spaces = list(spaces)
        cast(forms.ChoiceField, self.fields["lane"]).choices = [(space.pk, SHORT[space.lane]) for space in self.spaces]

    def lanes(self) -> list[dict]:
        """The lanes as the composer draws them, none chosen silently where there are several.

        An answer keeps the lane of the post that it answers: no other is `offered`.
        """
        chosen = str(self["lane"].value() or "")
        fixed = self["reply_to"].value() and any(str(space.pk) == chosen for space in self.spaces)
        return [
            {
                "pk": space.pk,
                "code": space.lane,
                "label": SHORT[space.lane],
                "who": READERS[space.lane],
                "count": describe_readership(space.pk),
                "checked": str(space.pk) == chosen or len(self.spaces) == 1,
                "offered": not fixed or str(space.pk) == chosen,
            }
            for space in self.spaces
        ]

    def clean_version(self) -> int:
        """The version of the draft from which it was written; 0 for none."""
        return min(max(0, self.cleaned_data["version"] or 0), MOST_VERSIONS)

    def clean_language(self) -> str:
        """The language of the page on which it was written, where nothing was said."""
        return self.cleaned_data["language"] or (get_language() or "fr")[:2]

    def clean_kind(self) -> str:
        """A comment, where nothing was said."""
        return self.cleaned_data["kind"] or PostKind.COMMENT


class FollowForm(forms.Form):
    """What to hear of a thread; the pace of mail stays as it was where nothing is said of it."""

    level = forms.ChoiceField(label=_("What do you want to hear?"), choices=Level.choices, widget=forms.RadioSelect)
    pace = forms.ChoiceField(label=_("Mail me"), choices=Pace.choices, required=False)

    def clean_pace(self) -> str | None:
        """None where the form did not ask."""
        return self.cleaned_data["pace"] if "pace" in self.data else None


class EditForm(VersionedFormMixin, GuardedFormMixin, forms.Form):
    """A correction of a post."""

    text = forms.CharField(label=_("Your message"), max_length=10000, widget=forms.Textarea(attrs={"rows": 8}))


class DraftForm(PostForm):
    """A post as far as it is written: nothing is asked for."""

    def __init__(self, spaces, *args, **kwargs) -> None:
        super().__init__(spaces, *args, **kwargs)
        del self.fields["files"]
        for name in ("lane", "text", "key"):
            self.fields[name].required = False

    def clean_key(self) -> str:
        """A key of its own, where the form had none."""
        return self.cleaned_data["key"] or str(uuid.uuid4())


class PreviewForm(GuardedFormMixin, forms.Form):
    """A text that is looked at before it is sent."""

    text = forms.CharField(max_length=10000, required=False)


class ReactionForm(forms.Form):
    """One word, said with `word` or taken back with `back`: as it shall stand, whatever was clicked before."""

    word = forms.ChoiceField(choices=Reaction.Word.choices, required=False)
    back = forms.ChoiceField(choices=Reaction.Word.choices, required=False)

    def clean(self) -> dict:
        """One of the two."""
        data = super().clean() or {}
        if bool(data.get("word")) == bool(data.get("back")):
            raise forms.ValidationError(_("Choose one of the words."))
        return {"word": data.get("word") or data["back"], "said": bool(data.get("word"))}
