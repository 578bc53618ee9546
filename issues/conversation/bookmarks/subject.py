"""The kind *task*: what a message asks of a seat or a person."""

from django.utils.translation import gettext_lazy as _

from committee.journal.subjects import SubjectKind
from issues.conversation.bookmarks.recipients import hearing_of_task

TASK = SubjectKind(
    code="task",
    label=_("Task"),
    plural=_("Tasks"),
    address="issues:finish_task",
    recipients=hearing_of_task,
)
