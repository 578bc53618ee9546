"""A day on which something was seen has come."""

from datetime import UTC, date, datetime

import pytest

from committee.access.refusals import Refused
from committee.journal import clock
from committee.journal.past_days import has_come, require_past_days

LATE_EVENING = datetime(2026, 3, 9, 23, 30, tzinfo=UTC)
"""It is the tenth in Brussels."""


@pytest.mark.parametrize(("day", "come"), [(None, True), (date(2026, 3, 10), True), (date(2026, 3, 11), False)])
def test_a_day_has_come_in_brussels(day, come):
    with clock.acting_at(LATE_EVENING):
        assert has_come(day) is come
        if come:
            require_past_days({"seen": day}, ("seen", "other"))
        else:
            with pytest.raises(Refused) as refused:
                require_past_days({"seen": day}, ("seen",))
            assert refused.value.field == "seen"
