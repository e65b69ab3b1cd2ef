"""The cells of a report in a round: how each is typed and read, what was stated last time, what is wrong with it.

site-12-reached   "180"    a whole number in any digits         work-7-status   "ONGOING"   a code of a list
work-7-ends_on    a day in either calendar                      item-3-progress "45"        a number
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from admin.panel.inputs import amount_in, whole_in
from admin.panel.typed_day import shown_day, typed_day
from admin.words.coded_fields import code_choices
from admin.words.formatting import month_text, number_text, value_text
from admin.words.labels import label
from tansiq.language.cleaning import clean_line
from tansiq.language.coded_columns import CODED
from tansiq.language.words import gettext
from tansiq.models.data_stamps import table_name
from tansiq.rounds.asked_rows import MODELS, Asked, Key
from tansiq.rounds.drafting import Draft
from tansiq.rounds.statement import Statement, Waiting, stands

WHOLE = frozenset({"reached", "targeted"})
AMOUNTS = frozenset({"budget", "progress"})
DAYS = frozenset({"starts_on", "ends_on"})
SEEN = "seen-"
"""Before the name of a cell: what stood in it when the page was made."""


class Cell(NamedTuple):
    """One cell, ready for the page: `before` is what was stated last time, `now` what stands there by now where that
    differs from what its writer saw, `choices` the (code, label) pairs it offers."""

    name: str
    field: str
    label: str
    text: str
    seen: str
    before: str = ""
    now: str = ""
    wrong: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def is_number(self) -> bool:
        """Whether it is typed as a number."""
        return self.field in WHOLE | AMOUNTS


@dataclass
class Sent:
    """What a form of a report sent: texts by name of the cell, what stood there, and what is wrong, by name."""

    texts: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)
    """What somebody else typed meanwhile."""


def shown(key: Key, value: Any) -> str:
    """A value as it stands in its cell, to be read again as the same."""
    if value is None:
        return ""
    if isinstance(value, date):
        return shown_day(value).text
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def told(key: Key, value: Any) -> str:
    """A value as it is told beside a cell."""
    if value is None or value == "":
        return ""
    return number_text(value) if key.field in WHOLE | AMOUNTS else value_text(key.field, value)


def read(key: Key, text: str) -> Any:
    """What somebody typed, None for nothing. Raises ValueError that says what is wrong with it."""
    line = clean_line(text.replace("\x00", ""))
    if key.field in WHOLE:
        return whole_in(line) if line else None
    if key.field in AMOUNTS:
        return amount_in(line.strip("%٪ ")) if line.strip("%٪ ") else None
    if key.field in DAYS:
        found = typed_day(line)
        if found.wrong:
            raise ValueError(found.wrong)
        return found.day
    if line not in CODED[key.field]:
        raise ValueError(gettext("Choose one of the list."))
    return line


@dataclass(frozen=True)
class Sheet:
    """The cells of a report as the page shows them: what stands, what is sent or drafted, what was stated before."""

    asked: Asked
    waiting: Waiting
    sent: Sent
    stated_before: Mapping[Key, Any]

    @cached_property
    def keys(self) -> Mapping[str, Key]:
        """The cells by their names."""
        return {key.text: key for key in self.asked.cells()}

    def stands(self, key: Key) -> str:
        """What stands in a cell, as text."""
        return shown(key, stands(self.asked, self.waiting, key))

    def cells(self, kind: str, row_id: int) -> dict[str, Cell]:
        """The cells of a row, by field."""
        return {key.field: self._cell(key) for key in self.asked.keys_of(kind, row_id)}

    def _cell(self, key: Key) -> Cell:
        now, name = self.stands(key), key.text
        text = self.sent.texts.get(name, now)
        # What is sent again is compared with what is told now.
        seen = self.sent.seen.get(name, now)
        is_changed = now not in (seen, text)
        theirs = self.sent.others.get(name, now if is_changed else text)
        choices = tuple(code_choices(key.field)) if key.field in CODED else ()
        return Cell(
            name,
            key.field,
            str(label(key.field, table_name(MODELS[key.kind]))),
            text,
            now,
            self._before(key),
            "" if theirs == text else (dict(choices).get(theirs, theirs) or gettext("nothing")),
            self.sent.wrong.get(name, ""),
            choices,
        )

    def _before(self, key: Key) -> str:
        if key.field == "reached":
            found = self.asked.figure_before(key.row_id)
            return f"{number_text(found[1])} · {month_text(found[0])}" if found else ""
        return told(key, self.stated_before.get(key))

    def total(self, name: str) -> str:
        """The sum of what stands in the cells of a field, "" where nothing is known."""
        numbers = list(self._numbers(name))
        return number_text(sum(numbers)) if numbers else ""

    def _numbers(self, name: str) -> Iterator[int]:
        for key in self.keys.values():
            if key.field == name:
                try:
                    number = read(key, self.sent.texts.get(key.text, self.stands(key)))
                except ValueError:
                    continue
                yield from () if number is None else (number,)

    def statement(self, **more: Any) -> Statement:
        """What is sent as a statement; what cannot be read is noted at its cell."""
        values: dict[Key, Any] = {}
        seen: dict[Key, Any] = {}
        for name, text in self.sent.texts.items():
            key = self.keys.get(name)
            if key is None or (name in self.sent.seen and text == self.sent.seen[name]):
                # Nobody touched it: it says nothing.
                continue
            try:
                values[key] = read(key, text)
            except ValueError as error:
                self.sent.wrong[name] = str(error)
                continue
            if name in self.sent.seen:
                seen[key] = _read_or_none(key, self.sent.seen[name])
        return Statement(values, seen, **more)

    def draft(self, **more: Any) -> Draft:
        """What differs from what stands, as it was typed."""
        texts = {name: text for name, text in self.sent.texts.items()
                 if name in self.keys and text != self.sent.seen.get(name, self.stands(self.keys[name]))}  # fmt: skip
        return Draft(texts, {name: self.sent.seen.get(name, self.stands(self.keys[name])) for name in texts}, **more)


def _read_or_none(key: Key, text: str) -> Any:
    try:
        return read(key, text)
    except ValueError:
        return None


def sent_by(form: Mapping[str, str]) -> Sent:
    """What a form sent."""
    texts = {name: text for name, text in form.items() if name.split("-")[0] in MODELS}
    return Sent(texts, {name.removeprefix(SEEN): text for name, text in form.items() if name.startswith(SEEN)})


def drafted(draft: Draft) -> Sent:
    """What is drafted, as if it were sent."""
    return Sent(dict(draft.texts), dict(draft.seen))
