"""A form as a workbook of the three plain tables, for KoBoToolbox, ODK and whatever else reads XLSForm.

What begins like a formula stands as text, which no spreadsheet reckons.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from tansiq.exchange.workbook.formula_guard import for_xml
from tansiq.language.bilingual import pick
from tansiq.language.words import gettext, speaking
from tansiq.models import FieldDefinition, TypeDefinition
from tansiq.xlsform.content import FormContent, name_of, names_of_lists
from tansiq.xlsform.headers import EXPRESSIONS, OWN, TRANSLATED
from tansiq.xlsform.own_columns import OF_TYPES, written_own
from tansiq.xlsform.positions import needs_positions
from tansiq.xlsform.texts import harmless
from tansiq.xlsform.written_questions import YES_NO, list_name, survey_rows
from tansiq.xlsform.written_rules import Row

_LANGUAGES = {"ar": "Arabic (ar)", "en": "English (en)"}
_FIRST = (
    "type", "list_name", "form_title", "form_id", "version", "default_language", "name", "label::ar", "label::en",
    "hint::ar", "hint::en", "required", "relevant", "constraint", "constraint_message::ar", "constraint_message::en",
    "calculation", "default", "appearance", "parameters",
)  # fmt: skip
"""In which order columns stand that people read; those of ours come last."""


def written_form(content: FormContent) -> bytes:
    """The workbook."""
    book = Workbook(write_only=True)
    survey, choices = survey_rows(content), list(_choices(content))
    language = _main_language(survey)
    tables = {
        "survey": survey,
        "choices": choices,
        "settings": [_settings(content, language)],
        "tansiq": list(_lists(content)),
    }
    for name, rows in tables.items():
        if rows:
            _write(book.create_sheet(name), rows)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _main_language(rows: Sequence[Row]) -> str:
    """The one in which words may be lacking in the other: Arabic, but where no question has any."""
    return "ar" if any(row.get("label::ar") for row in rows) else "en"


def _settings(content: FormContent, language: str) -> Row:
    kind = _as_published(content)
    row: Row = {
        "form_title": pick(kind, "many", language),
        "form_id": kind.key,
        "version": content.version,
        "default_language": _LANGUAGES[language],
        **written_own(kind, OF_TYPES),
        OWN + "owner_type": content.keys.get(kind.owner_type_id or 0, ""),
    }
    title: FieldDefinition | None = next((one for one in content.fields if one.number == kind.title_number), None)
    return row | ({OWN + "title": name_of(title)} if title else {})


def _as_published(content: FormContent) -> TypeDefinition:
    return TypeDefinition(**{**content.kind.__data__, **content.values})


def _choices(content: FormContent) -> Iterator[Row]:
    if "YES_NO" in {one.value_type for one in _all_fields(content)}:
        yield from _yes_no()
    offered = {number: answers for one in (content, *content.rows) for number, answers in one.choices.items()}
    for number in content.lists():
        has_positions = needs_positions([choice.position for choice in offered[number]])
        for choice in offered[number]:
            yield {
                "list_name": list_name(number), "name": choice.code,
                "label::ar": choice.label_ar, "label::en": choice.label_en,
                "tansiq_position": str(choice.position) if has_positions else "",
            }  # fmt: skip


def _yes_no() -> Iterator[Row]:
    for code, word in (("yes", "Yes"), ("no", "No")):
        row = {"list_name": YES_NO, "name": code}
        for language in _LANGUAGES:
            with speaking(language):
                row[f"label::{language}"] = gettext(word)
        yield row


def _all_fields(content: FormContent) -> Iterator[FieldDefinition]:
    for one in (content, *content.rows):
        yield from one.fields


def _lists(content: FormContent) -> Iterator[Row]:
    """What lists are called, on a sheet that others do not read."""
    names = names_of_lists(content.lists())
    for number in content.lists():
        yield {"list_name": list_name(number), "name_ar": names[number].name_ar, "name_en": names[number].name_en}


def _write(sheet: Any, rows: Sequence[Row]) -> None:
    """A header, and the rows below it; a column in which nothing stands is left out."""
    filled = {column for row in rows for column, text in row.items() if text}
    columns = [name for name in _FIRST if name in _in_both(filled)]
    columns += sorted(filled - {*columns}, key=lambda name: (name.startswith(OWN), name))
    sheet.append([_cell(sheet, _header(name)) for name in columns])
    for row in rows:
        sheet.append([_cell(sheet, _safe(name, row.get(name, ""))) for name in columns])


def _in_both(filled: set[str]) -> set[str]:
    """The columns that are filled; words that may be translated have a column for each language that is written."""
    bases = {name.partition("::")[0] for name in filled} & {*TRANSLATED}
    codes = {name.partition("::")[2] for name in filled if name.partition("::")[0] in TRANSLATED}
    return filled | {f"{base}::{code}" for base in bases for code in codes}


def _header(name: str) -> str:
    base, _, code = name.partition("::")
    return f"{base}::{_LANGUAGES[code]}" if base in TRANSLATED else name


def _safe(name: str, text: str) -> str:
    return text if name.removeprefix(OWN) in EXPRESSIONS else harmless(text)


def _cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, for_xml(text) or None)
    if text:
        cell.data_type = "s"
    return cell
