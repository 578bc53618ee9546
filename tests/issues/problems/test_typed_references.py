"""A reference is read however it is typed, by one reader: search, merging, moving, citing and importing ask it."""

import pytest

from issues.problems.records.references import reference_in


@pytest.mark.parametrize(
    "typed",
    [
        "CO-2026-0003", "co-2026-3", "CO‑2026‑0003", "CO–2026–0003", "CO—2026—0003", "CO−2026−0003", " CO-2026-0003 ",
        "CO-2026-0003\u200b", "\ufeffCO-2026-0003", "CO\u00ad-2026-0003", "CO 2026 0003", "CO\u00a02026\u202f3", "CO2026-3",
        "2026-3", "2026/3", "2026.3", "co/2026/3", "CO-2026 - 3", "CO－2026－0003",
    ],
)  # fmt: skip
def test_a_reference_is_read(typed):
    assert reference_in(typed) == "CO-2026-0003"


@pytest.mark.parametrize(
    "typed",
    ["", "CO-2026", "20263", "X-2026-3", "CO-26-3", "CO-2026-0003 et 4", "CO-2026-1234567", "CO--2026-3", "٢٠٢٦-٣"],
)
def test_what_is_no_reference_is_none(typed):
    assert reference_in(typed) == ""
