"""Questions of a form as fields: their types, groups, words and values."""

from decimal import Decimal

import pytest

from tests.register import Register
from tests.tansiq.xlsform.books import HEAD, SETTINGS, book, fields_of, notes_of, read, refused, survey


@pytest.mark.parametrize(
    ("written", "appearance", "value_type"),
    [
        ("text", "", "TEXT"),
        ("text", "multiline w1", "LONG_TEXT"),
        ("integer", "", "WHOLE"),
        ("decimal", "", "NUMBER"),
        ("date", "", "DAY"),
        ("date", "month-year", "MONTH"),
        ("geopoint", "", "POINT"),
        ("note", "", "HEADING"),
        ("acknowledge", "", "YES_NO"),
        ("image", "annotate", "PHOTO"),
        ("file", "", "FILE"),
        ("select_one kinds", "minimal", "CHOICE"),
        ("Select one  kinds", "", "CHOICE"),
        ("select_multiple kinds", "", "CHOICES"),
        ("select all that apply from kinds", "", "CHOICES"),
    ],
)
def test_a_question_is_a_field_of_its_type(register: Register, written: str, appearance: str, value_type: str) -> None:
    fields = fields_of(survey((written, "head", "رئيس", "Head", appearance), more=["appearance"]))
    assert [(key, row["value_type"]) for key, row in fields.items()] == [("head", value_type)]


@pytest.mark.parametrize(
    "written", ["range", "rank kinds", "audio", "video", "time", "geotrace", "select_one_from_file x.csv"]
)
def test_a_type_that_is_not_known_leaves_its_words_as_a_note(register: Register, written: str) -> None:
    content = survey(
        (written, "head", "رئيس", "Head"), ("text", "more", "", "More", "${head} = 'x'"), more=["relevant"]
    )
    fields = fields_of(content)
    assert (fields["head"]["value_type"], fields["head"]["label_ar"], "shows_if" in fields["more"]) == (
        "HEADING",
        "رئيس",
        False,
    )
    assert [one.partition(":")[0] for one in notes_of(content)] == ["survey!A2", "survey!E3"]
    assert refused(content) == []


def test_what_a_telephone_adds_is_left_out(register: Register) -> None:
    content = survey(("start", "start"), ("deviceid", "device"), ("text", "head", "", "Head"))
    assert (list(fields_of(content)), len(notes_of(content))) == (["head"], 2)


def test_keys_are_made_of_names_the_same_each_time(register: Register) -> None:
    rows = [("well_depth", "A"), ("wellDepth", "B"), ("name", "C"), ("اسم", "Name of it"), ("مالك", ""), ("Q1", "D")]
    content = survey(*(("text", name, f"نص {place}", label) for place, (name, label) in enumerate(rows)))
    keys = list(fields_of(content))
    assert keys[:2] == ["wellDepth2", "wellDepth"]
    assert (keys[2:4], keys[4][0], len(keys[4]), keys[5]) == (["name2", "nameOfIt"], "q", 9, "q1")
    assert list(fields_of(content)) == keys


def test_groups_are_groups_of_fields_and_their_conditions_those_of_all_in_them(register: Register) -> None:
    content = survey(
        ("integer", "people", "", "People"),
        ("begin_group", "water", "المياه", "Water", "${people} > 0"),
        ("begin group", "inner", "", "", "${people} < 9"),
        ("text", "head", "", "Head", "${people} != 5"),
        ("end group",),
        ("end_group",),
        ("text", "last", "", "Last"),
        more=["relevant"],
    )
    head, last = (fields_of(content)[key] for key in ("head", "last"))
    assert (head["group_ar"], head["group_en"], "group_ar" in last) == ("المياه", "Water", False)
    assert (head["shows_if"], "shows_if" in last) == ("(${1} > 0) and (${1} < 9) and (${1} != 5)", False)


def test_a_repeat_is_a_record_type_of_rows_and_one_within_it_is_left_out(register: Register) -> None:
    content = survey(
        ("begin_repeat", "pumps", "مضخات", "Pumps"),
        ("text", "maker", "", "Maker"),
        ("begin_repeat", "parts", "", "Parts"),
        ("text", "part", "", "Part"),
        ("end_repeat",),
        ("text", "year", "", "Year"),
        ("end_repeat",),
        ("text", "head", "", "Head"),
        ("text", "maker", "", "Maker of it", "${year} = 'x'"),
        more=["relevant"],
    )
    found = read(content).document
    assert [(one["key"], one.get("owner_type")) for one in found.types] == [("wells", None), ("pumps", "wells")]
    told = sorted((one["record_type"], one["key"]) for one in found.fields)
    assert told == [("pumps", "maker"), ("pumps", "year"), ("wells", "head"), ("wells", "maker")]
    assert [one.partition(":")[0] for one in notes_of(content)] == ["survey!A4", "survey!E10"]
    assert refused(content) == []


