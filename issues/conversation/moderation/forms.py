"""Words and choices of those who keep order, and of who reports."""

from typing import cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from committee.access.forms import VersionedFormMixin
from committee.privacy.forms import GuardedFormMixin
from issues.conversation.moderation.actions.moving import MOST
from issues.conversation.moderation.models import Report


class ReasonForm(GuardedFormMixin, forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Reason"), max_length=240, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, label=None, help_text="", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label or self.fields["reason"].label
        self.fields["reason"].help_text = help_text


class DecisionForm(GuardedFormMixin, forms.Form):
    """What becomes of a post that was reported. Its author may only hide it."""

    outcome = forms.ChoiceField(label=_("Your decision"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Who reported reads this; where the message is hidden, everybody who reads the lane."),
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, may_keep: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        keep = [(Report.Outcome.KEPT.value, _("The message stays"))] if may_keep else []
        cast(forms.ChoiceField, self.fields["outcome"]).choices = [
            *keep,
            (Report.Outcome.HIDDEN.value, _("Hide the message")),
        ]


class MarkForm(VersionedFormMixin, forms.Form):
    """What a post is for those who come later."""

    mark = forms.ChoiceField(label=_("This message is"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args, marks, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["mark"]).choices = [(mark.value, mark.label) for mark in marks]


class SummaryForm(VersionedFormMixin, GuardedFormMixin, forms.Form):
    """What a discussion has come to."""

    text = forms.CharField(
        label=_("Summary"),
        help_text=_("It stands above the discussion for everybody who reads this lane. Markdown, as in a message."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    language = forms.ChoiceField(label=_("Language of the summary"), choices=settings.LANGUAGES)


class MoveForm(GuardedFormMixin, forms.Form):
    """Which posts go where."""

    posts = forms.MultipleChoiceField(
        label=_("Messages"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one message.")},
    )
    target = forms.CharField(
        label=_("Move them to"),
        help_text=_("The reference of a problem, such as CO-2026-0042, or the address of a solution’s page."),
        max_length=200,
    )
    unguarded = ("posts",)

    def __init__(self, posts, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["posts"]).choices = [(post.key, post.key) for post in posts]

    def clean_posts(self) -> list[str]:
        """At most 50 at once."""
        if len(self.cleaned_data["posts"]) > MOST:
            raise forms.ValidationError(_("At most 50 messages at once."))
        return self.cleaned_data["posts"]
