"""Index of the tables of this app, one line per feature."""

from issues.attachments.models import Attachment
from issues.exchange.models import ExportRun, ImportRun
from issues.filing.models import Draft
from issues.impacts.models import Declaration, Revision, Tally, Total, TotalCentre
from issues.lists.models import SavedView
from issues.problems.models import Census, Problem, ProblemVersion, ReferenceCounter, Term
from issues.pulse.models import PulseAnswer, PulseLetter
from issues.solutions.models import Solution, Verdict
from issues.threads.models import Follow, Post, PostVersion, ReadMark, Strand, Thread
from issues.triage.models import InformationRequest, Merge, Relation

__all__ = [
    "Attachment",
    "Census",
    "Declaration",
    "Draft",
    "ExportRun",
    "Follow",
    "ImportRun",
    "InformationRequest",
    "Merge",
    "Post",
    "PostVersion",
    "Problem",
    "ProblemVersion",
    "PulseAnswer",
    "PulseLetter",
    "ReadMark",
    "ReferenceCounter",
    "Relation",
    "Revision",
    "SavedView",
    "Solution",
    "Strand",
    "Tally",
    "Term",
    "Thread",
    "Total",
    "TotalCentre",
    "Verdict",
]
