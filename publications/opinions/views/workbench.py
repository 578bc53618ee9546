"""The desk of one opinion: what was cited, what was answered, what waits, with a form beside each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404

from publications.opinions.evidence import NO_EVIDENCE, evidence_of
from publications.opinions.forms import AnswerForm, CiteForm, StandingForm, WithdrawForm
from publications.opinions.models import Observation, OpinionPage, Stance
from publications.opinions.parts import Addressee
from publications.opinions.policy import (
    may_change_standing,
    may_publish_opinion,
    may_record_answer,
    may_submit_opinion,
)
from publications.opinions.queries import (
    Reply,
    addressees_of,
    answer_said,
    answers_of,
    citable_problems,
    cited_on_desk,
    drafts_of,
    observations_of,
    opinions_besides,
    replies_to,
    standing_said,
    turns_of,
)
from publications.opinions.records import StandingChange
from publications.pages.policy import may_edit_pages

MOST_OFFERED = 300


@dataclass(frozen=True)
class Desk:
    """An opinion being worked on: its latest texts, the reader's language first."""

    key: UUID
    drafts: list[OpinionPage]

    @property
    def page(self) -> OpinionPage:
        """The text in the reader's language, where there is one."""
        return self.drafts[0]

    def observation(self, key: UUID) -> Observation:
        """One of its observations. Raises Http404."""
        found = observations_of(self.drafts).get(key)
        if found is None:
            raise Http404
        return found

    def addressee(self, key: UUID) -> Addressee:
        """One of those to whom it is addressed. Raises Http404."""
        found = addressees_of(self.drafts).get(key)
        if found is None:
            raise Http404
        return found

    def replacements(self) -> list[tuple[str, str]]:
        """The opinions that may replace it, by key and name."""
        return opinions_besides(self.key)

    @staticmethod
    def prefix(what: str, *keys) -> str:
        """What keeps the fields of one form apart from those of the others."""
        return "-".join((what, *map(str, keys)))

    def reading(self, person, bound=None) -> dict:
        """Everything that the page shows; `bound` is a form that came back, and stands in the place of its own."""
        observations = observations_of(self.drafts)
        cited, answers, addressees = cited_on_desk(person, self.key), answers_of(self.key), addressees_of(self.drafts)
        sums, problems = evidence_of(self.key, staged=True), citable_problems(person)
        forms = Forms(self, bound, problems, may_record_answer(person))
        gone = [row for key, rows in cited.items() if key not in observations for row in rows]
        lost = [(row, forms.withdraw(row)) for row in gone]
        return {
            "desk": self,
            "bound": bound,
            "rows": [
                {
                    "observation": one,
                    "sum": sums.get(key, NO_EVIDENCE),
                    "cited": [(row, forms.withdraw(row)) for row in cited.get(key, ())],
                    "cite": forms.cite(key),
                    "replies": [
                        (reply, forms.answer(reply)) for reply in replies_to(one, addressees.values(), answers)
                    ],
                }
                for key, one in observations.items()
            ],
            "lost": {"cited": lost} if lost else None,
            "staged": sum(row.released_at is None for rows in cited.values() for row in rows),
            "offered": problems.only("reference", "title", "title_other", "language", "space")[:MOST_OFFERED],
            "may_publish": may_publish_opinion(person, self.drafts),
            "hindrances": {why for page in self.drafts if is_waiting(page) for why in page.hindrances()},
            "turns": turns_of(self.key),
            "standing_form": forms.standing() if may_change_standing(person, self.drafts) else None,
            "may_submit": may_submit_opinion(person, self.drafts),
            "may_edit": may_edit_pages(person),
        }


@dataclass(frozen=True)
class Forms:
    """The forms of the desk, each under its own prefix, one of them perhaps come back."""

    desk: Desk
    bound: Any
    problems: Any
    may_answer: bool

    def cite(self, key: UUID):
        """The form that adds a problem to an observation."""
        prefix = self.desk.prefix("cite", key)
        return self.returned(prefix) or CiteForm(problems=self.problems, prefix=prefix)

    def withdraw(self, row):
        """The form that takes a problem back."""
        prefix = self.desk.prefix("withdraw", row.pk)
        return self.returned(prefix) or WithdrawForm(prefix=prefix)

    def answer(self, reply: Reply):
        """The form that records an answer; None for who may not."""
        if not self.may_answer:
            return None
        prefix = self.desk.prefix("answer", reply.observation_key, reply.addressee.translation_key)
        start = {} if reply.answer else {"stance": Stance.NONE}
        return self.returned(prefix) or AnswerForm(standing=answer_said(reply.answer), initial=start, prefix=prefix)

    def standing(self):
        """The form that says what holds of the opinion; None where nobody reads it."""
        if not any(page.live for page in self.desk.drafts):
            return None
        last = StandingChange.objects.filter(opinion_key=self.desk.key).last()
        facts = {"standing": standing_said(last), "opinions": self.desk.replacements()}
        return self.returned("standing") or StandingForm(prefix="standing", **facts)

    def returned(self, prefix: str):
        """The form that came back, if this is its place."""
        return self.bound if self.bound is not None and self.bound.prefix == prefix else None


def open_desk(person, key: UUID) -> Desk | None:
    """The desk of an opinion, or None where there is no such opinion."""
    drafts = drafts_of(key)
    return Desk(key, drafts) if drafts else None


def is_waiting(page: OpinionPage) -> bool:
    """Whether a text has something that is not public yet."""
    return bool(page.has_unpublished_changes or not page.live)
