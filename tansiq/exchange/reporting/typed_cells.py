"""What a cell of a report says, as a report keeps it, by the definitions of its version.

45, "45%", "٤٥٪" and 0.45 shown as a percentage are 45 where an item is counted in per cent; a bare 0.45 is asked about.
"""

from decimal import Decimal
from typing import Any

from tansiq.exchange.export.own_rendering import OwnRenderer
from tansiq.exchange.planning.own_facts import find_one
from tansiq.exchange.sheet.own_values import ANSWER_SIGNS, OwnCell, answer_code, read_own
from tansiq.exchange.values.cell_problems import SENTENCES, failed
from tansiq.exchange.values.numbers import read_number
from tansiq.exchange.values.percentages import Percentage
from tansiq.exchange.values.problems import CellError, Problem
from tansiq.exchange.values.text import says_nothing, tidy
from tansiq.exchange.values.words import read_text
from tansiq.exchange.workbook.formula_guard import unguarded
from tansiq.language.bilingual import pick
from tansiq.language.words import LANGUAGES, N_, InBoth, Sentence, listed, say, speaking
from tansiq.models import FieldDefinition
from tansiq.models.definitions import Definitions

_SIGNS = "%٪﹪％"
_OFFERED = 12
"""Answers that a message lists."""
_COMMAS = "،,"


class CellReader:
    """Reads the cells of reports of one version; `renderer` knows what references may lead to."""

    def __init__(self, definitions: Definitions, renderer: OwnRenderer) -> None:
        self._definitions, self._renderer = definitions, renderer

    def read(self, one: FieldDefinition, raw: Any, address: str) -> Any:
        """The value as JSON keeps it, None where the cell says nothing, or the Problem of it."""
        if isinstance(raw, CellError):
            return failed(raw, address)
        raw = unguarded(raw) if isinstance(raw, str) else raw
        if raw is None or (isinstance(raw, str) and says_nothing(tidy(raw))):
            return None
        if one.is_numeric:
            return _number(one, raw, address)
        if one.value_type in ("CHOICE", "CHOICES"):
            return self._answers(one, raw, address)
        value = read_own(one, raw, OwnCell(address))
        return self._referred(one, value, address) if one.value_type == "REFERENCE" else value

    def _answers(self, one: FieldDefinition, raw: Any, address: str) -> Any:
        texts = [tidy(raw)]
        if one.value_type == "CHOICES" and answer_code(self._definitions, one, texts[0]) is None:
            texts = self._parted(one, str(raw))
        codes = []
        for text in texts:
            code = answer_code(self._definitions, one, text)
            if code is None:
                return Problem(address, text[:200], self._unknown(one), "error", "unknown-word")
            codes.append(code)
        if one.value_type == "CHOICE":
            return codes[0]
        places = list(self._definitions.answers_to(one))
        return sorted(set(codes), key=places.index) or None

    def _parted(self, one: FieldDefinition, raw: str) -> list[str]:
        """Several answers; a comma parts them only where the whole is none."""
        found = []
        for piece in filter(None, map(tidy, ANSWER_SIGNS.split(raw))):
            if answer_code(self._definitions, one, piece) is not None:
                found.append(piece)
            else:
                found += filter(None, map(tidy, piece.replace(_COMMAS[0], _COMMAS[1]).split(_COMMAS[1])))
        return found

    def _unknown(self, one: FieldDefinition) -> Sentence:
        rows = [row for row in self._definitions.answers_to(one).values() if row.is_offered][:_OFFERED]
        texts = {}
        for code in LANGUAGES:
            with speaking(code):
                texts[code] = listed([pick(row, "label") or row.code for row in rows], "or")
        return say(SENTENCES["unknown-word"], choices=InBoth(texts["en"], arabic=texts["ar"]))

    def _referred(self, one: FieldDefinition, value: Any, address: str) -> Any:
        if value is None or isinstance(value, Problem):
            return value
        found, wrong = find_one(self._renderer.rows_of(one), str(value))
        return found if wrong is None else Problem(address, str(value)[:200], wrong[1], "error", wrong[0])


def read_reason(raw: Any, address: str) -> str | Problem:
    """Why there is nothing to report, "" where the cell says nothing, or the Problem of it."""
    if raw is None or isinstance(raw, CellError):
        return read_text(raw, address) or ""
    if not isinstance(raw, str):
        return _told(_NO_WORDS, raw, address, "reason-in-words")
    return read_text(unguarded(raw), address) or ""


def _number(one: FieldDefinition, raw: Any, address: str) -> Any:
    if not one.is_share:
        is_percentage = isinstance(raw, Percentage)
        return _told(_NO_SHARE, raw, address) if is_percentage else read_own(one, raw, OwnCell(address))
    if isinstance(raw, Percentage):
        return read_own(one, f"{raw.percent:f}", OwnCell(address))
    has_sign = isinstance(raw, str) and any(sign in raw for sign in _SIGNS)
    bare = raw.strip(f"{_SIGNS} \u200e\u200f") if isinstance(raw, str) else raw
    amount = None if has_sign else read_number(bare, address)
    if isinstance(amount, Decimal) and 0 < abs(amount) < 1:
        values = {"share": f"{amount * 100:f}".rstrip("0").rstrip("."), "fraction": f"{amount:f}"}
        return _told(say(_IN_DOUBT, **values), raw, address, "share-in-doubt")
    return read_own(one, bare, OwnCell(address))


def _told(sentence: Sentence, raw: Any, address: str, code: str = "percentage-for-number") -> Problem:
    shown = f"{raw.percent:f}%" if isinstance(raw, Percentage) else tidy(raw)
    return Problem(address, shown[:200], sentence, "error", code)


_NO_WORDS = say("Say in words why there is nothing to report, or leave the cell empty.")
_NO_SHARE = say("This is a percentage, and the item is not counted in per cent. Write the number.")
_IN_DOUBT = N_(
    "Is this %(share)s %% or %(fraction)s %%? Write %(share)s for the one, or %(fraction)s%% with the sign for the "
    "other."
)
