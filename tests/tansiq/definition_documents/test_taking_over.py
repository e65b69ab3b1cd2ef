"""Definitions carried from one server to another: found again by their keys, with expressions that mean the same."""

from contextlib import suppress
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.definition_documents.collecting import collect
from tansiq.definition_documents.document import Document, read_document, written
from tansiq.definition_documents.taking import TakenOver
from tansiq.definition_documents.taking_over import take_over
from tansiq.definition_documents.telling import lines
from tansiq.faults import Refused
from tansiq.models import (
    Choice,
    ChoiceList,
    Entry,
    FieldDefinition,
    HistoryEntry,
    RuleDefinition,
    TypeDefinition,
)
from tansiq.models.definitions import known
from tansiq.records import changes
from tests.definitions import answers, field, name_of, record_type, rule
from tests.people import NOBODY, SALMA, people_of
from tests.register import Register


def _outcomes(taken: list[TakenOver]) -> set[str]:
    return {one.outcome for one in taken}


def _refused(document: bytes) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        take_over(SALMA, read_document(document))
    return [(fault.field, fault.code) for fault in refusal.value.faults]


def _document(**parts: Any) -> bytes:
    return orjson.dumps({"tansiq": "definitions", "version": 1, **parts})


def _field(number: int, key: str, **values: Any) -> dict[str, Any]:
    named = {"label_en": key, "record_table": "organization", "value_type": "TEXT", "use_state": "ACTIVE"}
    return {"number": number, "key": key, **named, **values}


def _remove_all() -> None:
    """As on another server, whose numbers go on from where they are."""
    HistoryEntry.delete().execute()
    for row in FieldDefinition.select():
        row.archived_at, row.use_state, row.key = row.created_at, "DRAFT", f"gone{row.id}"
        row.save()
    RuleDefinition.update(archived_at=RuleDefinition.created_at).execute()
    TypeDefinition.update(archived_at=TypeDefinition.created_at, key=TypeDefinition.key + "Gone").execute()
    ChoiceList.update(archived_at=ChoiceList.created_at).execute()


def _wells() -> bytes:
    kind = record_type("wells", has_point=True)
    kinds = answers("BORE", "SPRING")
    about: dict[str, Any] = {"table": "entry", "record_type": kind.id}
    depth = field("depth", "NUMBER", decimals=1, least=0, most=900, unit_en="metres", **about)
    bore = field("bore", "CHOICE", choice_list=kinds.id, shows_if=f"${{{depth.number}}} > 5", **about)
    field("water", "CALCULATED", formula=f"${{{depth.number}}} div 2", **about)
    field("owner", "REFERENCE", reference_table="organization", **about)
    rule("{0} < 800", depth, told_at=depth.id, rule_severity="WARN")
    kind.title_number = bore.number
    changes.save(SALMA, kind)
    return written(collect(["wells"]))


def test_what_one_server_defined_another_one_has(register: Register) -> None:
    document = _wells()
    _remove_all()
    taken = take_over(SALMA, read_document(document))
    assert _outcomes(taken) == {"NEW"}
    [kind] = known().types.values()
    fields = {one.key: one for one in known().of(("entry", kind.id))}
    depth, bore, water = (fields[key] for key in ("depth", "bore", "water"))
    assert (bore.shows_if, water.formula) == (f"${{{depth.number}}} > 5", f"${{{depth.number}}} div 2")
    assert (list(known().answers_to(bore)), kind.title_number) == (["BORE", "SPRING"], bore.number)
    assert (str(depth.most), depth.unit_en, depth.decimals) == ("900.000000", "metres", 1) or depth.most == 900
    [one] = known().rules[("entry", kind.id)]
    assert (one.expression, one.told_at_id, one.rule_severity) == (f"${{{depth.number}}} < 800", depth.id, "WARN")
    row = Entry.of({"record_type": kind.id, "area": register.areas["YE1211"].id, name_of(depth): 8})
    assert changes.save(SALMA, row).id


def test_taken_over_once_more_it_changes_nothing(register: Register) -> None:
    document = _wells()
    before = HistoryEntry.select().count()
    assert _outcomes(take_over(SALMA, read_document(document))) == {"SAME"}
    assert HistoryEntry.select().count() == before
    assert written(collect(["wells"])) == document


