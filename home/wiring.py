"""When this, then that: the only file that connects a signal or fills a slot. Called once, when the site is ready."""

from __future__ import annotations

from allauth.account import signals as account_signals
from allauth.mfa import signals as factor_signals
from allauth.socialaccount.signals import social_account_added
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.core.signals import request_finished
from django.db.models.signals import post_delete, post_init, post_save, pre_save
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Workflow
from wagtail.models import Task as WorkflowTask
from wagtail.signals import page_published, page_unpublished
from wagtail.users.models import UserProfile

from committee.absences import actions as absence_actions
from committee.absences import queries as absences
from committee.absences.speaking import awaiting_the_seats, people_speaking_for
from committee.access.grants import standing_changed
from committee.bounces import actions as bounces
from committee.erasure import actions as erasure
from committee.erasure.extension_points import FORGOTTEN
from committee.erasure.subject import ERASURE
from committee.inbox.actions.notices import inbox_changed
from committee.inbox.extension_points import CHANGES, NEVER_MAILED, PACES, REPLY_ADDRESSES, STOPS, WRITERS, Stop
from committee.inbox.mails.sending import send_letters
from committee.inbox.substitution import SPEAKERS, STANDING_IN, SUBSTITUTES
from committee.invitations import actions as invitations
from committee.joining import actions as joining
from committee.joining.subject import JOINING
from committee.journal.actions import entry_recorded
from committee.journal.registries import freeze_registries
from committee.journal.subjects import register_subjects
from committee.members import actions as members
from committee.members.extension_points import BELONGINGS, Belongings
from committee.members.queries import invitations_in_hand, tell_invitations
from committee.members.subject import HANDOVER
from committee.own_data.extension_points import HELD
from committee.people.actions import forget_ended_sessions
from committee.people.models import Person
from committee.registers import actions as registers
from committee.registers.extension_points import CARRIED, SEAT_SHOWN, SHOWN, STRIP_CHANGED
from committee.registers.subject import ORGANISATION, SEAT
from committee.seats import actions as seats
from committee.security import actions as security
from home import personal_data, reactions
from home.live import publish
from home.mail_preferences import sources as mail_sources
from home.operations import actions as operations
from home.search.actions.counting import count_newest_stems
from home.search.queries.problem_filter import problems_matching
from home.search.queries.similar import similar_problems
from home.server.embedded import PERIODIC
from issues.attachments import actions as attachments
from issues.conversation.bookmarks import actions as bookmarks
from issues.conversation.bookmarks.queries import tasks_in_hand, tell_tasks
from issues.conversation.bookmarks.subject import TASK
from issues.conversation.discussions.fragments.posts import live_fragments
from issues.conversation.email_replies import actions as email_replies
from issues.conversation.email_replies.addresses import reply_address
from issues.conversation.email_replies.mails import write_answer
from issues.conversation.email_replies.subject import MAIL
from issues.conversation.moderation.actions import keeping_order as moderation
from issues.conversation.moderation.actions import moving, reporting
from issues.conversation.moderation.subject import REPORT
from issues.conversation.threads.actions import posts as threads
from issues.conversation.threads.subject import POST
from issues.deliberation.positions import actions as positions
from issues.deliberation.positions.fragments import deliberation_on_solution, positions_of
from issues.deliberation.questions.actions import asking as bench_questions
from issues.deliberation.questions.actions import recording as bench_duties
from issues.deliberation.questions.actions import replying, suspending, turning
from issues.deliberation.questions.fragments import questions_of_seat
from issues.deliberation.questions.subject import QUESTION
from issues.fieldwork.barometer.actions import answering as barometer
from issues.fieldwork.barometer.actions import weekly_letters as weekly
from issues.fieldwork.barometer.mails import write_pulse
from issues.fieldwork.barometer.presentation import link_to_pulse, name_of_letters
from issues.fieldwork.barometer.subject import PULSE
from issues.fieldwork.impacts.actions import declaring as impacts
from issues.fieldwork.impacts.actions.joining import carry_declarations
from issues.fieldwork.impacts.actions.rebuilding import rebuild_everything
from issues.fieldwork.impacts.actions.totals import keep_totals
from issues.fieldwork.impacts.extension_points import WAYS
from issues.intake.filing import actions as filing
from issues.intake.filing.extension_points import SIMILAR
from issues.intake.filing.queries import drafts_in_hand, tell_drafts
from issues.intake.triage.actions import merging, questions
from issues.intake.triage.actions import sorting as triage
from issues.intake.triage.queries import problems_in_hand, requests_in_hand, tell_problems, tell_requests
from issues.intake.triage.subject import REQUEST
from issues.overview.access_audit import actions as access_audit
from issues.overview.commitments.extension_points import SOURCES
from issues.overview.commitments.fragments import commitments_of_seat
from issues.overview.commitments.queries import promised_solutions
from issues.overview.import_export import actions as import_export
from issues.overview.register import actions as register
from issues.overview.register.extension_points import FOUND
from issues.overview.register.fragments import links_of_organisation
from issues.overview.timeline import actions as timeline
from issues.problems.records.actions import lifecycle as problems
from issues.problems.records.extension_points import AROUND_MOVES
from issues.problems.records.subject import PROBLEM
from issues.problems.taxonomies import actions as taxonomies
from issues.resolution.instructions.actions import issuing as instructions
from issues.resolution.instructions.fragments import instructions_section
from issues.resolution.instructions.queries import has_instructions
from issues.resolution.instructions.subject import INSTRUCTION
from issues.resolution.solutions.actions import arranging, publicity, reminding, revising
from issues.resolution.solutions.actions import lifecycle as solutions
from issues.resolution.solutions.extension_points import AFTER_MOVE, BESIDE, HEARING, MARKS, PROBLEMS_CHANGED, SECTIONS
from issues.resolution.solutions.subject import PUBLIC_SOLUTION, SOLUTION
from issues.resolution.verification.actions import deciding, judging, rounds
from issues.resolution.verification.actions.concerning import follow_problems
from issues.resolution.verification.actions.joining import carry_verdicts, rebuild_cells
from issues.resolution.verification.fragments import field_section
from issues.resolution.verification.mails import write_request
from issues.resolution.verification.queries import paces_of_asked
from issues.resolution.verification.recipients import secretariat_of_relapse
from publications.opinions.actions import publishing as opinions
from publications.opinions.actions import standing as opinions_standing
from publications.opinions.subject import OPINION
from publications.pages.actions import forget_revisions, publish_scheduled
from publications.pages.mails import NOTIFIERS as WORKFLOW_MAILS
from publications.pages.models import ApprovalTask

