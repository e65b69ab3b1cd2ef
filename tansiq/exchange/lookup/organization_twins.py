"""Organisations that may be the same by their names' likeness. This only proposes: a machine never joins by it."""

from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from tansiq.language.arabic import organization_key

Body = TypeVar("Body")

_ALIKE = 0.85
_BEGINNING = 4
_CROWD = 40
"""So many names that begin alike tell nothing of each other; only equal keys are proposed among them."""


class OrganizationTwins(Generic[Body]):
    """Bodies by the telling words of their names: those without association, relief, for, international..."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[Body]] = defaultdict(list)
        self._beginning: dict[str, set[str]] = defaultdict(set)

    def add(self, body: Body, name: str) -> None:
        """Remember a name of a body."""
        key = organization_key(name)
        if key and body not in self._by_key[key]:
            self._by_key[key].append(body)
            self._beginning[key[:_BEGINNING]].add(key)

    def of(self, names: Iterable[str]) -> list[Body]:
        """The bodies with the same telling words as any of these names, then those with nearly the same."""
        found: dict[Body, None] = {}
        keys = [key for key in map(organization_key, names) if key]
        for known in (*keys, *(near for key in keys for near in self._near(key))):
            found.update(dict.fromkeys(self._by_key.get(known, ())))
        return list(found)

    def _near(self, key: str) -> list[str]:
        known = self._beginning.get(key[:_BEGINNING], ())
        return sorted(other for other in known if _alike(key, other)) if len(known) <= _CROWD else []


def _alike(one: str, other: str) -> bool:
    ratio = SequenceMatcher(None, one, other)
    return ratio.real_quick_ratio() >= _ALIKE and ratio.quick_ratio() >= _ALIKE and ratio.ratio() >= _ALIKE
