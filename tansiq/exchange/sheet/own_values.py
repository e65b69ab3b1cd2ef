"""What a cell says in the column of a field that a ministry defined, as rows keep it.

"١٢٫٥" under a number  ->  12.5        "Good; Fair" under several answers  ->  ["GOOD", "FAIR"]
"March 2026" under a month  ->  "2026-03"     "13.2, 45.3" under a point  ->  [13.2, 45.3]

What a reference is called stays a text here: whoever knows what the sender may see finds what it means. Whether the
value is right, within bounds and in its list, is asked of the row as of any other.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tansiq.exchange.values.cell_problems import failed, problem
from tansiq.exchange.values.dates import EPOCH_1900, Order, read_date
from tansiq.exchange.values.numbers import read_number, read_whole
from tansiq.exchange.values.periods import Period, read_period
from tansiq.exchange.values.problems import CellError, Problem
from tansiq.exchange.values.text import plain, says_nothing, tidy
from tansiq.exchange.values.words import read_prose, read_text, read_yes_no
from tansiq.language.arabic import fold
from tansiq.language.bilingual import pick
from tansiq.language.words import listed
from tansiq.models import FieldDefinition
from tansiq.models.column_values import EXACT
from tansiq.models.definitions import Definitions, known

_MOST_NUMBER = Decimal(EXACT)
_LONGEST = 500
"""Letters that anything but a text is looked for in."""
_OFFERED = 12
"""Answers that a message lists."""
ANSWER_SIGNS = re.compile(r"[;؛|\n\r]+")
_COMMAS = re.compile(r"[,،]")
_DEGREE = r"(-?\d{1,3}(?:[.٫]\d+)?)°?"
_POINT = re.compile(rf"\(?\s*{_DEGREE}(?:\s*[,،;؛]\s*|\s+){_DEGREE}\s*\)?")


@dataclass(frozen=True)
class OwnCell:
    """Where a cell stands, and what its column and workbook know: the order of days and months, the decimal mark."""

    address: str
    order: Callable[[], Order | None] | None = None
    mark: str | None = None
    epoch: date = EPOCH_1900


def read_own(one: FieldDefinition, raw: Any, at: OwnCell) -> Any:
    """The value as JSON keeps it, the text of a reference, None where the cell says nothing, or the Problem of it."""
    if isinstance(raw, CellError):
        return failed(raw, at.address)
    if type(raw) is str and len(raw) > _LONGEST and one.value_type not in ("TEXT", "LONG_TEXT"):
        raw = tidy(raw)[:_LONGEST]
    return _READERS.get(one.value_type, _code)(one, raw, at)


def _text(one: FieldDefinition, raw: Any, at: OwnCell) -> Any:
    """A text; one of digits or Latin letters is typed with any digits."""
    return _code(one, raw, at) if one.pattern in ("DIGITS", "LATIN_CODE", "YEAR") else read_text(raw, at.address)


def _code(_one: FieldDefinition, raw: Any, at: OwnCell) -> Any:
    text = read_text(raw, at.address)
    return plain(text) if isinstance(text, str) else text


def _name(_one: FieldDefinition, raw: Any, at: OwnCell) -> Any:
    return read_text(raw, at.address)


def _whole(_one: FieldDefinition, raw: Any, at: OwnCell) -> Any:
    return read_whole(raw, at.address, _MOST_NUMBER)


def _number(_one: FieldDefinition, raw: Any, at: OwnCell) -> Any:
    found = read_number(raw, at.address, at.mark, _MOST_NUMBER)
    if not isinstance(found, Decimal):
        return found
    return int(found) if found == found.to_integral_value() else float(found)


def _day(_one: FieldDefinition, raw: Any, at: OwnCell) -> Any:
    """A day of any time: wells and associations may be older than what a sheet of work tells."""
    if isinstance(raw, date):
        return (raw.date() if isinstance(raw, datetime) else raw).isoformat()
    try:
        return date.fromisoformat(plain(raw) if len(plain(raw)) == len("2026-03-01") else "").isoformat()
    except ValueError:
        found = read_date(raw, at.address, at.order, None, at.epoch)
        return found.isoformat() if isinstance(found, date) else found


def _month(_one: FieldDefinition, raw: Any, at: OwnCell) -> Any:
    found = read_period(raw, at.address)
    if not isinstance(found, Period):
        return problem("month-wanted", raw, at.address) if isinstance(found, Problem) else found
    first, last = found
    if (first.year, first.month) != (last.year, last.month) or first.day != 1 or first == last:
        return problem("month-wanted", raw, at.address)
    return f"{first.year:04}-{first.month:02}"


def _yes_no(_one: FieldDefinition, raw: Any, at: OwnCell) -> Any:
    return read_yes_no(raw, at.address)


def _prose(_one: FieldDefinition, raw: Any, at: OwnCell) -> Any:
    return read_prose(raw, at.address)


def _point(_one: FieldDefinition, raw: Any, at: OwnCell) -> Any:
    text = plain(raw)
    if says_nothing(text):
        return None
    found = _POINT.fullmatch(text)
    if found is None:
        return problem("point-wanted", raw, at.address)
    return [float(part.replace("٫", ".")) for part in found.groups()]


def _answer(one: FieldDefinition, raw: Any, at: OwnCell) -> Any:
    code = answer_code(known(), one, tidy(raw))
    if code is None and not says_nothing(tidy(raw)):
        return _unknown_answer(one, raw, at)
    return code


def _answers(one: FieldDefinition, raw: Any, at: OwnCell) -> Any:
    """The answers in the order of their list; a comma parts them only where the whole is none."""
    definitions = known()
    texts = list(_answer_texts(definitions, one, raw if isinstance(raw, str) else tidy(raw)))
    codes = {text: answer_code(definitions, one, text) for text in texts}
    if None in codes.values():
        return _unknown_answer(one, next(text for text, code in codes.items() if code is None), at)
    places = list(definitions.answers_to(one))
    return sorted({str(code) for code in codes.values()}, key=places.index) or None


def _answer_texts(definitions: Definitions, one: FieldDefinition, raw: str) -> Iterator[str]:
    if answer_code(definitions, one, tidy(raw)) is not None:
        yield tidy(raw)
        return
    for piece in map(tidy, ANSWER_SIGNS.split(raw)):
        if answer_code(definitions, one, piece) is not None:
            yield piece
        elif not says_nothing(piece):
            yield from (part for part in map(tidy, _COMMAS.split(piece)) if part)


def answer_code(definitions: Definitions, one: FieldDefinition, text: str) -> str | None:
    """The code of the answer that a text means: a code to the letter, else a label in any spelling, those first that
    are still offered; None where none is called so."""
    answers = definitions.answers_to(one)
    if text in answers:
        return text
    return definitions.kept(("answers", one.choice_list_id), lambda: _codes(definitions, one)).get(fold(text))


def _codes(definitions: Definitions, one: FieldDefinition) -> dict[str, str]:
    answers = sorted(definitions.answers_to(one).values(), key=lambda answer: not answer.is_offered)
    found: dict[str, str] = {}
    for name in ("label_ar", "label_en", "code"):
        for answer in answers:
            if key := fold(getattr(answer, name)):
                found.setdefault(key, answer.code)
    return found


def _unknown_answer(one: FieldDefinition, raw: Any, at: OwnCell) -> Problem:
    return problem("unknown-word", raw, at.address, choices=_Offered(one.number))


class _Offered:
    """The answers of a field as a list, in the language of whoever reads it."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __str__(self) -> str:
        definitions = known()
        one = definitions.fields[self._number]
        labels = [pick(row, "label") or row.code for row in definitions.answers_to(one).values() if row.is_offered]
        return listed([*labels[:_OFFERED], *(["…"] if len(labels) > _OFFERED else [])], "or")


_READERS: dict[str, Callable[[FieldDefinition, Any, OwnCell], Any]] = {
    "TEXT": _text,
    "LONG_TEXT": _prose,
    "WHOLE": _whole,
    "NUMBER": _number,
    "YES_NO": _yes_no,
    "DAY": _day,
    "MONTH": _month,
    "CHOICE": _answer,
    "CHOICES": _answers,
    "POINT": _point,
    "REFERENCE": _name,
}
"""By type of field; all others are codes in Latin letters and digits."""
