"""Fields are kept by number and shown by the names they have now."""

import pytest
from hypothesis import given

from tansiq.expressions.checking import Setting
from tansiq.expressions.fields import FieldFacts, FieldNames, Kind
from tansiq.expressions.reading import fields_in, read, shown, understood
from tansiq.expressions.tree import Node
from tansiq.faults import Refused
from tests.tansiq.expressions.generated import texts
from tests.tansiq.expressions.wells import DEPTH, FIELDS, MEN, STATE, WELLS, codes_of, faults_of, renamed

KEPT = f"${{{DEPTH}}} > 5 and ${{{STATE}}} = 'DRY'"


@pytest.mark.parametrize(
    "typed",
    [
        "${depth} > 5 and ${state} = 'DRY'",
        "${Depth} > 5 and ${State} = 'DRY'",
        "${العمق} > 5 and ${الحالة} = 'DRY'",
        "${  DEPTH } > 5 and ${الحاله} = 'DRY'",
        "\u200f${العمق}\u00a0> 5 and\t${الحالة} = 'DRY'\u200f\r\n",
    ],
)
def test_a_field_is_found_by_key_or_label_and_kept_by_number(typed: str) -> None:
    assert read(typed, WELLS) == KEPT


def test_what_is_kept_is_shown_in_each_language_and_by_keys() -> None:
    assert shown(KEPT, WELLS.names, "ar") == "${العمق} > 5 and ${الحالة} = 'DRY'"
    assert shown(KEPT, WELLS.names, "en") == "${Depth} > 5 and ${State} = 'DRY'"
    assert shown(KEPT, WELLS.names, "key") == "${depth} > 5 and ${state} = 'DRY'"


def test_a_new_label_and_key_mend_every_expression() -> None:
    names = renamed(DEPTH, key="depth_m", label_ar="عمق البئر", label_en="Depth of the well")
    assert shown(KEPT, names, "ar") == "${عمق البئر} > 5 and ${الحالة} = 'DRY'"
    assert understood(KEPT, Setting(names=names)) == understood(KEPT, WELLS)


def test_a_former_key_is_read_as_well() -> None:
    names = renamed(DEPTH, key="depth_m", label_en="Metres")
    assert codes_of("${depth} > 5", Setting(names=names)) == [("UNKNOWN_NAME", 1)]
    fields = [*FIELDS[1:], FieldFacts(number=DEPTH, kind=Kind.NUMBER, key="depth_m", former_keys=("depth",))]
    assert read("${depth} > 5", Setting(names=FieldNames(fields))) == f"${{{DEPTH}}} > 5"


def test_names_in_texts_are_no_names() -> None:
    assert read("${owner} = '${depth}'", WELLS).endswith("= '${depth}'")


@pytest.mark.parametrize("language", ["ar", "en", "key"])
@given(texts())
def test_what_is_shown_is_read_as_what_was_kept(language: str, typed: str) -> None:
    kept = read(typed, WELLS)
    assert read(shown(kept, WELLS.names, language), WELLS) == kept


@pytest.mark.parametrize(
    "names",
    [
        renamed(MEN, label_en="Depth", label_ar="العمق"),
        renamed(MEN, label_en="Depth", label_ar="العمق", key="depth"),
        renamed(DEPTH, label_en="Depth {m}", label_ar="عمق }"),
        renamed(DEPTH, label_en="#13", label_ar="  ", key="#14"),
        renamed(DEPTH, label_en=str(STATE), label_ar=str(DEPTH)),
    ],
    ids=["same labels", "same names", "brackets", "a number sign", "digits"],
)
@pytest.mark.parametrize("language", ["ar", "en", "key"])
def test_a_name_that_leads_elsewhere_is_never_shown(names: FieldNames, language: str) -> None:
    assert read(shown(KEPT, names, language), Setting(names=names)) == KEPT


def test_an_unknown_name_is_told_with_those_that_are_nearly_the_same() -> None:
    faults = faults_of("${Depht}  > 5 and ${Dug  on} > ${دغ}")
    assert [(fault.code, fault.column) for fault in faults] == [("UNKNOWN_NAME", 1), ("UNKNOWN_NAME", 32)]
    assert str(faults[0]) == "Letter 1: There is no field “Depht”. Is one of these meant: ${Depth}?"
    assert str(faults[1]) == "Letter 32: There is no field “\u2068دغ\u2069”. Choose one of the list."


def test_a_name_of_several_fields_is_told_with_their_keys() -> None:
    names = renamed(MEN, label_en="Depth")
    (fault,) = faults_of("${Depth} > 5", Setting(names=names))
    assert (fault.code, fault.column) == ("AMBIGUOUS_NAME", 1)
    assert "${depth}, ${men}" in str(fault)
    assert read("${depth} > 5", Setting(names=names)) == f"${{{DEPTH}}} > 5"


def test_a_field_that_is_gone_is_told_and_shown_by_number() -> None:
    names = FieldNames(FIELDS[1:])
    with pytest.raises(Refused) as refused:
        understood(KEPT, Setting(names=names))
    assert [fault.code for fault in refused.value.faults] == ["UNKNOWN_FIELD"]
    assert shown(KEPT, names, "en").startswith(f"${{#{DEPTH}}} > 5")
    assert codes_of(f"${{#{DEPTH}}} > 5", Setting(names=names)) == [("UNKNOWN_NAME", 1)]


def test_the_fields_of_an_expression_are_told() -> None:
    assert fields_in(f"{KEPT} or ${{{DEPTH}}} > .") == (DEPTH, STATE)


def test_the_tree_of_what_is_kept_is_that_of_what_was_typed() -> None:
    tree = understood(f"${{{STATE}}} = 'DRY'", WELLS)
    assert tree.arguments == (
        Node("field", Kind.TEXT, value=STATE, decimals=0),
        Node("literal", Kind.TEXT, value="DRY"),
    )
