"""What an entry is called, and found by, as its record type is defined.

    {"12": "Well of Ja'ar", "13": "DUG"}  ->  title "Well of Ja'ar", search "well of jaar dug بير محفوره"

Whoever reads an entry, a portal too, reads its title and searches it: what is personal, or not published, is in
neither, or a search would tell what it is.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tansiq.language.arabic import fold, search_text
from tansiq.language.bilingual import pick
from tansiq.models.choice_list import Choice
from tansiq.models.definitions import ENTRY, Definitions
from tansiq.models.field_definition import FieldDefinition
from tansiq.models.name_order import LONGEST

LONGEST_TITLE = 300
TEXTS = frozenset({"TEXT", "LONG_TEXT", "PCODE", "EMAIL", "TELEPHONE", "WEB"})
CALLING = TEXTS | {"WHOLE", "NUMBER", "DAY", "MONTH", "CHOICE"}
"""The types of fields that may call an entry. The name of another record may not be everybody's to read."""

_Answers = Mapping[str, Choice]


class EntryTexts(NamedTuple):
    """The derived texts of an entry, in the order of its columns."""

    title: str
    title_order: str
    search: str


def texts_of(definitions: Definitions, type_id: int | None, held: Mapping[str, Any]) -> EntryTexts:
    """The texts of an entry of a record type that holds these values by number of the field, as text."""
    kind = definitions.types.get(type_id or 0)
    calling = definitions.fields.get(kind.title_number or 0) if kind is not None else None
    title = ""
    if calling is not None and calls(calling):
        title = " ".join(_title(calling, definitions.answers_to(calling), held.get(str(calling.number))).split())
    title = title[:LONGEST_TITLE]
    words = [
        word for one in definitions.of((ENTRY, type_id)) if is_told(one) for word in _words(definitions, one, held)
    ]
    return EntryTexts(title, fold(title)[:LONGEST], search_text([title, *words]))


def calls(one: FieldDefinition) -> bool:
    """Whether what the field holds may be what entries are called by."""
    return one.value_type in CALLING and is_told(one)


def is_told(one: FieldDefinition) -> bool:
    """Whether what the field holds may stand in the texts of an entry."""
    return one.is_open and one.use_state == "ACTIVE"


def _title(one: FieldDefinition, answers: _Answers, value: Any) -> str:
    """What a value calls an entry; answers by their Arabic labels, as an entry has one name in all languages."""
    if value is None:
        return ""
    if one.value_type == "CHOICE":
        return pick(answers[value], "label", "ar") if value in answers else ""
    return str(value)


def _words(definitions: Definitions, one: FieldDefinition, held: Mapping[str, Any]) -> Iterator[str]:
    value = held.get(str(one.number))
    if value is None:
        return
    if one.is_from_list:
        answers = definitions.answers_to(one)
        codes = [value] if isinstance(value, str) else value
        yield from (label for code in codes if code in answers for label in _labels(answers[code]))
    elif one.value_type in TEXTS:
        yield str(value)


def _labels(answer: Choice) -> Iterator[str]:
    yield from filter(None, (answer.label_ar, answer.label_en))
