"""Index of the tables of this app, one line per feature."""

from issues.attachments.models import Attachment
from issues.impacts.models import Declaration, Revision, Tally
from issues.problems.models import Problem, ReferenceCounter, Term
from issues.solutions.models import Solution, Verdict
from issues.threads.models import Follow, Post, PostVersion, ReadMark, Strand, Thread

__all__ = [
    "Attachment",
    "Declaration",
    "Follow",
    "Post",
    "PostVersion",
    "Problem",
    "ReadMark",
    "ReferenceCounter",
    "Revision",
    "Solution",
    "Strand",
    "Tally",
    "Term",
    "Thread",
    "Verdict",
]
