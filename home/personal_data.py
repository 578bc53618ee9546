"""What the apps above hold of a person: told in the file of one's own data, and what an erasure takes away of it."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import Comment, CommentReply, ModelLogEntry, Page, PageLogEntry, PageSubscription, Revision
from wagtail.users.models import UserProfile

from committee.bounces.models import Bounce
from committee.erasure.extension_points import rows_of
from committee.inbox.models import Letter, Notice
from committee.own_data.extension_points import Held
from committee.people.models import Person
from committee.security.models import SecurityEvent
from issues.attachments.models import Attachment
from issues.conversation.bookmarks.models import Bookmark, Task
from issues.conversation.discussions.models import PostDraft
from issues.conversation.email_replies.models import IncomingMail
from issues.conversation.moderation.models import Report, Summary
from issues.conversation.threads.models import Follow, Mention, Post, Reaction, ReadMark
from issues.deliberation.positions.models import Consultation, Position
from issues.deliberation.questions.models import Question, ReplyTerm, Suspension
from issues.fieldwork.barometer.models import PulseAnswer, PulseLetter, PulseSilence
from issues.fieldwork.impacts.models import Declaration
from issues.fieldwork.impacts.models import Revision as DeclarationRevision
from issues.intake.filing.models import Draft
from issues.intake.triage.models import InformationRequest, Merge, Relation
from issues.overview.import_export.models import ExportRun, ImportRun
from issues.overview.register.models import SavedView
from issues.problems.records.models import Problem, ProblemVersion
from issues.resolution.instructions.models import Instruction
from issues.resolution.solutions.models import DateChange, PublicText, Solution, SolutionVersion
from issues.resolution.verification.models import PastVerdict, Verdict, VerdictRequest, VerificationRule
from publications.models import AuthorityAnswer, EditorialDocument, EditorialImage, Evidence
from publications.opinions.records import StandingChange
from publications.pages.checks import TranslationCheck

HELD = (
    Held("posts", _("Messages that you wrote"), Post, "author", ("written_at", "language", "text", "edited_at", "withdrawn_at")),
    Held("post_drafts", _("Messages begun and not sent"), PostDraft, "person", ("saved_at", "language", "text")),
    Held("mentions", _("Messages that call you"), Mention, "person", ("post__number", "post__written_at")),
    Held("reactions", _("Reactions that you gave"), Reaction, "person", ("post__number", "word")),
    Held("follows", _("Discussions that you follow"), Follow, "person", ("thread_id", "level", "pace", "deliberate")),
    Held("read_marks", _("How far you have read"), ReadMark, "person", ("strand_id", "number", "visited_at")),
    Held("reports", _("Messages that you reported"), Report, "reporter", ("reported_at", "post__number", "reason", "outcome")),
    Held("reports_settled", _("Reports that you decided"), Report, "settled_by", ("settled_at", "outcome", "settled_words")),
    Held("summaries", _("Summaries that you wrote"), Summary, "author", ("written_at", "language", "text")),
    Held("bookmarks", _("Bookmarks"), Bookmark, "person", ("kept_at", "post__number", "note")),
    Held("tasks", _("Tasks given to you"), Task, "person", ("what", "due_on", "given_at", "done_at")),
    Held("tasks_given", _("Tasks that you gave"), Task, "given_by", ("what", "due_on", "given_at", "done_at")),
    Held("tasks_done", _("Tasks that you closed"), Task, "done_by", ("what", "done_at", "taken_back")),
    Held("mails_in", _("Mails by which you answered"), IncomingMail, "person", ("arrived_at", "outcome", "why")),
    Held("files", _("Files that you attached"), Attachment, "added_by", ("added_at", "name", "content_type", "size", "withdrawn_at")),
    Held("problems", _("Problems that you filed"), Problem, "reporter", ("reference", "filed_at", "language", "title", "description")),
    Held("problems_in_hand", _("Problems that you see to"), Problem, "owner", ("reference", "state")),
    Held("problem_versions", _("Problems that you corrected"), ProblemVersion, "revised_by", ("problem__reference", "revised_at", "facts")),
    Held("drafts", _("Problems begun and not filed"), Draft, "person", ("saved_at", "title", "facts")),
    Held("declarations", _("Declarations that you made"), Declaration, "declared_by", ("problem__reference", "declared_at", "answer", "cases")),
    Held(
        "declarations_before", _("Declarations that were revised since"), DeclarationRevision, "declared_by",
        ("declaration__problem__reference", "declared_at", "facts"),
    ),
    Held("pulse", _("Answers to the weekly pulse"), PulseAnswer, "given_by", ("week", "still", "cases", "given_at")),
    Held("pulse_letters", _("Weekly mails to you"), PulseLetter, "person", ("week", "sent_at")),
    Held("pulse_silence", _("That you want no weekly mail"), PulseSilence, "person", ("pk",)),
    Held("solutions", _("Solutions that you proposed"), Solution, "proposed_by", ("proposed_at", "language", "title", "text")),
    Held("verdicts", _("Verdicts that you gave on solutions"), Verdict, "given_by", ("solution_id", "given_at", "outcome", "comment")),
    Held("solution_versions", _("Solutions that you corrected"), SolutionVersion, "revised_by", ("solution_id", "revised_at", "facts")),
    Held("solution_dates", _("Dates of solutions that you changed"), DateChange, "changed_by", ("solution_id", "changed_at", "after", "reason")),
    Held("solutions_opened", _("Solutions that you opened to the public"), PublicText, "opened_by", ("solution_id", "opened_at", "title_fr", "title_nl")),
    Held("verdicts_before", _("Verdicts that you gave in earlier rounds"), PastVerdict, "given_by", ("round__solution_id", "given_at", "outcome", "comment")),
    Held("verdict_requests", _("Mails that asked you whether a solution works"), VerdictRequest, "person", ("round__solution_id", "asked_at", "reminded_at")),
    Held("verification_rules", _("Rules of verification that you set"), VerificationRule, "set_by", ("set_at",)),
    Held("bounces", _("Mail to you that came back"), Bounce, "person", ("at", "status", "is_hard", "cleared_at")),
    Held("instructions", _("Workarounds and instructions that you issued"), Instruction, "issued_by", ("issued_at", "language", "title", "text")),
    Held("bench_questions", _("Questions that you asked another bench"), Question, "asked_by", ("asked_at", "language", "title", "text")),
    Held("bench_answers", _("Answers that you gave to another bench"), ReplyTerm, "replied_by", ("question_id", "replied_at", "reply")),
    Held("bench_answers_for", _("Answers given instead of you"), ReplyTerm, "replied_instead_of", ("question_id", "replied_at")),
    Held("bench_verdicts", _("Answers of another bench that you judged"), ReplyTerm, "judged_by", ("question_id", "judged_at", "verdict")),
    Held("suspensions", _("Suspensions of a term that you proposed"), Suspension, "proposed_by", ("term__question_id", "proposed_at", "reason")),
    Held("suspensions_settled", _("Suspensions of a term that you decided"), Suspension, "settled_by", ("term__question_id", "state")),
    Held("positions", _("Positions that you took or recorded"), Position, "taken_by", ("taken_at", "language", "stance", "text")),
    Held("positions_instead", _("Positions taken in your place"), Position, "instead_of", ("taken_at", "stance")),
    Held("rounds_opened", _("Rounds of positions that you opened"), Consultation, "opened_by", ("opened_at", "number")),
    Held("rounds_sealed", _("Rounds of positions that you sealed"), Consultation, "sealed_by", ("sealed_at", "outcome")),
    Held("questions", _("Questions that you asked reporters"), InformationRequest, "asked_by", ("problem__reference", "asked_at", "question")),
    Held("answers", _("Questions that you answered"), InformationRequest, "answered_by", ("problem__reference", "closed_at", "answer")),
    Held("merges", _("Problems that you merged"), Merge, "merged_by", ("source__reference", "merged_at", "reason")),
    Held("merges_contested", _("Mergers that you contested"), Merge, "contested_by", ("source__reference", "contested_at", "contest_reason")),
    Held("merges_undone", _("Mergers that you undid"), Merge, "undone_by", ("source__reference", "undone_at", "settled_reason")),
    Held("merges_upheld", _("Mergers that you upheld"), Merge, "upheld_by", ("source__reference", "upheld_at", "settled_reason")),
    Held("relations", _("Problems that you related"), Relation, "related_by", ("source__reference", "target__reference", "kind", "related_at")),
    Held("imports", _("Tables that you imported"), ImportRun, "person", ("begun_at", "file_name", "total", "done")),
    Held("exports", _("Files that you took out"), ExportRun, "person", ("begun_at", "query", "form", "total")),
    Held("views", _("Views that you saved"), SavedView, "person", ("saved_at", "name", "query", "shared")),
    Held("evidence", _("Evidence that you added"), Evidence, "added_by", ("added_at", "problem__reference")),
    Held("authority_answers", _("Answers of the authority that you recorded"), AuthorityAnswer, "recorded_by", ("recorded_at", "stance")),
    Held("standing", _("What you said of the standing of opinions"), StandingChange, "changed_by", ("changed_at", "standing", "note_fr", "note_nl")),
    Held("translation_checks", _("Translations that you checked"), TranslationCheck, "checked_by", ("checked_at", "place")),
    Held("federal_sign_in", _("Signing in by another provider"), SocialAccount, "user", ("provider", "date_joined", "last_login")),
    Held("page_versions", _("Versions of pages that you wrote"), Revision, "user", ("created_at", "object_str")),
    Held("page_log", _("What you did to pages"), PageLogEntry, "user", ("timestamp", "action", "label")),
    Held("admin_log", _("What you did in the editing of publications"), ModelLogEntry, "user", ("timestamp", "action", "label")),
    Held("pages", _("Pages that you made"), Page, "owner", ("title", "first_published_at")),
    Held("comments", _("Comments on pages"), Comment, "user", ("created_at", "text")),
    Held("comment_replies", _("Replies to comments on pages"), CommentReply, "user", ("created_at", "text")),
    Held("pictures", _("Pictures that you brought"), EditorialImage, "uploaded_by_user", ("created_at", "title")),
    Held("documents", _("Documents that you brought"), EditorialDocument, "uploaded_by_user", ("created_at", "title")),
)  # fmt: skip
"""In the order of the file."""
NOT_TOLD = {
    "committee.Person_groups": "follows from places, which are told",
    "committee.Person_user_permissions": "never used",
    "guardian.UserObjectPermission": "never used: rights stand in SpacePersonPermission, which is told",
    "wagtailcore.APIToken": "a secret of an interface that is off",
    "wagtailcore.UploadedFile": "an upload under way, of minutes",
    "wagtailadmin.EditingSession": "an open page, of minutes",
    "wagtailadmin.FormState": "which panels are folded",
    "wagtailcore.PageSubscription": "whether comments on a page are mailed",
    "wagtailcore.WorkflowState": "told by the log of pages",
    "wagtailcore.TaskState": "told by the log of pages",
    "wagtailimages.Image": "the site has pictures of its own kind, which are told",
    "wagtaildocs.Document": "the site has documents of its own kind, which are told",
    "locked_by": "a lock while somebody edits",
    "resolved_by": "told with the comment",
    "owner": "told by `pages`, of which these are kinds",
}
"""Tables, or columns of every kind of page, that name people and are not told, and why."""


def forget_picture(person: Person) -> None:
    """The picture and the preferences of the admin."""
    for profile in UserProfile.objects.filter(user=person):
        if profile.avatar:
            profile.avatar.delete(save=False)
        profile.delete()


def forget_exports(person: Person) -> None:
    """Files that were taken out, with their rows."""
    for run in ExportRun.objects.filter(person=person):
        if run.file:
            run.file.delete(save=False)
        run.delete()


def forget_doors(person: Person) -> None:
    """From where somebody came in; that they did stays until the log forgets it."""
    SecurityEvent.objects.filter(person=person).update(ip=None, browser="")
    named = ContentType.objects.get_for_model(Person)
    ModelLogEntry.objects.filter(content_type=named, object_id=str(person.pk)).update(label="–", data={})


FORGOTTEN = (
    *(rows_of(model) for model in (
        Notice, Letter, Bookmark, PostDraft, Draft, Follow, ReadMark, Mention, IncomingMail, PulseLetter, PulseSilence, ImportRun,
        VerdictRequest, Bounce,
    )),
    *(rows_of(model, "user") for model in (
        UserSession, SocialAccount, Authenticator, EmailAddress, EditingSession, FormState, PageSubscription,
    )),
    rows_of(SavedView, shared=False), forget_exports, forget_picture, forget_doors,
)  # fmt: skip
