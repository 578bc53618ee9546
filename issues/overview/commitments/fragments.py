"""What a seat promised, on its page and where it is handed over."""

from committee.people.models import Reader
from committee.registers.extension_points import Passed
from committee.seats.models import Seat
from issues.overview.commitments.extension_points import Whose
from issues.overview.commitments.presentation import row_of
from issues.overview.commitments.queries import commitments_of


def passed_with_seat(person: Reader, seat: Seat) -> list[Passed]:
    """What a seat has promised and not delivered, as far as the reader may know it; one query for each source."""
    found = [one for one in commitments_of(person, Whose(seats=frozenset({seat.pk}))) if one.is_open]
    rows = [row_of(one) for one in found]
    return [Passed(row["number"], row["one"].title, row["one"].language, row["url"], row["due"]) for row in rows]
