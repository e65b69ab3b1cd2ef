"""An empty workbook for administrative units, to be filled in: headers in the language now spoken, kinds to choose."""

from typing import Any

from tansiq.exchange.export.month_layout import SheetColumn
from tansiq.exchange.export.workbook_writer import BookLayout, write_book
from tansiq.exchange.sheet.fields import static_fields_of
from tansiq.exchange.workbook.formula_guard import sheet_title
from tansiq.language.unit_vocabulary import UNIT_KINDS
from tansiq.models import Unit
from tansiq.models.record_type import type_of

_IN_EITHER_LANGUAGE = "unit_name"


def write_unit_template(out: Any) -> None:
    """Write the workbook to a binary stream."""
    names = [field.name for field in static_fields_of("UNITS") if field.name != _IN_EITHER_LANGUAGE]
    columns = [SheetColumn(name) for name in names]
    kinds = {"unit_kind": [UNIT_KINDS.label(code) for code in UNIT_KINDS.codes]}
    title = sheet_title(str(type_of(Unit).many)) or "1"
    write_book(BookLayout(title, columns, kinds, has_hidden_tags=True), iter(()), out)