def test_what_has_another_key_by_now_is_found_by_the_one_it_had(register: Register) -> None:
    one = field("head")
    document = written(collect())
    one.key = "director"
    changes.save(SALMA, one)
    [taken] = take_over(SALMA, read_document(document))
    assert (taken.row.id, taken.outcome, taken.columns) == (one.id, "CHANGED", ("key",))


def test_a_tombstone_retires_what_is_here_and_leaves_out_what_never_was(register: Register) -> None:
    one = field("head")
    gone = _document(fields=[_field(1, "head", use_state="RETIRED"), _field(2, "never", use_state="RETIRED")])
    take_over(SALMA, read_document(gone))
    assert [(row.key, row.use_state) for row in FieldDefinition.select()] == [("head", "RETIRED")]
    assert FieldDefinition.get_by_id(one.id).retired_on is not None


def test_what_is_in_use_is_not_put_back_to_a_draft(register: Register) -> None:
    field("head")
    take_over(SALMA, read_document(_document(fields=[_field(1, "head", use_state="DRAFT")])))
    assert FieldDefinition.get().use_state == "ACTIVE"


def test_what_the_document_does_not_speak_of_stays(register: Register) -> None:
    kinds = answers("A", "B")
    one = field("kind", "CHOICE", choice_list=kinds.id)
    list_ = {"number": 9, "name_en": "Kinds of all", "answers": [{"code": "C", "label_en": "Third"}]}
    take_over(
        SALMA, read_document(_document(lists=[list_], fields=[_field(1, "kind", value_type="CHOICE", choice_list=9)]))
    )
    offered = [choice.code for choice in known().answers_to(one).values() if choice.is_offered]
    assert (sorted(offered), ChoiceList.get().name_en) == (["A", "B", "C"], "Kinds of all")


def test_a_trial_keeps_nothing(register: Register) -> None:
    taken = take_over(SALMA, read_document(_document(fields=[_field(1, "head")])), is_trial=True)
    assert (_outcomes(taken), FieldDefinition.select().count(), len(known().fields)) == ({"NEW"}, 0, 0)


def test_every_fault_is_told_at_its_place_and_nothing_was_taken_over(register: Register) -> None:
    wrong = _document(
        lists=[{"number": 3, "name_en": "L", "answers": [{"code": "no code!", "label_en": "X"}]}],
        types=[{"key": "Bad key", "one_en": "a", "many_en": "b"}],
        fields=[
            _field(1, "good"),
            _field(2, "id"),
            _field(3, "made", value_type="CALCULATED", formula="${77} + 1"),
            _field(4, "kind", value_type="CHOICE", choice_list=3),
            _field(5, "days", least="many"),
        ],
        rules=[{"record_table": "organization", "expression": "${1} = ${9}", "message_en": "No."}],
    )
    found = _refused(wrong)
    assert {
        ("types[0].key", "BAD_KEY"), ("fields[1].key", "RESERVED"), ("fields[2].formula", "UNKNOWN_FIELD"),
        ("lists[0].answers[0].code", "BAD_CODE"), ("fields[4].least", "INVALID"),
        ("rules[0].expression", "UNKNOWN_FIELD"),
    } <= set(found)  # fmt: skip
    assert (FieldDefinition.select().count(), Choice.select().count()) == (0, 0)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (b"", ""),
        (b"[]", ""),
        (b'{"tansiq": "other"}', ""),
        (_document().replace(b"1", b"2"), "version"),
        (_document(extra=[]), "extra"),
        (_document(fields={}), "fields"),
        (_document(fields=[1]), "fields[0]"),
        (_document(fields=[_field(1, "head", secret=True)]), "fields[0].secret"),
        (_document(fields=[_field(1, "head", label_en=["x"])]), "fields[0].label_en"),
        (_document(fields=[_field(1, "head", former_keys="x")]), "fields[0].former_keys"),
        (_document(fields=[{"key": "head"}]), "fields[0].number"),
        (_document(fields=[_field(1, "head"), _field(1, "tail")]), "fields[1].number"),
        (_document(lists=[{"number": 1, "answers": [{"code": "A", "id": 4}]}]), "lists[0].answers[0].id"),
        (b" " * 5_000_000, ""),
    ],
)
def test_a_text_that_is_no_document_is_refused_where_it_is_wrong(register: Register, text: bytes, place: str) -> None:
    assert _refused(text)[0][0] == place