FEATURES_WITH_VERBS = (
    attachments, access_audit, import_export, impacts, register, merging, opinions, problems, barometer, questions, registers, seats,
    solutions, judging, rounds, deciding, taxonomies, timeline, threads, triage, bookmarks, moderation, moving, reporting, email_replies, invitations,
    absence_actions, members, joining, erasure, bounces, operations, arranging, publicity, reminding, revising, instructions,
    opinions_standing, bench_questions, bench_duties, replying, suspending, turning, positions,
)  # fmt: skip
"""Their actions register the sentences of the journal: imported here, every process can tell every entry."""
SUBJECTS = (
    MAIL, REPORT, TASK, POST, OPINION, QUESTION, INSTRUCTION, SOLUTION, PUBLIC_SOLUTION, REQUEST, PROBLEM, PULSE, SEAT, ORGANISATION, JOINING,
    HANDOVER, ERASURE,
)  # fmt: skip
"""Every kind of thing, the most particular first: an entry about several is heard as the first of them."""
ACCOUNT_CHANGES = {
    "password_changed": account_signals.password_changed,
    "password_set": account_signals.password_set,
    "password_reset": account_signals.password_reset,
    "factor_added": factor_signals.authenticator_added,
    "factor_removed": factor_signals.authenticator_removed,
    "factor_reset": factor_signals.authenticator_reset,
}
"""What the security log keeps of a change to an account, by the code that stands there."""