def test_plain_words_are_of_the_language_in_whose_letters_they_are(register: Register) -> None:
    rows = [("type", "name", "label", "hint"), ("text", "head", "رئيس", "Who leads"), ("text", "size", "Size", "حجم")]
    fields = fields_of(book(rows))
    assert (fields["head"]["label_ar"], fields["head"]["hint_en"]) == ("رئيس", "Who leads")
    assert (fields["size"]["label_en"], fields["size"]["hint_ar"]) == ("Size", "حجم")
    english = fields_of(book(rows, settings=[(*SETTINGS[0], "default_language"), (*SETTINGS[1], "English (en)")]))
    assert english["head"]["label_en"] == "رئيس"


@pytest.mark.parametrize(
    ("written", "given", "kept"),
    [
        ("integer", "٤٢", "42"),
        ("decimal", "٤.٥", "4.5"),
        ("text", "٤٢ (x)", "٤٢ (x)"),
        ("date", "2026-03-01", "2026-03-01"),
        ("select_multiple kinds", "1 2", "1 2"),
        ("date", "today()", None),
        ("text", "${other}", None),
        ("geopoint", "15 44", None),
        ("note", "x", None),
    ],
)
def test_what_a_question_begins_with_is_a_plain_value(
    register: Register, written: str, given: str, kept: str | None
) -> None:
    content = survey((written, "head", "", "Head", given), more=["default"])
    assert fields_of(content)["head"].get("default_value") == kept
    assert (len(notes_of(content)) == 1) == (kept is None and written != "note")
    assert refused(content) == []


@pytest.mark.parametrize(
    ("given", "is_required", "notes"), [("yes", True, 0), ("TRUE", True, 0), ("no", None, 0), ("${x} > 1", None, 1)]
)
def test_an_answer_may_be_required(register: Register, given: str, is_required: bool | None, notes: int) -> None:
    content = survey(("text", "head", "", "Head", given), more=["required"])
    assert (fields_of(content)["head"].get("is_required"), len(notes_of(content))) == (is_required, notes)


def test_a_choice_filter_another_answer_and_a_calculated_question_are_told(register: Register) -> None:
    rows = [
        ("select_one kinds or_other", "kind", "", "Kind", "x = ${y}", ""),
        ("text", "head", "", "Head", "", "1 + 1"),
    ]
    content = survey(*rows, more=["choice_filter", "calculation"])
    assert sorted(one.partition(":")[0] for one in notes_of(content)) == ["survey!A2", "survey!E2", "survey!F3"]


def test_columns_of_ours_say_what_xlsform_has_no_word_for(register: Register) -> None:
    more = ["tansiq::type", "tansiq::decimals", "tansiq::is_personal", "tansiq::least", "constraint"]
    content = survey(
        ("text", "mail", "", "Mail", "EMAIL", "", "yes"),
        ("decimal", "depth", "", "Depth", "", "٢", "", "0.5", ". >= 0.5"),
        ("decimal", "level", "", "Level", "", "", "", "0.5", ". >= 7"),
        ("integer", "count", "", "Count", "EMAIL"),
        more=more,
    )
    fields = fields_of(content)
    assert (fields["mail"]["value_type"], fields["mail"]["is_personal"]) == ("EMAIL", True)
    assert (fields["depth"]["decimals"], fields["depth"]["least"], fields["level"]["least"]) == (2, Decimal("0.5"), 7)
    assert refused(content) == [("survey!E5", "UNKNOWN_CODE")]


def test_an_answer_stands_where_its_row_does_and_a_list_is_called_after_its_form(register: Register) -> None:
    [kinds] = read(survey(("select_one kinds", "kind", "", "Kind"))).document.lists
    told = [(one["code"], one["label_ar"], one["position"]) for one in kinds["answers"]]
    assert (kinds["name_en"], told) == ("kinds (Wells of today)", [("1", "بئر", 1), ("2", "نبع", 2)])


def test_a_form_without_settings_is_called_as_its_file(register: Register) -> None:
    [kind] = read(book([HEAD, ("text", "head", "", "Head")], settings=())).document.types
    assert (kind["key"], kind["many_en"], kind["has_area"]) == ("file", "file", True)
