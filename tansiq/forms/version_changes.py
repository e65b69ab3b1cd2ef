"""What a version of a form says that the one before did not: items, rules and answers that came, went or changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tansiq.language.bilingual import pick
from tansiq.language.words import Sentence
from tansiq.models import FieldDefinition, Record
from tansiq.models.definitions import Definitions
from tansiq.models.record_type import type_of

ADDED, LEFT_OUT, CHANGED = "ADDED", "LEFT_OUT", "CHANGED"


@dataclass(frozen=True)
class VersionChange:
    """One change: of which row, its kind (ADDED, LEFT_OUT or CHANGED), and of a changed row what of it: by column
    what it was and is."""

    kind: str
    row: Record
    columns: Mapping[str, tuple[Any, Any]]

    @property
    def name(self) -> str:
        """What the row is called, in the language now spoken: its label, or the message of a rule."""
        return pick(self.row, "message" if type(self.row).__name__ == "RuleDefinition" else "label")

    @property
    def labels(self) -> list[Sentence]:
        """What the columns are called that have changed."""
        known = type_of(type(self.row)).labels
        return [known[name] for name in self.columns if name in known]


def changes_between(before: Definitions | None, after: Definitions) -> list[VersionChange]:
    """What `after` says that `before` did not: items in the order of the form, then answers, then rules; all of it
    where nothing was before."""
    found: list[VersionChange] = []
    for old, new in zip(_parts(before), _parts(after), strict=True):
        found += _changes(old, new)
    return found


def _parts(definitions: Definitions | None) -> tuple[Mapping[Any, Record], ...]:
    if definitions is None:
        return {}, {}, {}
    choices = {one.id: one for answers in definitions.choices.values() for one in answers.values()}
    rules = {one.id: one for rules in definitions.rules.values() for one in rules}
    return _in_order(definitions), choices, rules


def _in_order(definitions: Definitions) -> dict[Any, FieldDefinition]:
    fields = sorted(definitions.fields.values(), key=lambda one: (one.position, one.number))
    return {one.number: one for one in fields}


def _changes(old: Mapping[Any, Record], new: Mapping[Any, Record]) -> Iterator[VersionChange]:
    for key, row in new.items():
        if key not in old:
            yield VersionChange(ADDED, row, {})
        elif columns := _columns(old[key], row):
            yield VersionChange(CHANGED, row, columns)
    yield from (VersionChange(LEFT_OUT, row, {}) for key, row in old.items() if key not in new)


def _columns(old: Record, new: Record) -> dict[str, tuple[Any, Any]]:
    was, now = old.values(), new.values()
    return {name: (was.get(name), value) for name, value in now.items() if was.get(name) != value}
