"""The sheet of settings: which record type a form is, what it is called, and in which language plain words are."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from tansiq import field_entry
from tansiq.models import TypeDefinition
from tansiq.models.definitions import known
from tansiq.models.field_rules import key_faults
from tansiq.models.type_definition import keys_of_program
from tansiq.xlsform.headers import OWN, language_of
from tansiq.xlsform.own_columns import OF_TYPES, read_own
from tansiq.xlsform.places import Places
from tansiq.xlsform.tables import Line
from tansiq.xlsform.texts import language_of_letters, restored

_NEW = {"has_area": True}
"""What a register begins with in the back office too: officers are in charge of areas."""
_LATIN = 8


@dataclass(frozen=True)
class FormSettings:
    """The key of the record type, its names in two languages, the language of plain words ("" where nothing says it),
    and the row of the sheet."""

    key: str
    title: str
    plain: str | None
    line: Line

    @property
    def is_form(self) -> bool:
        """Whether it is filled for periods: what it says, else what stands here."""
        written = self.line.text(OWN + "period_type")
        kind = type_here(self.key)
        return bool(written or (kind is not None and kind.is_form))


def read_settings(line: Line, called: str) -> FormSettings:
    """The settings of a form in a file of this name."""
    title = restored(line.text("form_title")) or line.text("form_id") or called
    return FormSettings(
        key=key_of(line.text("form_id") or called, title, keys_of_program()),
        title=title,
        plain=language_of(line.text("default_language")),
        line=line,
    )


def key_of(name: str, words: str, taken: frozenset[str] | set[str]) -> str:
    """The key of a record type or field after its name in a form, the same each time that it is read: camelCase of the
    Latin letters of its name, else of its English `words`."""
    if is_key(name) and name not in taken:
        return name
    has_latin = any(sign.isascii() and sign.isalpha() for sign in name)
    # A number of its own would be another one the next time.
    nameless = "q" + sha256(name.encode("utf-8", "replace")).hexdigest()[:_LATIN]
    return field_entry.free_key(name if has_latin else words, nameless, taken)


def is_key(name: str) -> bool:
    """Whether a name in a form may be a key as it stands."""
    return not any(key_faults(name))


def type_here(key: str) -> TypeDefinition | None:
    """The record type of this key that stands here."""
    return next((kind for kind in known().types.values() if kind.key == key), None)


def written_type(settings: FormSettings, places: Places) -> dict[str, Any]:
    """The row of the record type, as the first of the document."""
    line, here = settings.line, type_here(settings.key)
    places.rows["types[0]"] = line.place
    places.columns["types[0].key"] = line.place_of("form_id")
    row: dict[str, Any] = {"key": settings.key}
    for name, value, cell in read_own(line, TypeDefinition, OF_TYPES):
        row[name] = value
        places.columns[f"types[0].{name}"] = cell.place
    is_ours = len(row) > 1
    row |= _names(settings, row, here, places)
    owner = line.text(OWN + "owner_type")
    return row | ({"owner_type": owner} if owner else {}) | ({} if here or is_ours else _NEW)


def _names(
    settings: FormSettings, row: Mapping[str, Any], here: TypeDefinition | None, places: Places
) -> Mapping[str, str]:
    """The title as the name of all, and of one where nothing else says that."""
    code = settings.plain or language_of_letters(settings.title)
    found: dict[str, str] = {}
    if "many_ar" not in row and "many_en" not in row:
        found[f"many_{code}"] = settings.title
    if here is None and "one_ar" not in row and "one_en" not in row:
        found[f"one_{code}"] = settings.title
    places.columns |= {f"types[0].{name}": settings.line.place_of("form_title") for name in found}
    return found
