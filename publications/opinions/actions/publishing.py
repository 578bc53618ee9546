"""What can be done with the evidence behind opinions, with answers to them, and with opinions themselves."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from committee.access.policy import may_read, require
from committee.access.refusals import Refused
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.access.versions import require_unchanged
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.models import Entry
from committee.journal.verbs import bilingual, register_verb
from committee.people.models import Person
from issues.problems.records.actions.lifecycle import save_last_fact
from issues.problems.records.models import Problem
from publications.opinions.actions.freezing import freeze_counts
from publications.opinions.models import AuthorityAnswer, Evidence, Observation, OpinionPage, Stance
from publications.opinions.parts import Addressee
from publications.opinions.policy import (
    may_cite_evidence,
    may_cite_problem,
    may_publish_opinion,
    may_record_answer,
    may_submit_opinion,
)
from publications.opinions.queries import addressees_of, answer_said, drafts_of, observations_of, space_of, titles_of
from publications.pages.four_eyes import ALONE, is_seen_by_two
from publications.pages.gate import hindrances_of

CITED = register_verb(
    "evidence.cited",
    _("cited “%(title)s” as evidence for observation %(number)s of “%(opinion)s”"),
    _("Cited as evidence"),
)
WITHDRAWN = register_verb(
    "evidence.withdrawn",
    _("withdrew “%(title)s” as evidence for observation %(number)s of “%(opinion)s”: %(reason)s"),
    _("Evidence withdrawn"),
)
RELEASED = register_verb("evidence.released", _("made the evidence behind “%(opinion)s” public; problems: %(count)s"))
ANSWERED = register_verb(
    "answer.recorded", _("recorded the answer to observation %(number)s of “%(opinion)s”: %(stance)s")
)
PUBLISHED = register_verb("opinion.published", _("published “%(opinion)s”"))


@transaction.atomic
def cite_problem(*, by: Person, page: OpinionPage, observation: Observation, problem: Problem) -> Evidence:
    """Stage a problem as evidence for an observation; public when the opinion is next published.

    Citing twice changes nothing. Raises PermissionDenied, also for a problem outside the common lane.
    """
    problem = Problem.objects.select_for_update(of=("self",)).select_related("space").get(pk=problem.pk)
    standing = standing_observation(page, observation)
    require(may_cite_problem(by, problem))
    evidence, new = Evidence.objects.get_or_create(
        observation_key=standing.translation_key,
        problem=problem,
        defaults={"opinion_key": page.translation_key, "added_by": by, "added_at": clock.now()},
    )
    if new:
        record_citation(CITED, by, evidence, standing.number)
    return evidence


def standing_observation(page: OpinionPage, observation: Observation) -> Observation:
    """An observation as the latest texts of an opinion have it, published or drafted.

    Raises PermissionDenied where it stands in none of them.
    """
    standing = observations_of(drafts_of(page.translation_key)).get(observation.translation_key)
    if standing is None:
        raise PermissionDenied
    return standing


@transaction.atomic
def withdraw_evidence(*, by: Person, evidence: Evidence, reason: str) -> None:
    """Take a problem back, from the public count too, at once; the journal keeps the reason.

    Withdrawing twice changes nothing. Raises PermissionDenied, PersonalDataFound, Refused where the reason lacks.
    """
    rows = Evidence.objects.select_for_update(of=("self",)).select_related("problem__space")
    standing = rows.filter(pk=evidence.pk).first()
    require(may_cite_evidence(by) and (standing is None or may_read(by, standing.problem.space_id)))
    if not reason.strip():
        raise Refused(_("This demands a reason: those concerned will read it."), field="reason")
    if standing:
        observation = observations_of(drafts_of(standing.opinion_key)).get(standing.observation_key)
        record_citation(WITHDRAWN, by, standing, observation.number if observation else "–", reason=reason)
        standing.delete()
        if standing.released_at:
            freeze_counts(standing.opinion_key, anew=[standing.observation_key])


@transaction.atomic
def record_answer(
    *,
    by: Person,
    page: OpinionPage,
    observation: Observation,
    addressee: Addressee,
    stance: str,
    text_fr: str = "",
    text_nl: str = "",
    dated: date | None = None,
    source: str = "",
    version: str | None = None,
) -> AuthorityAnswer:
    """Record what an addressee answered to an observation: public at once, in place of what stood there.

    The same answer twice changes nothing. Raises PermissionDenied, also for an addressee of another opinion,
    PersonalDataFound, ChangedMeanwhile, and Refused for an answer without its date.
    """
    standing = standing_observation(page, observation)
    require(may_record_answer(by) and addressee.translation_key in addressees_of(drafts_of(page.translation_key)))
    if stance != Stance.NONE and dated is None:
        raise Refused(_("When was this answered? Give the date of the answer."), field="dated")
    facts = {"stance": Stance(stance), "text_fr": text_fr, "text_nl": text_nl, "dated": dated, "source": source}
    key = {"observation_key": standing.translation_key, "addressee_key": addressee.translation_key}
    known = AuthorityAnswer.objects.select_for_update().filter(**key).first()
    said = answer_said(known)
    require_unchanged(version, said, facts)
    if known and said == facts:
        return known
    who = {"opinion_key": page.translation_key, "recorded_by": by, "recorded_at": clock.now()}
    answer, _new = AuthorityAnswer.objects.update_or_create(**key, defaults=facts | who)
    cited = Evidence.objects.released().filter(observation_key=standing.translation_key)
    words = bilingual(Stance(stance).label)
    record_opinion(
        ANSWERED,
        by,
        page.translation_key,
        also=[("problem", one) for one in cited.values_list("problem__reference", flat=True)],
        number=standing.number,
        stance=words,
    )
    return answer


@transaction.atomic
def submit_opinion(*, by: Person, page: OpinionPage) -> list[OpinionPage]:
    """Let an approver read the latest text of an opinion in each language that has changes.

    Where only evidence waits, the text of `page` is read with it. Returns the pages submitted; what is being read already is left alone. Raises PermissionDenied, and Refused where a
    text is not complete.
    """
    texts = texts_of(page)
    require(may_submit_opinion(by, [text for text in texts if not text.workflow_in_progress]))
    changed = [text for text in texts if is_changed(text)]
    if not changed and Evidence.objects.staged().shared().filter(opinion_key=page.translation_key).exists():
        changed = [text for text in texts if text.pk == page.pk]
    waiting = [text for text in changed if not text.workflow_in_progress]
    for text in waiting:
        require_complete(text)
        if text.current_workflow_state:
            text.current_workflow_state.resume(user=by)
        else:
            text.get_workflow().start(text, by)
    return waiting


@transaction.atomic
def publish_opinion(*, by: Person, page: OpinionPage) -> list[OpinionPage]:
    """Publish the latest text of an opinion in each language that has changes, and the evidence that waits for it.

    A text that was submitted is approved by that. One that its editor scheduled waits for its day, and so does the
    evidence where no text is public before. Returns the pages published or scheduled; twice changes nothing. Raises
    PermissionDenied, and Refused where a text is not complete or an approver asked for changes in it.
    """
    texts = texts_of(page)
    require(may_publish_opinion(by, texts))
    released = release_staged(page.translation_key) if any(map(is_public_at_once, texts)) else []
    changed = [text for text in texts if is_changed(text) or text.workflow_in_progress]
    for text in changed:
        require_complete(text)
        publish_text(text, by)
        text.refresh_from_db()
    freeze_counts(page.translation_key)
    if any(text.live for text in changed):
        record_opinion(PUBLISHED, by, page.translation_key)
    record_release(by, page.translation_key, released)
    return changed


def is_public_at_once(text: OpinionPage) -> bool:
    """Whether a text is public already, or will be as soon as it is published: its day is not to come."""
    day = text.get_latest_revision_as_object().go_live_at
    return text.live or day is None or day <= timezone.now()


def texts_of(page: OpinionPage) -> list[OpinionPage]:
    """The text of an opinion in each language, locked."""
    texts = OpinionPage.objects.select_for_update(of=("self",)).filter(translation_key=page.translation_key)
    return list(texts.select_related("locale").order_by("pk"))


def is_changed(text: OpinionPage) -> bool:
    """Whether anything of a text waits to be published."""
    return bool(text.has_unpublished_changes or not text.live)


def require_complete(text: OpinionPage) -> None:
    """Raise Refused where the latest text of a page lacks what a published one must have."""
    try:
        text.get_latest_revision_as_object().full_clean()
    except ValidationError as error:
        missing = ", ".join(str(text._meta.get_field(name).verbose_name) for name in error.message_dict)
        facts = {"language": text.locale.get_display_name(), "missing": missing}
        words = _("The text is not complete yet (%(language)s): %(missing)s.") % facts
        raise Refused(words) from error


def publish_text(text: OpinionPage, by: Person) -> None:
    """Publish the latest text of a page: by its approval, where it was submitted. Raises Refused."""
    review = text.current_workflow_state
    if not is_seen_by_two(text, by):
        raise Refused(ALONE)
    for why in hindrances_of(text):
        raise Refused(why)
    if review is None:
        (text.get_latest_revision() or text.save_revision(user=by)).publish(user=by)
    elif review.status == review.STATUS_NEEDS_CHANGES:
        facts = {"language": text.locale.get_display_name()}
        words = (
            _("Changes were asked for in this text (%(language)s): it is published once it was submitted again.")
            % facts
        )
        raise Refused(words)
    else:
        step = review.current_task_state.specific
        step.task.specific.on_action(step, by, "approve")


@transaction.atomic
def release_evidence(*, by: Person, opinion_key: UUID) -> int:
    """Make public what is staged for an opinion. Returns how many citations. Raises PermissionDenied."""
    require(may_publish_opinion(by, OpinionPage.objects.filter(translation_key=opinion_key)))
    released = release_staged(opinion_key)
    freeze_counts(opinion_key)
    record_release(by, opinion_key, released)
    return len(released)


@transaction.atomic
def release_on_publish(page: Page, person: Person | None = None) -> int:
    """Release what is staged for an opinion that Wagtail has just published, and whose right to publish it has checked.

    Without a `person` it is recorded for the author of the text published. Other pages are ignored.
    """
    released = release_staged(page.translation_key) if isinstance(page, OpinionPage) else []
    if released:
        author = page.live_revision and page.live_revision.user
        record_release(person or author or released[0].added_by, page.translation_key, released)
    return len(released)


def release_staged(opinion_key: UUID) -> list[Evidence]:
    """Make public what is staged and still stands in the common lane. Returns what was staged."""
    staged = Evidence.objects.staged().shared().filter(opinion_key=opinion_key).select_for_update(of=("self",))
    waiting = list(staged.select_related("problem", "added_by"))
    Evidence.objects.filter(pk__in=[one.pk for one in waiting]).update(released_at=clock.now())
    return waiting


def record_release(by: Person, opinion_key: UUID, released: list[Evidence]) -> None:
    """Record which problems became public evidence, if any did."""
    problems = sorted({one.problem.about for one in released})
    if problems:
        record_opinion(RELEASED, by, opinion_key, also=problems, count=len(problems))


def record_citation(what: str, by: Person, evidence: Evidence, number: int | str, **data: Any) -> None:
    """Record what happened to a problem as evidence; in the common lane it is also the problem's last fact."""
    problem = evidence.problem
    data |= {"title": problem.titles, "reference": problem.reference, "number": number}
    entry = record_opinion(what, by, evidence.opinion_key, also=[problem.about], **data)
    if entry.space_id == problem.space_id:
        save_last_fact(problem, what)


def record_opinion(
    what: str, by: Person, opinion_key: UUID, also: Iterable[tuple[str, str]] = (), **data: Any
) -> Entry:
    """Record what happened to an opinion, for the federation that the person acts for."""
    organisation = standing_of(by).organisation_for(Ability.CITE_EVIDENCE)
    return record(
        by=by,
        verb=what,
        about=("opinion", str(opinion_key)),
        also=also,
        space=space_of(opinion_key),
        organisation=organisation,
        opinion=titles_of(opinion_key),
        **data,
    )
