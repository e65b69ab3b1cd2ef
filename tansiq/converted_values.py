"""What rows hold in one own field, copied into another one that has values of another type, where nothing stands yet.

    "١٢٫٥" in a text  --told as a cell of a sheet tells it, read as one of the other field-->  12.5 in a number

A field becomes a wider type by itself; for all else a new one is made, filled from the old one, and that is retired.
What stands in the new field stays. What cannot be read there is told, row by row, and stays where it was. Rows are
examined in the order of their ids and written in bounded pieces, each a batch that can be taken back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from peewee import chunked

from tansiq.exchange.sheet.own_values import OwnCell, read_own
from tansiq.exchange.values.problems import Problem
from tansiq.faults import Fault, Refused
from tansiq.language.bilingual import pick
from tansiq.language.words import Sentence, gettext, say
from tansiq.models import Batch, FieldDefinition, Record, data_stamps
from tansiq.models.definitions import Definitions, known
from tansiq.models.extra import extra_name
from tansiq.models.field_definition import FROM_LISTS
from tansiq.models.form_rules import is_item
from tansiq.models.kept_values import taken
from tansiq.policy.viewer import Viewer
from tansiq.policy.visible_rows import standing_rows
from tansiq.records import bulk, changes
from tansiq.records.extra_sql import is_known
from tansiq.records.extra_values import extra_faults_of_many
from tansiq.records.open_plans import require_open
from tansiq.records.rule_faults import rule_faults_of_many
from tansiq.records.undoing import begin_batch

AT_ONCE = 2_000
"""Rows that one batch writes."""
EXAMINED = 10_000
"""Rows that are looked at for it."""
_PIECE = 500
_LONGEST_NAME = 120

_WORDS = frozenset({"TEXT", "LONG_TEXT"})
_CODES = frozenset({"EMAIL", "TELEPHONE", "PCODE", "WEB"})
_NUMBERS = frozenset({"WHOLE", "NUMBER"})
_CHOSEN = _WORDS | FROM_LISTS
_FROM_WORDS = _CHOSEN | _NUMBERS | _CODES | {"YES_NO", "DAY", "MONTH", "POINT"}
CONVERTIBLE: dict[str, frozenset[str]] = {
    **dict.fromkeys(_WORDS, _FROM_WORDS),
    **dict.fromkeys(_CODES, _CHOSEN | _CODES),
    **dict.fromkeys(_NUMBERS, _CHOSEN | _NUMBERS),
    **dict.fromkeys(FROM_LISTS, _CHOSEN | _NUMBERS | {"YES_NO"}),
    "YES_NO": _CHOSEN | {"YES_NO"},
    "DAY": _WORDS | {"DAY"},
    "MONTH": _WORDS | {"MONTH"},
}
"""By type of field: the types of those that its values may be read in."""


@dataclass(frozen=True)
class Unread:
    """A row that is not written: what it holds, as text, and why that cannot stand in the other field."""

    row_id: int
    given: str
    why: Sentence


@dataclass
class Examined:
    """Rows on their way from one field to another: those to be written, and those that cannot be.

    `held` counts the rows that hold something in the other field already; `last` is the id after which the next
    piece begins, None where there is none.
    """

    held: int = 0
    rows: list[Any] = field(default_factory=list)
    before: list[dict[str, Any]] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    last: int | None = None


@dataclass(frozen=True)
class Copied:
    """A batch that wrote so many rows, and the id after which the next piece begins, None where there is none."""

    batch: Batch
    count: int
    last: int | None


def targets_of(one: FieldDefinition) -> list[FieldDefinition]:
    """The fields in use of the same records, in their order, that values of a field may be copied into. What was
    reported stays as it was asked: items of forms have none."""
    if one.use_state == "DRAFT" or one.archived_at is not None or is_item(one):
        return []
    wanted = CONVERTIBLE.get(one.value_type, frozenset())
    return [to for to in known().of(one.holder) if to.value_type in wanted and to.number != one.number]


def examine(viewer: Viewer, one: FieldDefinition, to: FieldDefinition, after: int = 0) -> Examined:
    """What copying would do to the standing rows with ids above `after`; nothing is written.

    Raises Refused: FORBIDDEN, NOT_CONVERTIBLE, PERSONAL (what is personal would become readable).
    """
    _require(viewer, one, to)
    rows = standing_rows(viewer, one.holder)
    model: Any = rows.model
    holding = rows.where(is_known(model, one))
    found = Examined(holding.where(is_known(model, to)).count())
    waiting = holding.where(~is_known(model, to), model.id > after).order_by(model.id).limit(EXAMINED + 1)
    ids = [row_id for (row_id,) in waiting.select(model.id).tuples()]
    with data_stamps.held_still():
        for row_id, row in _read(model, ids[:EXAMINED]):
            if len(found.rows) == AT_ONCE:
                break
            _look_at(viewer, found, row, one, to)
            found.last = row_id
    if found.last is None or found.last == ids[-1]:
        found.last = None
    return found


def copy_values(viewer: Viewer, one: FieldDefinition, to: FieldDefinition, after: int = 0) -> Copied:
    """Write what `examine` finds, as one batch.

    Raises Refused as `examine` does; NOTHING_TO_DO, CHANGED_MEANWHILE (somebody saved one of the rows in the same
    moment; nothing was written).
    """
    found = examine(viewer, one, to, after)
    if not found.rows:
        raise Refused(Fault("NOTHING_TO_DO", "", say("No record holds anything that could be copied.")))
    with changes.together():
        names = {"one": pick(one, "label")[:_LONGEST_NAME], "to": pick(to, "label")[:_LONGEST_NAME]}
        batch = begin_batch(viewer, "CHANGE", gettext("“%(one)s” copied into “%(to)s”", **names))
        bulk.change(viewer.within(batch.id), found.rows, found.before)
    return Copied(batch, len(found.rows), found.last)


def _require(viewer: Viewer, one: FieldDefinition, to: FieldDefinition) -> None:
    changes.require(viewer, "CHANGE", one)
    if to.number not in {offered.number for offered in targets_of(one)}:
        text = say("Values of this field cannot be copied there. Choose another field.")
        raise Refused(Fault("NOT_CONVERTIBLE", "to", text))
    if one.is_personal and not to.is_personal:
        text = say("What is personal would be read by others there. Mark that field as personal first.")
        raise Refused(Fault("PERSONAL", "to", text))


def _read(model: Any, ids: Sequence[int]) -> Iterator[tuple[int, Any]]:
    for piece in chunked(ids, _PIECE):
        for row in model.select().where(model.id.in_(list(piece))).order_by(model.id):
            yield row.id, row


def _look_at(viewer: Viewer, found: Examined, row: Record, one: FieldDefinition, to: FieldDefinition) -> None:
    before, name = row.values(), extra_name(to.number)
    value = converted(known(), one, to, row.entered(extra_name(one.number)))
    if isinstance(value, Sentence):
        wrong: Sentence | None = value
    else:
        row.enter(name, value)
        wrong = next((fault.sentence for fault in _faults(viewer, row, before, name)), None)
    if wrong is None:
        found.rows.append(row)
        found.before.append(before)
    else:
        given = _as_words(known(), one, taken(one, before[extra_name(one.number)]))
        found.unread.append(Unread(row.id, next(iter(given), ""), wrong))


def _faults(viewer: Viewer, row: Record, before: dict[str, Any], name: str) -> Sequence[Fault]:
    """What stands against saving a row with its new value; one such row is no reason to write none."""
    try:
        require_open([(row, [name])])
    except Refused as refusal:
        return refusal.faults
    own = extra_faults_of_many([row], [before])
    return own or [*row.all_faults(), *rule_faults_of_many(viewer, [row], [before])]


_NOTHING = say("This says that nothing is known.")
_UNFIT = say("What stands here is no value of its field.")


def converted(definitions: Definitions, one: FieldDefinition, to: FieldDefinition, kept: Any) -> Any:
    """What a row keeps in a field as a value of another one, as JSON has it; or the Sentence that says why it is none.

    Answers are found by their code, then by their Arabic and their English label; where they become words, it is by
    the label in the language of whoever copies. Whether the value is within bounds is asked of the row.
    """
    value = taken(one, kept)
    if value is None:
        return _UNFIT
    first: Sentence | None = None
    for raw in _as_read(definitions, one, to, value):
        read = read_own(to, raw, OwnCell(""))
        if not isinstance(read, Problem) and read is not None:
            return read
        first = first or (read.sentence if isinstance(read, Problem) else _NOTHING)
    return first or _UNFIT


def _as_read(definitions: Definitions, one: FieldDefinition, to: FieldDefinition, value: Any) -> list[Any]:
    """A value as a cell of a sheet could hold it, the likeliest first."""
    if to.value_type in _WORDS or one.value_type in FROM_LISTS:
        words = _as_words(definitions, one, value)
        return words[:1] if to.value_type in _WORDS else [_joined(value), *words[1:]]
    return [value] if one.value_type != "YES_NO" or to.value_type == "YES_NO" else _as_words(definitions, one, value)


def _as_words(definitions: Definitions, one: FieldDefinition, value: Any) -> list[str]:
    """A value in words: in the language of whoever asks, then in Arabic and in English."""
    if one.value_type == "YES_NO":
        return [gettext("Yes"), "نعم", "Yes"] if value else [gettext("No"), "لا", "No"]
    if one.value_type not in FROM_LISTS:
        return ["" if value is None else _plain(value)]
    answers = definitions.answers_to(one)
    codes = [value] if isinstance(value, str) else list(value or ())
    rows = [(code, answers.get(code)) for code in codes]
    told = [pick(row, "label") or code if row else code for code, row in rows]
    labels = [[getattr(row, name) or code if row else code for code, row in rows] for name in ("label_ar", "label_en")]
    return [gettext(", ").join(told), *map(_joined, labels)]


def _joined(codes: Any) -> str:
    return codes if isinstance(codes, str) else "; ".join(codes)


def _plain(value: Any) -> str:
    """A value as people write it: no number with an exponent."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    return str(value)
