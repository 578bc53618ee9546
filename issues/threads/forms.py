"""Writing and correcting a post."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.access.lanes import SHORT
from committee.privacy.forms import GuardedFormMixin
from issues.attachments.forms import AttachmentsField
from issues.threads.models import PostKind


class PostForm(GuardedFormMixin, forms.Form):
    """A post: its lane first, so that nobody writes without seeing who reads."""

    lane = forms.TypedChoiceField(label=_("Who can read this"), coerce=int, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Your message"),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("No name, number or address of a person who asks for help."),
    )
    kind = forms.ChoiceField(label=_("What is it?"), choices=PostKind.choices, initial=PostKind.COMMENT, required=False)
    files = AttachmentsField(label=_("Attachments"), required=False)
    reply_to = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    key = forms.SlugField(widget=forms.HiddenInput, max_length=36, initial=lambda: str(uuid.uuid4()))
    unguarded = ("key", "reply_to")

    def __init__(self, spaces, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.spaces = list(spaces)
        self.fields["lane"].choices = [(space.pk, SHORT[space.lane]) for space in self.spaces]

    def lanes(self) -> list[dict]:
        """The lanes as the composer draws them, none chosen silently where there are several.

        An answer keeps the lane of the post that it answers: no other is offered.
        """
        chosen = str(self["lane"].value() or "")
        answers = [space for space in self.spaces if self["reply_to"].value() and str(space.pk) == chosen]
        return [
            {
                "pk": space.pk,
                "code": space.lane,
                "label": SHORT[space.lane],
                "who": space.lane.label,
                "checked": str(space.pk) == chosen or len(self.spaces) == 1,
            }
            for space in answers or self.spaces
        ]

    def clean_kind(self) -> str:
        """A comment, where nothing was said."""
        return self.cleaned_data["kind"] or PostKind.COMMENT


class EditForm(GuardedFormMixin, forms.Form):
    """A correction of a post."""

    text = forms.CharField(label=_("Your message"), max_length=10000, widget=forms.Textarea(attrs={"rows": 8}))
