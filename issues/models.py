"""Index of the tables of this app, one line per feature."""

from issues.attachments.models import Attachment
from issues.exchange.models import ExportRun, ImportRun
from issues.filing.models import Draft
from issues.impacts.models import Declaration, Revision, Tally, Total, TotalCentre
from issues.keeping.models import Bookmark, Task
from issues.lists.models import SavedView
from issues.moderation.models import Report, Summary
from issues.problems.models import Census, Problem, ProblemVersion, ReferenceCounter, Term
from issues.pulse.models import PulseAnswer, PulseLetter
from issues.replying.models import IncomingMail
from issues.solutions.models import Solution, Verdict
from issues.talk.models import PostDraft
from issues.threads.models import (
    Departure,
    Follow,
    Mention,
    Post,
    PostVersion,
    Reaction,
    ReadMark,
    Strand,
    Thread,
)
from issues.triage.models import InformationRequest, Merge, Relation

__all__ = [
    "Attachment",
    "Bookmark",
    "Census",
    "Declaration",
    "Departure",
    "Draft",
    "ExportRun",
    "Follow",
    "ImportRun",
    "IncomingMail",
    "InformationRequest",
    "Mention",
    "Merge",
    "Post",
    "PostDraft",
    "PostVersion",
    "Problem",
    "ProblemVersion",
    "PulseAnswer",
    "PulseLetter",
    "Reaction",
    "ReadMark",
    "ReferenceCounter",
    "Relation",
    "Report",
    "Revision",
    "SavedView",
    "Solution",
    "Strand",
    "Summary",
    "Tally",
    "Task",
    "Term",
    "Thread",
    "Total",
    "TotalCentre",
    "Verdict",
]
