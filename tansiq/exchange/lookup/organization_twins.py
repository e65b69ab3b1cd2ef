"""Organisations that may be the same by their names' likeness. This only proposes: a machine never joins by it."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Generic, TypeVar

from tansiq.exchange.lookup.name_likeness import name_keys, name_sign

Body = TypeVar("Body")

_NEAREST = 24
"""Bodies that are compared: those that share the rarest keys."""
_CROWD = 400
"""Of more bodies that share a key the first are looked at: it tells little of them."""


class KeyedBodies(Generic[Body]):
    """Bodies by keys of which those that are alike share some."""

    def __init__(self) -> None:
        self._by_key: dict[str, dict[Body, None]] = {}
        self._keys: dict[Body, set[str]] = {}

    def add(self, body: Body, keys: Iterable[str]) -> None:
        """Make a body findable by further keys."""
        own = self._keys.setdefault(body, set())
        for key in keys:
            own.add(key)
            self._by_key.setdefault(key, {})[body] = None

    def remove(self, body: Body) -> None:
        """Forget a body."""
        for key in self._keys.pop(body, ()):
            del self._by_key[key][body]

    def nearest(self, keys: Iterable[str], most: int = _NEAREST) -> list[Body]:
        """The `most` bodies that share the most, and the rarest, of these keys, best first."""
        found: Counter[Body] = Counter()
        for key in dict.fromkeys(keys):
            sharing = self._by_key.get(key, {})
            for body in islice(sharing, _CROWD):
                found[body] += 1 / len(sharing)  # type: ignore[assignment]  # Counters add up fractions too.
        return [body for body, _weight in found.most_common(most)]


class OrganizationTwins(Generic[Body]):
    """Bodies by their names, those found whose names are like given ones in one of the ways of `name_likeness`."""

    def __init__(self) -> None:
        self._keyed = KeyedBodies[Body]()
        self._names: dict[Body, dict[str, None]] = {}

    def add(self, body: Body, name: str) -> None:
        """Remember a name of a body."""
        self._names.setdefault(body, {})[name] = None
        self._keyed.add(body, name_keys(name))

    def of(self, names: Iterable[str], strength: Callable[[str], float]) -> list[Body]:
        """The bodies with a name that is like any of these, by the `strength` of the sign that says so, best first."""
        asked = list(names)
        found = {}
        for body in self._keyed.nearest(key for name in asked for key in name_keys(name)):
            best = max(strength(name_sign(one, other)) for one in asked for other in self._names[body])
            if best > 0:
                found[body] = best
        return sorted(found, key=lambda body: -found[body])
