"""Marks: texts that stand in one place of the register each, with the people who may read them there.

Whatever an answer holds of a mark that is not its reader's has leaked.
"""

from dataclasses import dataclass, field
from itertools import count

PEOPLE = ("salma", "nadia", "khaled", "huda", "amin", "visitor", "nobody")
"""Administrator, officer of Abyan, partners of NRA and of ADR, auditor, somebody without a role, nobody at all."""

ADMINISTRATORS = "A......"
OFFICE = "AO....."
OWN_HERE = "AOP...."
OWN_THERE = "A..H..."
SIGNED_IN = "AOPHUV."
NOBODYS = "......."
"""A letter a person, in the order of PEOPLE, where they may read it."""

Place = tuple[str, str]
"""A table and one of its fields."""

_numbers = count(710_000_001)


@dataclass
class Marks:
    """All marks, by their text: where each stands, and who may read it."""

    places: dict[str, Place] = field(default_factory=dict)
    readers: dict[str, frozenset[str]] = field(default_factory=dict)

    def new(self, table: str, name: str, letters: str, form: str = "Mark%sx") -> str:
        """A text for one value that those whom `letters` say may read; `form` is how such values are written."""
        key = f"{next(_numbers)}"
        told = form % key
        self.add(table, name, letters, key)
        return told

    def add(self, table: str, name: str, letters: str, text: str) -> None:
        """A value that stands there already."""
        self.places[text] = (table, name)
        self.readers[text] = frozenset(who for who, letter in zip(PEOPLE, letters, strict=True) if letter != ".")

    def found(self, text: str) -> set[str]:
        """The marks that a text holds."""
        return {mark for mark in self.places if mark in text}

    def told(self, marks: set[str]) -> set[Place]:
        """Where these marks stand."""
        return {self.places[mark] for mark in marks}
