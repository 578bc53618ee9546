"""What a process keeps beside the shared cache: good under one mark, which a page reads once."""

from contextlib import contextmanager

import pytest
from django.core.cache import cache

from committee.keeping.nearby import (
    MARK,
    MOST_NEAR,
    SHARED,
    Kept,
    Near,
    begin_page,
    drawn,
    end_page,
    forget_lists,
    listed,
    read_with_mark,
)


class Made:
    """Counts how often something is made."""

    def __init__(self):
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


@pytest.fixture
def made():
    return Made()


@contextmanager
def page():
    begin_page()
    yield
    end_page()


def another_process_forgets() -> None:
    cache.set(MARK, "of another process", timeout=None)


@pytest.mark.column
@pytest.mark.parametrize("keep", [drawn, listed])
def test_a_value_is_made_once(keep, made):
    assert [keep("name", 60, made) for _ in range(3)] == [1, 1, 1]
    assert keep("another", 60, made) == 2


@pytest.mark.column
@pytest.mark.parametrize("keep", [drawn, listed])
def test_a_value_that_is_over_is_made_anew(keep, made):
    keep("name", 0, made)
    assert keep("name", 60, made) == 2


@pytest.mark.column
@pytest.mark.parametrize("forget", [forget_lists, another_process_forgets])
def test_a_forgotten_list_is_read_anew_and_what_was_drawn_stays(forget, made):
    listed("list", 60, made), drawn("drawing", 60, made)
    forget()
    assert (listed("list", 60, made), drawn("drawing", 60, made)) == (3, 2)


@pytest.mark.column
def test_what_was_read_before_a_list_was_forgotten_is_not_kept_for_after(made):
    """Another process changes the list while this one reads it."""
    cache.set(f"{SHARED}list", Kept("as it was", 10**12, "an earlier mark"))
    assert listed("list", 60, made) == 1


@pytest.mark.column
@pytest.mark.parametrize("keep", [drawn, listed])
def test_an_empty_cache_ends_what_was_kept(keep, made):
    keep("name", 60, made)
    cache.clear()
    assert keep("name", 60, made) == 2


def test_a_page_asks_the_cache_once(made, cache_calls):
    listed("list", 60, made), drawn("drawing", 60, made)
    with page(), cache_calls() as calls:
        assert read_with_mark("session") is None
        for _ in range(3):
            listed("list", 60, made), drawn("drawing", 60, made)
    assert calls == ["get_many"]


def test_the_next_page_hears_that_lists_were_forgotten_while_one_was_under_way(made):
    with page():
        listed("list", 60, made)
        another_process_forgets()
        assert listed("list", 60, made) == 1
    with page():
        assert listed("list", 60, made) == 2


def test_who_forgets_hears_it_at_once(made):
    with page():
        listed("list", 60, made)
        forget_lists()
        assert listed("list", 60, made) == 2


def test_the_oldest_makes_room():
    near = Near()
    near.get("", "mark")
    for number in range(MOST_NEAR + 2):
        near.put(str(number), Kept(number, 10**12, "mark"), "mark")
    assert len(near.values) == MOST_NEAR
    assert near.get("1", "mark") is None


def test_nothing_is_kept_under_a_mark_that_is_over():
    near = Near()
    near.get("", "new")
    near.put("name", Kept(1, 10**12, "old"), "old")
    assert not near.values
