"""What a question says beside its name and type, as columns of its field: words, what it begins with, own ones."""

import re
from collections.abc import Iterator

from tansiq.language.cleaning import western_digits
from tansiq.language.field_vocabulary import HOLDING_NOTHING
from tansiq.language.words import say
from tansiq.models import FieldDefinition
from tansiq.models.default_values import HAVING_DEFAULTS
from tansiq.xlsform.findings import Findings
from tansiq.xlsform.headers import OWN
from tansiq.xlsform.own_columns import OF_FIELDS, read_own, yes_or_no
from tansiq.xlsform.questions import Question
from tansiq.xlsform.tables import Cell
from tansiq.xlsform.texts import restored, words_of

_FIGURES = frozenset({"WHOLE", "NUMBER", "DAY", "MONTH"})
_RECKONED = re.compile(r"\$\{|^[a-z-]+\(.*\)$", re.DOTALL)
_MONTH_LETTERS = len("2026-01")


def fill(one: Question, plain: str | None, findings: Findings) -> None:
    """Put into a question what its row says; `plain` is the language of words that name none."""
    for column in ("label", "hint"):
        for code, cell in words_of(one.line, column, plain):
            one.put(f"{column}_{code}", cell.text, cell.place)
    if one.value_type == "CALCULATED" and not any(name.startswith("label_") for name in one.values):
        # Nobody sees a calculation elsewhere, so few have words.
        one.put(f"label_{plain or 'en'}", " ".join(one.name.split("_")).strip() or one.name, one.line.place_of("name"))
    for code, cell in _group_words(one):
        one.put(f"group_{code}", cell.text, cell.place)
    for name, value, cell in read_own(one.line, FieldDefinition, OF_FIELDS):
        one.put(name, value, cell.place)
    _fill_required(one, findings)
    _fill_default(one, findings)
    _fill_reference(one)
    _tell_left_out(one, findings)


def _group_words(one: Question) -> Iterator[tuple[str, Cell]]:
    """The words of the innermost group that has any: fields have groups of one level."""
    yield from next((group.words for group in reversed(one.groups) if group.words), {}).items()


def _fill_required(one: Question, findings: Findings) -> None:
    written = one.line.text("required")
    if not written or one.value_type in HOLDING_NOTHING | {"CALCULATED"}:
        return
    answer = yes_or_no(written)
    if answer is None:
        text = say("An answer that is required under a condition alone is not known here: it is not required.")
        findings.note(one.line.place_of("required"), text)
    elif answer:
        one.put("is_required", True, one.line.place_of("required"))


def _fill_default(one: Question, findings: Findings) -> None:
    written = one.line.text("default")
    if not written or one.value_type in HOLDING_NOTHING | {"CALCULATED"}:
        return
    place = one.line.place_of("default")
    if _RECKONED.search(written) or one.value_type not in HAVING_DEFAULTS:
        findings.note(place, say("What this question begins with is not taken over: it is no plain value."))
        return
    kept = western_digits(written) if one.value_type in _FIGURES else restored(written)
    if one.value_type == "MONTH":
        kept = kept[:_MONTH_LETTERS]
    if one.value_type == "YES_NO" and (answer := yes_or_no(written)) is not None:
        kept = "yes" if answer else "no"
    one.put("default_value", kept, place)


def _fill_reference(one: Question) -> None:
    """ "organization", or "entry:wells" for entries of a record type."""
    if written := one.line.text(OWN + "reference"):
        table, _, key = written.partition(":")
        place = one.line.place_of(OWN + "reference")
        one.put("reference_table", table, place)
        if key:
            one.put("reference_type", key, place)


def _tell_left_out(one: Question, findings: Findings) -> None:
    if "choice_filter" in one.line.cells:
        text = say("Answers are not narrowed by another answer here: all of the list are offered.")
        findings.note(one.line.place_of("choice_filter"), text)
    if "calculation" in one.line.cells and one.value_type not in ("CALCULATED", "HEADING"):
        text = say("A question that people answer is not calculated here: the calculation is left out.")
        findings.note(one.line.place_of("calculation"), text)
