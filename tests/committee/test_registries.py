"""What features say while the site starts: once, and never afterwards."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from committee.journal.registries import EVERY, ExtensionPoint, Registry


@pytest.fixture(autouse=True)
def forgotten():
    """Forget the registries that a test made."""
    before = len(EVERY)
    yield
    del EVERY[before:]


def test_an_extension_point_keeps_the_order():
    point = ExtensionPoint()
    assert not point
    point.add("first", "second")
    point.add("third")
    assert list(point) == ["first", "second", "third"]
    assert (len(point), point[1], "third" in point, "fourth" in point) == (3, "second", True, False)


def test_nothing_is_offered_twice():
    point = ExtensionPoint()
    point.add("first")
    with pytest.raises(ImproperlyConfigured):
        point.add("first")
    assert list(point) == ["first"]


def test_a_registry_says_a_key_once():
    registry = Registry()
    assert registry.register("post", 1) == 1
    with pytest.raises(ImproperlyConfigured):
        registry.register("post", 2)
    assert dict(registry) == {"post": 1}
    assert (registry.get("task"), "post" in registry, len(registry)) == (None, True, 1)


def test_what_is_frozen_takes_nothing_more():
    point, registry = ExtensionPoint(), Registry()
    point.freeze()
    registry.freeze()
    with pytest.raises(ImproperlyConfigured):
        point.add("late")
    with pytest.raises(ImproperlyConfigured):
        registry.register("late", 1)
    assert (list(point), dict(registry)) == ([], {})


def test_a_registry_cannot_be_written_around():
    with pytest.raises(TypeError):
        Registry()["post"] = 1
    with pytest.raises(AttributeError):
        ExtensionPoint().append("late")


def test_every_registry_of_the_wired_site_is_frozen():
    assert len(EVERY) >= 9
    assert [registry for registry in EVERY if not registry.is_frozen] == []
