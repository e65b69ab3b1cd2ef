"""What a field is to an expression, and how the fields at hand are found by their names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from tansiq.language.arabic import fold
from tansiq.language.words import InBoth, Sentence, say


class Kind(StrEnum):
    """What a value is. One choice of a list is a text (its code), several choices are codes."""

    NUMBER = "NUMBER"
    TEXT = "TEXT"
    DAY = "DAY"
    MONTH = "MONTH"
    YES_NO = "YES_NO"
    CODES = "CODES"


KIND_NAMES: Mapping[Kind, Sentence] = {
    # Translators: A kind of value in an expression, as in "here a number is needed".
    Kind.NUMBER: say("a number"),
    Kind.TEXT: say("a text"),
    Kind.DAY: say("a day"),
    Kind.MONTH: say("a month"),
    Kind.YES_NO: say("yes or no"),
    Kind.CODES: say("several choices"),
}


@dataclass(frozen=True, kw_only=True)
class FieldFacts:
    """What an expression has to know of a field.

    `kind` is None for a field that has no value to reckon with, such as a file or a table of rows. `decimals` is how
    many a number has at most, None where that is not known. `choices` are the codes of its list, retired ones too;
    None where it has no list. `former_keys` are keys it had before.
    """

    number: int
    kind: Kind | None
    key: str
    label_ar: str = ""
    label_en: str = ""
    decimals: int | None = 0
    unit: str = ""
    choices: Sequence[str] | None = None
    former_keys: Sequence[str] = ()

    @property
    def label(self) -> Sentence:
        """What the field is called in the language of whoever reads."""
        return InBoth(self.label_en or self.key, arabic=self.label_ar or self.key)


class Names(Protocol):
    """The fields that an expression may speak of; whether there is a period before, of which `previous` asks."""

    has_previous: bool

    def of(self, number: int) -> FieldFacts | None:
        """The field of a number."""

    def called(self, name: str) -> Sequence[FieldFacts]:
        """All fields that bear a name: as key or label, spelled just so, else spelled alike, else as a former key."""

    def known(self) -> Iterable[str]:
        """All keys and labels, to say what somebody may have meant."""


class FieldNames:
    """The names of a few fields, found at once; whether there is a period before, of which `previous` asks."""

    def __init__(self, fields: Iterable[FieldFacts], has_previous: bool = False) -> None:
        self.has_previous = has_previous
        self._by_number = {field.number: field for field in fields}
        self._just_so: dict[str, dict[int, FieldFacts]] = {}
        self._alike: dict[str, dict[int, FieldFacts]] = {}
        self._former: dict[str, dict[int, FieldFacts]] = {}
        for field in self._by_number.values():
            for name in filter(None, (field.key, field.label_ar, field.label_en)):
                self._just_so.setdefault(squeezed(name), {})[field.number] = field
                self._alike.setdefault(fold(name), {})[field.number] = field
            for name in field.former_keys:
                self._former.setdefault(name, {})[field.number] = field

    def of(self, number: int) -> FieldFacts | None:
        """The field of a number."""
        return self._by_number.get(number)

    def called(self, name: str) -> Sequence[FieldFacts]:
        """All fields that bear a name."""
        found = self._just_so.get(squeezed(name)) or self._alike.get(fold(name)) or self._former.get(name.strip()) or {}
        return list(found.values())

    def known(self) -> Iterable[str]:
        """All keys and labels."""
        return self._just_so


def squeezed(name: str) -> str:
    """A name with single spaces and none around it."""
    return " ".join(name.split())
