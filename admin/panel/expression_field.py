"""Expressions in forms: shown with the names that fields have now, kept by their numbers, faults told at the letter.

"${Depth} > 5"  --read-->  "${12} > 5"       what is kept
"${Dpeth} > 5"  ------->   "Letter 1: There is no field “Dpeth”. Is one of these meant: ${Depth}?"
"""

from typing import Any

from wtforms import StringField
from wtforms.validators import ValidationError
from wtforms.widgets import TextArea

from admin.words.defined_values import name_in_expressions
from admin.words.expressions import expression_text
from tansiq import field_entry
from tansiq.expressions.checking import Setting
from tansiq.expressions.fields import Kind
from tansiq.expressions.functions import FUNCTIONS
from tansiq.expressions.reading import read
from tansiq.faults import Refused
from tansiq.language.bilingual import pick
from tansiq.language.field_vocabulary import VALUE_TYPES
from tansiq.models import FieldDefinition
from tansiq.models.definitions import Holder, known
from tansiq.models.field_codes import codes_of
from tansiq.models.own_expressions import KINDS, has_previous, names_of

OF_PERIODS, OF_RULES = "previous", "below"
"""The function that means something in forms alone, which are filled period after period; and in their rules alone."""


class ExpressionField(StringField):
    """One expression. `of` sets over which fields it is written, before the form is judged."""

    widget = TextArea()

    def __init__(self, label: Any, expects: Kind | None = None, **options: Any) -> None:
        super().__init__(label, default="", **options)
        self.expects = expects
        self.fields: list[FieldDefinition] = []
        self.decimals: int | None = None

    def of(self, holder: Holder, but: int = 0, decimals: int | None = None) -> None:
        """Let it be written over the fields of some records, but for one of them (by its number)."""
        standing = [one for one in field_entry.fields_of(holder) if one.use_state != "RETIRED"]
        self.fields, self.decimals = [one for one in standing if one.number != but], decimals

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = valuelist[0].strip()

    def pre_validate(self, form: Any) -> None:
        if not self.raw_data or not self.data:
            return
        names = names_of(self.fields, codes_of(self.fields))
        typed, self.data = self.data, ""
        try:
            self.data = read(typed, Setting(names=names, expects=self.expects, decimals=self.decimals))
        except Refused as refusal:
            raise ValidationError(" ".join(map(str, refusal.faults))) from refusal

    def nameable(self) -> list[tuple[str, str, list[str]]]:
        """(how it is written, its type, the codes of its answers) of each field that it may name."""
        able = [one for one in self.fields if one.value_type in KINDS or one.value_type == "CALCULATED"]
        written = {one.number: name_in_expressions(one) for one in able}
        answers = {one.number: [_code(code, row) for code, row in known().answers_to(one).items()] for one in able}
        return [(written[one.number], VALUE_TYPES.label(one.value_type), answers[one.number]) for one in able]

    def functions(self) -> list[str]:
        """How the functions are written that it may use."""
        follows = has_previous(self.fields)
        left_out = {OF_RULES} if follows else {OF_RULES, OF_PERIODS}
        return [one.written for name, one in FUNCTIONS.items() if name not in left_out]

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else expression_text(self.data or "")


def _code(code: str, row: Any) -> str:
    label = pick(row, "label")
    return f"'{code}'" if label in ("", code) else f"'{code}' ({label})"
