"""The fields that a ministry defined as columns of sheets: what stands over them, and what a header means.

FieldDefinition 12 "wellDepth"  ->  Field "extra.12", its label with the unit as header, tagged #extra+f12
"Depth", "العمق", "wellDepth", "extra.12", what its key was before  ->  "extra.12"

A label that two fields of a sheet share names neither: their headers carry the numbers, "Class (extra.12)".
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tansiq.exchange.sheet import entry_fields
from tansiq.exchange.sheet.field import Field, Kind, SheetKind
from tansiq.language.arabic import fold_tight
from tansiq.language.field_vocabulary import HOLDING_NOTHING
from tansiq.language.words import Sentence, say, speaking
from tansiq.models import FieldDefinition, TypeDefinition
from tansiq.models.definitions import ENTRY, Definitions, Holder, known
from tansiq.models.extra import extra_name, number_of
from tansiq.models.record_type import type_named

_ENTRIES = "ENTRIES "
_HOLDERS: dict[SheetKind, tuple[Holder, ...]] = {
    "FIVEW": (("intervention", None), ("site", None)),
    "NEEDS": (("need", None),),
    "PLAN": (("plan_item", None),),
    "UNITS": (("unit", None),),
}
"""By kind of sheet: whose fields its rows hold, beside entries."""
_KINDS: dict[str, Kind] = {"DAY": "date", "NUMBER": "number", "WHOLE": "number"}
"""By type of field: what the whole column may tell of its cells, as the order of day and month."""
_NUMBERED = re.compile(r"\bextra\.(\d{1,9})\b", re.IGNORECASE)


def kind_of_type(type_id: int) -> SheetKind:
    """The kind of sheet whose rows are entries of an own record type."""
    return f"{_ENTRIES}{type_id}"


def type_of_kind(kind: SheetKind) -> TypeDefinition | None:
    """The own record type whose entries the rows of a sheet are; None for another kind of sheet."""
    number = kind.removeprefix(_ENTRIES)
    return known().types.get(int(number)) if kind.startswith(_ENTRIES) and number.isdigit() else None


def own_definition(name: str) -> FieldDefinition | None:
    """The field of a ministry that the name of a column means, such as "extra.12"."""
    number = number_of(name)
    one = None if number is None else known().fields.get(number)
    return one if one is not None and one.use_state != "DRAFT" else None


def own_field(name: str) -> Field | None:
    """The same as the meaning of a column, called as in the sheets that its rows stand in."""
    one = own_definition(name)
    return None if one is None else own_headers(_kind_of(one)).fields.get(name)


def own_fields(kind: SheetKind) -> tuple[Field, ...]:
    """The fields of a ministry that sheets of a kind fill, in their order."""
    defined = ((own_definition(name), field) for name, field in own_headers(kind).fields.items())
    return tuple(field for one, field in defined if one is not None and is_filled(one))


def is_filled(one: FieldDefinition) -> bool:
    """Whether people fill a field now."""
    return one.use_state == "ACTIVE" and one.value_type not in {"CALCULATED", *HOLDING_NOTHING}


def owner_field(definition: TypeDefinition) -> Field:
    """The column that tells whose row an entry is, called as its owner is."""
    above = known().types.get(definition.owner_type_id or 0)
    if above is not None:
        ar, en = above.one_ar or above.one_en, above.one_en or above.one_ar
        return replace(entry_fields.OWNER, ar=ar, en=en, fr=en)
    kind = type_named(definition.owner_table)
    return replace(entry_fields.OWNER, ar=_in("ar", kind.one), en=_in("en", kind.one))


@dataclass(frozen=True, eq=False)
class OwnHeaders:
    """What headers mean by the fields of a ministry, in one kind of sheet, at one moment."""

    fields: dict[str, Field] = field(default_factory=dict)
    by_key: dict[str, str] = field(default_factory=dict)

    def numbered(self, header: str) -> str | None:
        """The field whose number a header carries, as "extra.12" or "Class (extra.12)"."""
        found = _NUMBERED.search(header) if self.fields else None
        name = extra_name(int(found[1])) if found else ""
        return name if name in self.fields else None

    def find(self, text: str) -> str | None:
        """The field that is called so, by a label or key in any spelling; None where none is, or two are."""
        return self.by_key.get(fold_tight(text)) if self.fields else None


def own_headers(kind: SheetKind) -> OwnHeaders:
    """What headers mean in a kind of sheet; made once for what is defined now."""
    definitions = known()
    return definitions.kept(("headers", kind), lambda: _headers(definitions, kind))


def _headers(definitions: Definitions, kind: SheetKind) -> OwnHeaders:
    defined = [one for holder in _holders(kind) for one in definitions.all_of(holder)]
    defined = [one for one in defined if one.use_state != "DRAFT" and one.value_type not in HOLDING_NOTHING]
    keys = {one.number: {fold_tight(text) for text in _texts(one)} - {""} for one in defined}
    told = Counter(key for of_one in keys.values() for key in of_one)
    # A retired field gives way to one that came in its place.
    standing = Counter(key for one in defined if one.use_state == "ACTIVE" for key in keys[one.number])
    by_key = {
        key: extra_name(one.number)
        for one in defined
        for key in keys[one.number]
        if told[key] == 1 or (standing[key] == 1 and one.use_state == "ACTIVE")
    }
    fields = {(name := extra_name(one.number)): _field(one, _is_clear(one, name, by_key)) for one in defined}
    return OwnHeaders(fields, by_key)


def _is_clear(one: FieldDefinition, name: str, by_key: dict[str, str]) -> bool:
    """Whether the labels of a field lead back to it."""
    return all(by_key.get(fold_tight(text)) == name for text in (one.label_ar, one.label_en) if text)


def _texts(one: FieldDefinition) -> Iterator[str]:
    yield from (one.label_ar, one.label_en, *one.keys)


def _field(one: FieldDefinition, is_clear: bool) -> Field:
    name = extra_name(one.number)
    ar, en = one.label_ar or one.label_en, one.label_en or one.label_ar
    if not is_clear:
        ar, en = f"{ar} ({name})", f"{en} ({name})"
    elif unit := (one.unit_ar or one.unit_en):
        ar, en = f"{ar} ({unit})", f"{en} ({one.unit_en or unit})"
    return Field(name, _KINDS.get(one.value_type, "own"), f"#extra+f{one.number}", ar, en, "", _ABOUT)


def _holders(kind: SheetKind) -> tuple[Holder, ...]:
    definition = type_of_kind(kind)
    return ((ENTRY, int(definition.id)),) if definition is not None else _HOLDERS.get(kind, ())


def _kind_of(one: FieldDefinition) -> SheetKind:
    """The kind of sheet whose rows hold a field."""
    if one.record_type_id is not None:
        return kind_of_type(one.record_type_id)
    return next((kind for kind, holders in _HOLDERS.items() if one.holder in holders), "")


def _in(language: str, sentence: Sentence) -> str:
    with speaking(language):
        return str(sentence)


_ABOUT = say("A field that the ministry defined.")
