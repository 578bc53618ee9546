"""What features say once, while the site starts, and everybody reads: filled in `home/wiring.py`, then frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")
EVERY: list[Frozen] = []


class Frozen:
    """Something that is filled until `freeze` and only read afterwards."""

    def __init__(self):
        self.is_frozen = False
        EVERY.append(self)

    def freeze(self) -> None:
        """Take nothing more."""
        self.is_frozen = True

    def require_open(self) -> None:
        """Raises ImproperlyConfigured once the site is wired."""
        if self.is_frozen:
            raise ImproperlyConfigured("the site is wired: home/wiring.py is where this is said")


class ExtensionPoint(Frozen, Sequence[T], Generic[T]):
    """What several features offer in one place, in the order in which they were added; no two are the same."""

    def __init__(self):
        super().__init__()
        self._items: list[T] = []

    def add(self, *items: T) -> None:
        """Offer something more. Raises ImproperlyConfigured once frozen, and for what stands here already."""
        self.require_open()
        for item in items:
            if item in self._items:
                raise ImproperlyConfigured(f"{item!r} is offered twice")
            self._items.append(item)

    def __getitem__(self, place):
        return self._items[place]

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


class Registry(Frozen, Mapping[K, V], Generic[K, V]):
    """What each feature says of its own key, once."""

    def __init__(self):
        super().__init__()
        self._items: dict[K, V] = {}

    def register(self, key: K, value: V) -> V:
        """Say what a key means. Raises ImproperlyConfigured once frozen, and for a key that is known already."""
        self.require_open()
        if key in self._items:
            raise ImproperlyConfigured(f"{key!r} is said twice")
        self._items[key] = value
        return value

    def __getitem__(self, key: K) -> V:
        return self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


def freeze_registries() -> None:
    """Freeze every registry: what is not said by now is said nowhere."""
    for registry in EVERY:
        registry.freeze()