def wire() -> None:
    """Connect everything, in the order in which it happens after a transaction is committed."""
    register_subjects(*SUBJECTS)
    PACES.add(mail_sources.paces_for, paces_of_asked)
    CHANGES.register("follows", mail_sources.changes_of)
    STOPS.register("thread", Stop(mail_sources.thread_of, mail_sources.name_of_thread, mail_sources.stop_thread))
    STOPS.register(weekly.WEEKLY, Stop(lambda kind, key: "", name_of_letters, reactions.stop_weekly_letters))
    SUBSTITUTES.add(absences.substitutes_of)
    SPEAKERS.add(people_speaking_for)
    STANDING_IN.add(absences.awaiting_the_absent, awaiting_the_seats)
    BELONGINGS.add(
        Belongings("tasks", _("Tasks given by name"), tasks_in_hand, tell_tasks, bookmarks.pass_tasks_on),
        Belongings("problems", _("Problems in hand"), problems_in_hand, tell_problems, triage.pass_problems_on),
        Belongings(
            "requests", _("Questions without an answer"), requests_in_hand, tell_requests, questions.pass_requests_on
        ),
        Belongings("drafts", _("Problems begun and not filed"), drafts_in_hand, tell_drafts, filing.pass_drafts_on),
        Belongings(
            "invitations",
            _("Invitations without an answer"),
            invitations_in_hand,
            tell_invitations,
            invitations.pass_invitations_on,
        ),
    )
    HELD.add(*personal_data.HELD)
    FORGOTTEN.add(*personal_data.FORGOTTEN)
    NEVER_MAILED.add("post.reacted", "member.passed_on")
    WRITERS.register("pulse", write_pulse)
    WRITERS.register("answer", write_answer)
    WRITERS.register("verdict", write_request)
    REPLY_ADDRESSES.add(reply_address)
    CARRIED.add(carry_declarations, carry_verdicts)
    STRIP_CHANGED.add(rebuild_everything, rebuild_cells)
    SHOWN.add(links_of_organisation)
    SEAT_SHOWN.add(positions_of, commitments_of_seat, questions_of_seat)
    SOURCES.add(promised_solutions)
    BESIDE.add(deliberation_on_solution)
    FOUND.add(problems_matching)
    SIMILAR.add(similar_problems)
    AROUND_MOVES.add(keep_totals)
    impacts.MOVED_ALONG.add(solutions.problems_moved_along)
    impacts.AFTER_DECLARATION.add(judging.update_verdict_duties, barometer.settle_duty)
    WAYS.add(link_to_pulse)
    AFTER_MOVE.add(rounds.follow_delivery)
    PROBLEMS_CHANGED.add(follow_problems)
    HEARING.add(secretariat_of_relapse)
    MARKS.register("has_instructions", has_instructions)
    SECTIONS.add(field_section, instructions_section)
    publish.register_fragment("post.", live_fragments)
    entry_recorded.connect(reactions.on_entry, dispatch_uid="entry")
    standing_changed.connect(reactions.on_standing, dispatch_uid="standing")
    inbox_changed.connect(reactions.on_inbox, dispatch_uid="inbox")
    user_logged_in.connect(reactions.on_sign_in, dispatch_uid="sign-in")
    user_login_failed.connect(reactions.on_sign_in_failed, dispatch_uid="sign-in-failed")
    for name, signal in ACCOUNT_CHANGES.items():
        signal.connect(reactions.on_account_changed(name), weak=False, dispatch_uid=name)
    social_account_added.connect(reactions.on_identity_connected, dispatch_uid="identity-connected")
    request_finished.connect(reactions.on_page_over, dispatch_uid="page-over")
    user_logged_out.connect(reactions.on_sign_out, dispatch_uid="sign-out")
    page_published.connect(reactions.on_published, dispatch_uid="published")
    page_unpublished.connect(reactions.on_unpublished, dispatch_uid="unpublished")
    post_delete.connect(reactions.on_deleted, sender=Page, dispatch_uid="deleted")
    post_delete.connect(reactions.on_account_deleted, sender=Person, dispatch_uid="account-deleted")
    for signal, sender, name, notifier in WORKFLOW_MAILS:
        signal.connect(notifier, sender=sender, dispatch_uid=name)
    for named in (Workflow, WorkflowTask, ApprovalTask):
        post_init.connect(reactions.on_named, sender=named, dispatch_uid=f"named-{named.__name__}")
    pre_save.connect(reactions.on_profile, sender=UserProfile, dispatch_uid="profile")
    post_save.connect(reactions.on_account_saved, sender=Person, dispatch_uid="account-saved")
    PERIODIC.add((30, reactions.follow_up_pending))
    PERIODIC.add((10, send_letters))
    PERIODIC.add((3600, import_export.forget_old_runs))
    PERIODIC.add((24 * 3600, email_replies.forget_mails))
    PERIODIC.add((24 * 3600, forget_ended_sessions))
    PERIODIC.add((24 * 3600, security.forget_old_events))
    PERIODIC.add((3600, erasure.erase_due))
    PERIODIC.add((600, weekly.send_pulses))
    PERIODIC.add((3600, rounds.remind_silent))
    PERIODIC.add((6 * 3600, count_newest_stems))
    PERIODIC.add((30, seats.turn_day))
    PERIODIC.add((3600, reminding.remind_owners))
    PERIODIC.add((30, turning.turn_terms))
    PERIODIC.add((30, positions.turn_reviews))
    PERIODIC.add((30, publish_scheduled))
    PERIODIC.add((24 * 3600, forget_revisions))
    PERIODIC.add((300, reactions.look_at_site))
    freeze_registries()
