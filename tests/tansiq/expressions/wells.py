"""A register of wells, invented: its fields, by which expressions are tried."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tansiq.expressions.checking import Setting
from tansiq.expressions.evaluating import Given, Value, compiled
from tansiq.expressions.expression_fault import ExpressionFault
from tansiq.expressions.fields import FieldFacts, FieldNames, Kind
from tansiq.expressions.reading import read, understood
from tansiq.faults import Refused

TODAY = date(2026, 3, 1)
DEPTH, MEN, WOMEN, COST, STATE, USES, DUG, CLEANED, IS_OPEN, IS_SALTY, MONTH, OWNER, PAPERS, PRICE = range(11, 25)
FIELDS = (
    FieldFacts(number=DEPTH, kind=Kind.NUMBER, key="depth", label_ar="العمق", label_en="Depth", decimals=2, unit="m"),
    FieldFacts(number=MEN, kind=Kind.NUMBER, key="men", label_ar="عدد الرجال", label_en="Men who use it"),
    FieldFacts(number=WOMEN, kind=Kind.NUMBER, key="women", label_ar="عدد النساء", label_en="Women who use it"),
    FieldFacts(number=COST, kind=Kind.NUMBER, key="cost", label_ar="الكلفة", label_en="Cost", decimals=2),
    FieldFacts(number=STATE, kind=Kind.TEXT, key="state", label_ar="الحالة", label_en="State",
               choices=("WORKS", "BROKEN", "DRY")),
    FieldFacts(number=USES, kind=Kind.CODES, key="uses", label_ar="الاستخدامات", label_en="Uses",
               choices=("DRINK", "FARM", "WASH")),
    FieldFacts(number=DUG, kind=Kind.DAY, key="dug_on", label_ar="تاريخ الحفر", label_en="Dug on"),
    FieldFacts(number=CLEANED, kind=Kind.DAY, key="cleaned_on", label_ar="تاريخ التنظيف", label_en="Cleaned on"),
    FieldFacts(number=IS_OPEN, kind=Kind.YES_NO, key="is_open", label_ar="مفتوح", label_en="Is open"),
    FieldFacts(number=IS_SALTY, kind=Kind.YES_NO, key="is_salty", label_ar="مالح", label_en="Is salty"),
    FieldFacts(number=MONTH, kind=Kind.MONTH, key="month", label_ar="الشهر", label_en="Month"),
    FieldFacts(number=OWNER, kind=Kind.TEXT, key="owner", label_ar="المالك", label_en="Owner"),
    FieldFacts(number=PAPERS, kind=None, key="papers", label_ar="الأوراق", label_en="Papers"),
    FieldFacts(number=PRICE, kind=Kind.NUMBER, key="price", label_ar="سعر اللتر", label_en="Price", decimals=6),
)  # fmt: skip
WELLS = Setting(names=FieldNames(FIELDS))


def renamed(number: int, **names: Any) -> FieldNames:
    """The fields of wells, one of them with another key or label."""
    return FieldNames(replace(field, **names) if field.number == number else field for field in FIELDS)


def answer(typed: str, values: Mapping[int, object] | None = None, setting: Setting = WELLS) -> Value:
    """What an expression comes to for a row, by way of what is kept of it."""
    tree = understood(read(typed, setting), setting)
    return compiled(tree)(Given(values or {}, TODAY, {}))


def faults_of(typed: str, setting: Setting = WELLS) -> list[ExpressionFault]:
    """All faults that an expression is refused for."""
    with pytest.raises(Refused) as refused:
        read(typed, setting)
    assert all(isinstance(fault, ExpressionFault) for fault in refused.value.faults)
    return [fault for fault in refused.value.faults if isinstance(fault, ExpressionFault)]


def codes_of(typed: str, setting: Setting = WELLS) -> list[tuple[str, int]]:
    """The codes of those faults, each with the letter it is at."""
    return [(fault.code, fault.column) for fault in faults_of(typed, setting)]