def test_fields_that_show_each_other_go_over_too(register: Register) -> None:
    one = _field(1, "one", shows_if="count(${2}) = 1")
    two = _field(2, "two", shows_if="count(${1}) = 1")
    taken = take_over(SALMA, read_document(_document(fields=[one, two])))
    rows = {row.key: row for row in FieldDefinition.select()}
    assert rows["one"].shows_if == f"count(${{{rows['two'].number}}}) = 1"
    assert rows["two"].shows_if == f"count(${{{rows['one'].number}}}) = 1"
    assert [line.split(" (")[0] for line in lines(taken)] == ["Field “one”: new", "Field “two”: new"]


def test_administrators_alone_take_over(register: Register) -> None:
    for viewer in (*(person for name, person in people_of(register).items() if name != "ministry admin"), NOBODY):
        with pytest.raises(Refused) as refusal:
            take_over(viewer, Document())
        assert refusal.value.code == "FORBIDDEN"


def test_a_chosen_type_brings_what_it_needs_and_nothing_else(register: Register) -> None:
    village = record_type("villages")
    group = record_type("groups")
    record_type("others")
    record_type("members", owner_table="entry", owner_type=group.id)
    about: dict[str, Any] = {"table": "entry", "record_type": group.id}
    field("village", "REFERENCE", reference_table="entry", reference_type=village.id, **about)
    field("head")
    found = collect(["members"])
    assert [one["key"] for one in found.types] == ["villages", "groups", "members"]
    assert [one["key"] for one in found.fields] == ["village"]
    assert [one["key"] for one in collect(["organization"]).fields] == ["head"]
    with pytest.raises(Refused) as refusal:
        collect(["nothing"])
    assert refusal.value.code == "UNKNOWN_CODE"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-5, 2**60) | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "lists",
                        "types",
                        "fields",
                        "number",
                        "key",
                        "answers",
                        "code",
                        "record_table",
                        "record_type",
                        "formula",
                        "choice_list",
                        "title_number",
                        "owner_type",
                        "former_keys",
                        "label_en",
                        "use_state",
                        "value_type",
                    ]
                ),
                inner,
                max_size=6,
            )
        ),
    )
)
def test_no_document_breaks_anything(register: Register, found: Any) -> None:
    text = orjson.dumps(
        {**(found if isinstance(found, dict) else {"fields": found}), "tansiq": "definitions", "version": 1}
    )
    with suppress(Refused):
        take_over(SALMA, read_document(text), is_trial=True)
    assert FieldDefinition.select().count() == 0


@pytest.mark.parametrize(
    ("least", "code"),
    [
        ("NaN", "INVALID"), ("sNaN", "INVALID"), ("-Infinity", "INVALID"), ("a few", "INVALID"), (True, "INVALID"),
        ("1e400", "OUT_OF_RANGE"), (1e300, "OUT_OF_RANGE"), ("1e999999", "OUT_OF_RANGE"), ([], "INVALID"),
    ],
)  # fmt: skip
def test_a_number_that_none_can_have_is_told_at_its_place(register: Register, least: object, code: str) -> None:
    """Whether the field is new here, or stands here with another number."""
    for _time in range(2):
        depth = _field(1, "depth", value_type="NUMBER", decimals=0)
        assert _refused(_document(fields=[{**depth, "least": least}])) == [("fields[0].least", code)]
        take_over(SALMA, read_document(_document(fields=[{**depth, "least": 3}])))
    assert FieldDefinition.get(FieldDefinition.key == "depth").least == 3


@pytest.mark.parametrize(
    ("name", "number"),
    [("decimals", -1), ("decimals", 10**15), ("decimals", "٢"), ("retention_months", 1.5), ("position", 2**40)],
)
def test_a_whole_number_that_none_can_have_is_told_too(register: Register, name: str, number: object) -> None:
    depth = _field(1, "depth", value_type="NUMBER", **{"decimals": 0, "is_personal": True, name: number})
    assert {place for place, _code in _refused(_document(fields=[depth]))} == {f"fields[0].{name}"}
