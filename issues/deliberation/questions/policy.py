"""Who asks, answers and judges between benches."""

from __future__ import annotations

from collections.abc import Mapping

from committee.absences.speaking import Speaker, seats_spoken_for
from committee.access.lanes import Lane
from committee.access.policy import may_write
from committee.access.roles import Ability
from committee.access.standing import SpaceFacts, standing_of
from committee.journal import clock
from committee.organisations.models import Kind
from committee.people.models import Reader
from committee.seats.models import OPENED_BY, Bench, Seat
from issues.deliberation.questions.models import Question
from issues.deliberation.questions.states import AWAITING, LIVING, Side, State, may_move

BENCH_OF_KIND = {Kind.FEDERATION: Bench.FEDERATIONS, Kind.ADMINISTRATION: Bench.ADMINISTRATION}


def asking_bench(person: Reader) -> Bench | None:
    """The bench for whose organisation a person asks; None for who asks for none."""
    found = [role.kind for role in standing_of(person).roles if Ability.STEER_SOLUTION in role.abilities]
    return BENCH_OF_KIND.get(found[0]) if found else None


def spaces_to_ask_in(person: Reader) -> list[SpaceFacts]:
    """The shared lanes in which a person may ask: those that they write in and that another side reads too."""
    if asking_bench(person) is None:
        return []
    return [space for space in standing_of(person).writable if space.lane != Lane.ORGANISATION]


def may_ask_question(person: Reader, space_id: int | None = None) -> bool:
    """The staff of federations and of the administration ask, in the shared lanes that they write in."""
    found = [space.pk for space in spaces_to_ask_in(person)]
    return bool(found) if space_id is None else space_id in found


def reads_lane(bench: str, lane: str) -> bool:
    """Whether a bench reads a lane, so that it can be asked there."""
    return lane in OPENED_BY[Bench(bench)]


def asks_for(person: Reader, question: Question) -> bool:
    """Whether a person works for the organisation that asked, in a role that asks."""
    return standing_of(person).can(Ability.STEER_SOLUTION, question.asked_for_id)


def speaker_for(person: Reader, question: Question, spoken: Mapping[int, Speaker] | None = None) -> Speaker | None:
    """As whom a person answers: who speaks today for the seat asked, or for a seat on the bench asked."""
    mine = seats_spoken_for(person) if spoken is None else spoken
    if question.to_seat_id:
        return mine.get(question.to_seat_id)
    return next((one for one in mine.values() if one.seat.bench == question.to_bench), None)


def sides_of(person: Reader, question: Question, spoken: Mapping[int, Speaker] | None = None) -> tuple[Side, ...]:
    """For which sides of a question a person speaks, writing in its lane: mostly one, or none."""
    if not may_write(person, question.space_id):
        return ()
    asking = (Side.ASKING,) if asks_for(person, question) else ()
    return (*asking, Side.ASKED) if speaker_for(person, question, spoken) else asking


def seats_asked(question: Question) -> list[Seat]:
    """The seats of which a question is asked: one, or each on the bench."""
    found = Seat.objects.select_related("organisation")
    return list(found.filter(pk=question.to_seat_id) if question.to_seat_id else found.filter(bench=question.to_bench))


def may_answer_question(person: Reader, question: Question, spoken: Mapping[int, Speaker] | None = None) -> bool:
    """Only who speaks for the seat or the bench asked answers, also when the term has passed."""
    lawful = may_move(question.state, State.ANSWERED, Side.ASKED)
    return lawful and Side.ASKED in sides_of(person, question, spoken)


def may_judge_answer(person: Reader, question: Question) -> bool:
    """Only the organisation that asked says whether an answer is enough."""
    lawful = may_move(question.state, State.ACCEPTED, Side.ASKING)
    return lawful and may_write(person, question.space_id) and asks_for(person, question)


def may_withdraw_question(person: Reader, question: Question) -> bool:
    """The organisation that asked takes back what is not answered yet."""
    lawful = may_move(question.state, State.WITHDRAWN, Side.ASKING)
    return lawful and may_write(person, question.space_id) and asks_for(person, question)


def may_propose_suspension(person: Reader, question: Question, spoken: Mapping[int, Speaker] | None = None) -> bool:
    """Either side proposes to suspend a term that runs and has not passed."""
    runs = question.state in AWAITING and question.due_on >= clock.today()
    return runs and bool(sides_of(person, question, spoken))


def may_settle_suspension(
    person: Reader, question: Question, side: str, spoken: Mapping[int, Speaker] | None = None
) -> bool:
    """Only the other side agrees to a suspension that one `side` proposed, or declines it."""
    others = set(sides_of(person, question, spoken)) - {Side(side)}
    return question.state in AWAITING and bool(others)


def may_resume_term(person: Reader, question: Question, spoken: Mapping[int, Speaker] | None = None) -> bool:
    """Either side lets a suspended term run on: suspension rests on both."""
    return question.state == State.SUSPENDED and bool(sides_of(person, question, spoken))


def may_translate_question(person: Reader, question: Question) -> bool:
    """Whoever writes in a question's lane may give its title and a summary in the other language."""
    return question.state in LIVING and may_write(person, question.space_id)
