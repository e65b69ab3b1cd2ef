r"""One field that a ministry defines, as its form holds it: the field with its answers, saved together or not at all;
and a list of answers by itself.

    "WELL | بئر | Well"    a line an answer: code, Arabic, English; a code that is left out is proposed
    read_answers -> enter -> list of answers, its answers, field
                        \--> Refused: every fault with its place; nothing was written

An answer whose line is gone is retired: rows may have it. What lacks a key gets one from its English label.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from peewee import fn

from tansiq.faults import Fault, Refused
from tansiq.language.bilingual import pick
from tansiq.language.words import say
from tansiq.models import Choice, ChoiceList, FieldDefinition
from tansiq.models.definitions import Holder
from tansiq.models.field_definition import FROM_LISTS
from tansiq.models.field_rules import RESERVED
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.records import changes

LONGEST_KEY = 40
_AT_LIST = {"name_ar": "label_ar", "name_en": "label_en"}
_CHANGED_MEANWHILE = say(
    "Somebody changed the answers meanwhile. Take over what you want to keep of theirs, and save again."
)
_ARABIC = re.compile(r"[\u0600-\u06ff]")


@dataclass(frozen=True)
class AnswerLine:
    """One answer as it is typed."""

    code: str
    label_ar: str
    label_en: str


def read_answers(text: str) -> list[AnswerLine]:
    """The answers of a text, a line each: "code | Arabic | English", "Arabic | English", or a label alone."""
    lines = [[part.strip() for part in line.split("|")] for line in text.splitlines() if line.strip(" |\t")]
    return [_read(parts) for parts in lines]


def _read(parts: list[str]) -> AnswerLine:
    if len(parts) == 1:
        return AnswerLine("", parts[0], "") if _ARABIC.search(parts[0]) else AnswerLine("", "", parts[0])
    if len(parts) == len(("Arabic", "English")):
        return AnswerLine("", parts[0], parts[1])
    # A label cannot hold the sign between them: what stands behind the third belongs to nothing, and is told.
    return AnswerLine(parts[0], parts[1], " | ".join(parts[2:]))


def answers_of(list_id: int | None) -> list[Choice]:
    """The answers of a list in their order, those that are retired too."""
    query = Choice.select().where(Choice.choice_list == (list_id or 0)).order_by(Choice.position, Choice.id)
    return list(query)


def written_answers(answers: Iterable[Choice]) -> str:
    """The answers that are offered, as `read_answers` reads them."""
    return "\n".join(f"{one.code} | {one.label_ar} | {one.label_en}" for one in answers if one.is_offered)


def mark_of(answers: Iterable[Choice]) -> str:
    """A short mark of the answers that are offered: another one once any of them changed, came or went."""
    return sha256(written_answers(answers).encode()).hexdigest()[:16]


def enter(viewer: Viewer, one: FieldDefinition, answers: Sequence[AnswerLine] = (), mark: str = "") -> FieldDefinition:
    """Save a field with its answers; a new one is put behind the others of its records.

    `mark` is that of the answers which whoever gives these saw, "" where nobody saw any. Raises Refused as
    `changes.save` does; what is wrong with a line of answers is at "answers", CHANGED_MEANWHILE too.
    """
    with changes.together():
        one.key = one.key or proposed_key(one)
        if not one.id:
            one.position = _last_place(one.holder) + 1
        if one.value_type in FROM_LISTS:
            _keep_answers(viewer, one, answers, mark)
        return changes.save(viewer, one)


def proposed_key(one: FieldDefinition) -> str:
    """A key that is free: wellDepth from the English label "Well depth", f12 where there is none."""
    nameless = f"f{(FieldDefinition.select(fn.MAX(FieldDefinition.id)).scalar() or 0) + 1}"
    return free_key(one.label_en, nameless, {key for other in fields_of(one.holder) for key in other.keys})


def free_key(words: str, nameless: str, taken: Iterable[str]) -> str:
    """A key of English words that is none of `taken` and no word of the endpoint; `nameless` where they make none."""
    found = re.findall(r"[A-Za-z0-9]+", words or "")
    named = "".join([*(word.lower() for word in found[:1]), *(word.capitalize() for word in found[1:])])[:LONGEST_KEY]
    stem, left_out = named if named[:1].isalpha() else nameless, RESERVED | set(taken)
    tries = (stem, *(f"{stem[: LONGEST_KEY - 3]}{number}" for number in range(2, 1000)))
    return next(key for key in tries if key not in left_out)


def fields_of(holder: Holder) -> list[FieldDefinition]:
    """The fields of some records in their order: drafts and retired ones, none that was removed."""
    table, type_id = holder
    field = FieldDefinition
    of_type = field.record_type.is_null() if type_id is None else field.record_type == type_id
    query = field.select().where(field.record_table == table, of_type, field.archived_at.is_null())
    return list(query.order_by(field.position, field.id))


def move(viewer: Viewer, one: FieldDefinition, places: int) -> None:
    """Let a field stand so many places further down among the fields of its records; up, where it is below zero.

    Raises Refused as `changes.save` does.
    """
    fields = fields_of(one.holder)
    at = next((place for place, other in enumerate(fields) if other.id == one.id), None)
    if at is None:
        return
    fields.insert(max(at + places, 0), fields.pop(at))
    with changes.together():
        for place, other in enumerate(fields, 1):
            other.position = place
            changes.save(viewer, other)


def _last_place(holder: Holder) -> int:
    return max((other.position for other in fields_of(holder)), default=0)


def enter_list(viewer: Viewer, kept: ChoiceList, answers: Sequence[AnswerLine], mark: str = "") -> ChoiceList:
    """Save a list of answers that several fields may offer. Raises Refused as `enter` does."""
    if not answers:
        raise Refused(_no_answers())
    with changes.together():
        kept = changes.save(viewer, kept)
        _keep_lines(viewer, kept, answers, mark)
    return kept


def _keep_answers(viewer: Viewer, one: Any, lines: Sequence[AnswerLine], mark: str) -> None:
    """A new field offers the answers of a list that is there, or gets a list of its own."""
    if not one.id and one.choice_list_id:
        if lines:
            text = say("Choose a list that is there, or give answers here: not both.")
            raise Refused(Fault("BOTH", "choice_list", text))
        return
    if not lines:
        raise Refused(_no_answers())
    kept = ChoiceList.get_by_id(one.choice_list_id) if one.choice_list_id else _new_list(viewer, one)
    one.choice_list = kept.id
    _keep_lines(viewer, kept, lines, mark)


def _no_answers() -> Fault:
    return Fault("MISSING", "answers", say("Give the answers, each in a line of its own."))


def _keep_lines(viewer: Viewer, kept: ChoiceList, lines: Sequence[AnswerLine], mark: str) -> None:
    stored = {choice.code: choice for choice in answers_of(kept.id)}
    if mark and mark != mark_of(stored.values()):
        # Lines that somebody added meanwhile are not among these, and would be retired without anybody meaning it.
        raise Refused(Fault("CHANGED_MEANWHILE", "answers", _CHANGED_MEANWHILE))
    given = _with_codes(lines, list(stored.values()))
    gone = [choice for code, choice in stored.items() if code not in {line.code for line in given}]
    faults = _repeated(given)
    for choice in gone:
        choice.retired_on = choice.retired_on or clock.today()
        changes.save(viewer, choice)
    for place, line in enumerate(given, 1):
        choice = stored.get(line.code) or Choice(choice_list=kept.id, code=line.code)
        faults += _keep(viewer, choice, line, place)
    if faults:
        raise Refused(*faults)


def _new_list(viewer: Viewer, one: FieldDefinition) -> ChoiceList:
    """A list that is called as its field; a field without a name is told of, not the list."""
    try:
        return changes.save(viewer, ChoiceList(name_ar=one.label_ar, name_en=one.label_en))
    except Refused as refusal:
        raise Refused(*(replace(fault, field=_AT_LIST.get(fault.field, "")) for fault in refusal.faults)) from refusal


def _keep(viewer: Viewer, choice: Choice, line: AnswerLine, place: int) -> list[Fault]:
    choice.label_ar, choice.label_en, choice.position, choice.retired_on = line.label_ar, line.label_en, place, None
    try:
        changes.save(viewer, choice)
    except Refused as refusal:
        return [_at_line(place, fault) for fault in refusal.faults]
    return []


def _at_line(place: int, fault: Fault) -> Fault:
    return Fault(fault.code, "answers", say("Line %(line)s: %(fault)s", line=place, fault=fault.sentence))


def _repeated(lines: Sequence[AnswerLine]) -> list[Fault]:
    codes = [line.code for line in lines]
    text = say("This code stands above already.")
    return [_at_line(place + 1, Fault("TAKEN", "", text)) for place, code in enumerate(codes) if code in codes[:place]]


def _with_codes(lines: Sequence[AnswerLine], stored: Sequence[Choice]) -> list[AnswerLine]:
    """The lines, each with a code: that of the answer that is called so already, or one after its English label."""
    taken = {choice.code for choice in stored} | {line.code for line in lines}
    found = []
    for line in lines:
        code = line.code or next((choice.code for choice in stored if _is_called(choice, line)), "")
        code = code or _free_code(line, taken)
        taken.add(code)
        found.append(replace(line, code=code))
    return found


def _is_called(choice: Choice, line: AnswerLine) -> bool:
    pairs = ((choice.label_ar, line.label_ar), (choice.label_en, line.label_en))
    return any(there == given != "" for there, given in pairs)


def _free_code(line: AnswerLine, taken: set[str]) -> str:
    stem = "_".join(re.findall(r"[A-Za-z0-9]+", line.label_en)).upper()[: LONGEST_KEY - 4]
    tries = (*([stem] if stem else []), *(f"{stem or 'A'}{number}" for number in range(1, 10_000)))
    return next(code for code in tries if code not in taken)


def missing_words(one: FieldDefinition, answers: Iterable[Choice]) -> dict[str, list[str]]:
    """By language ("ar", "en"): what has words in the other one alone, by what it is called there."""
    named: list[tuple[Any, str]] = [(one, name) for name in ("label", "hint", "group", "unit")]
    return words_missing([*named, *((choice, "label") for choice in answers if choice.is_offered)])


def words_missing(named: Iterable[tuple[Any, str]]) -> dict[str, list[str]]:
    """By language ("ar", "en"): what of these words of rows, (row, "label"), has words in the other one alone."""
    found: dict[str, list[str]] = {"ar": [], "en": []}
    for row, name in named:
        both = {code: getattr(row, f"{name}_{code}") for code in found}
        for code, text in both.items():
            if not text and any(both.values()):
                found[code].append(pick(row, name))
    return found
