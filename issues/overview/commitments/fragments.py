"""What a seat has promised, as a section of its page."""

from django.template.loader import render_to_string

from committee.people.models import Reader
from committee.seats.models import Seat
from issues.overview.commitments.extension_points import Whose
from issues.overview.commitments.presentation import row_of
from issues.overview.commitments.queries import commitments_of


def commitments_of_seat(person: Reader, seat: Seat) -> str:
    """What a seat promised, delivered or not, as far as the reader may know it, or nothing; one query for each source."""
    rows = [row_of(one) for one in commitments_of(person, Whose(seats=frozenset({seat.pk})))]
    return render_to_string("issues/overview/commitments/of_seat.html", {"rows": rows}) if rows else ""
