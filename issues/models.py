"""Index of the tables of this app, one line per feature."""

from issues.attachments.models import Attachment
from issues.conversation.bookmarks.models import Bookmark, Task
from issues.conversation.discussions.models import PostDraft
from issues.conversation.email_replies.models import IncomingMail
from issues.conversation.moderation.models import Report, Summary
from issues.conversation.threads.models import (
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
from issues.deliberation.positions.models import Consultation, Position
from issues.deliberation.questions.models import Question, ReplyTerm, Suspension
from issues.fieldwork.barometer.models import PulseAnswer, PulseLetter, PulseSilence
from issues.fieldwork.impacts.models import Declaration, ImpactTotal, ImpactTotalCentre, ProblemImpact, Revision
from issues.intake.filing.models import Draft
from issues.intake.triage.models import InformationRequest, Merge, Relation
from issues.overview.import_export.models import ExportRun, ImportRun
from issues.overview.register.models import SavedView
from issues.problems.counters.models import ProblemCount, ReferenceCounter
from issues.problems.records.models import Problem, ProblemVersion
from issues.problems.taxonomies.models import Term
from issues.resolution.instructions.models import Instruction
from issues.resolution.solutions.models import (
    DateChange,
    Dependency,
    PublicText,
    Solution,
    SolutionVersion,
)
from issues.resolution.verification.models import PastVerdict, Round, Verdict, VerdictRequest, VerificationRule

__all__ = [
    "Attachment",
    "Bookmark",
    "Consultation",
    "DateChange",
    "Declaration",
    "Departure",
    "Dependency",
    "Draft",
    "ExportRun",
    "Follow",
    "ImpactTotal",
    "ImpactTotalCentre",
    "ImportRun",
    "IncomingMail",
    "InformationRequest",
    "Instruction",
    "Mention",
    "Merge",
    "PastVerdict",
    "Position",
    "Post",
    "PostDraft",
    "PostVersion",
    "Problem",
    "ProblemCount",
    "ProblemImpact",
    "ProblemVersion",
    "PublicText",
    "PulseAnswer",
    "PulseLetter",
    "PulseSilence",
    "Question",
    "Reaction",
    "ReadMark",
    "ReferenceCounter",
    "Relation",
    "ReplyTerm",
    "Report",
    "Revision",
    "Round",
    "SavedView",
    "Solution",
    "SolutionVersion",
    "Strand",
    "Summary",
    "Suspension",
    "Task",
    "Term",
    "Thread",
    "Verdict",
    "VerdictRequest",
    "VerificationRule",
]
