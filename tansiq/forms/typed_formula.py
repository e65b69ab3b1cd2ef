"""A formula that a reader types over the items of a form: reckoned from what these come to, as shares are.

${collected} div ${population} * 1000     over Abyan: 4,200 / 96,000     of the 11 of 14 units that told both
"""

from collections.abc import Mapping
from dataclasses import replace

from tansiq.expressions.checking import Setting
from tansiq.expressions.fields import FieldNames, Kind
from tansiq.expressions.reading import read, understood
from tansiq.faults import Fault, Refused
from tansiq.forms.asked_items import AskedItem, is_number, items_asked
from tansiq.language.words import say
from tansiq.models import FieldDefinition, TypeDefinition
from tansiq.models.definitions import known
from tansiq.models.own_expressions import MOST_DECIMALS, as_number

MOST_ITEMS = 20
"""Items of one formula: as many as one statement asks for."""


def formula_item(form: TypeDefinition, typed: str, field: str = "formula") -> AskedItem:
    """A formula over items of the form that have figures and may be told, under the number 0. It names them by key or
    label. Raises Refused with every fault at `field`, those of the formula each at its letter (ExpressionFault)."""
    setting = Setting(names=_names(items_asked(form)), expects=Kind.NUMBER, decimals=MOST_DECIMALS)
    try:
        tree = understood(read(typed, setting), setting)
    except Refused as refusal:
        raise Refused(*(replace(fault, field=field) for fault in refusal.faults)) from None
    if not tree.fields:
        raise Refused(Fault("NO_ITEM", field, say("A formula names at least one item, as ${name}.")))
    if len(tree.fields) > MOST_ITEMS:
        text = say("A formula names at most %(most)s items.", most=MOST_ITEMS)
        raise Refused(Fault("TOO_MANY_ITEMS", field, text))
    one = FieldDefinition(key="", label_ar=typed, label_en=typed, value_type="CALCULATED")
    return AskedItem(one, known(), tree)


def _names(items: Mapping[int, AskedItem]) -> FieldNames:
    return FieldNames(as_number(item.one) for item in items.values() if is_number(item))
