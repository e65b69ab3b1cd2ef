"""Lists are narrowed by the fields that a ministry defined, each as its type has it."""

import html
import re
from typing import Any

import pytest

from tansiq.models import Choice, Entry, Organization
from tansiq.platform import clock
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.definitions import answers, field, name_of, record_type
from tests.people import SALMA
from tests.register import Register

NAMES = ("ONE", "TWO", "TRE")


def _held(register: Register, name: str, *values: Any) -> None:
    """Let three organisations hold these values of a field, None what none of them knows."""
    for code, value in zip(NAMES, values, strict=True):
        row = register.organization(code)
        row.enter(name, value)
        changes.save(SALMA, row)


def _found(reader: Reader, query: str) -> list[str]:
    page = reader.get(f"organization/?sort=name&{query}").text
    return sorted(re.findall(r"(ONE|TWO|TRE) Aid</bdi>", page.split("<tbody")[-1])) if "<tbody" in page else []


def _told(page: str) -> str:
    return re.sub("[\u2066-\u2069]", "", html.unescape(page))


RANGES: list[tuple[str, tuple[Any, ...], str, list[str]]] = [
    ("WHOLE", (9, 40, 100), "-from=40", ["TRE", "TWO"]),
    ("WHOLE", (9, 40, 100), "-from=٩&{0}-to=٤٠", ["ONE", "TWO"]),
    ("WHOLE", (9, 40, None), "-to=40", ["ONE", "TWO"]),
    ("NUMBER", (1.234, 1.2341, -7), "-from=1.2340&{0}-to=1.2340", ["ONE"]),
    ("NUMBER", (0.1, 2, 10), "-from=0٫1&{0}-to=9", ["ONE", "TWO"]),
    ("DAY", ("2026-03-01", "2026-03-31", "2025-12-31"), "-from=1/3/2026&{0}-to=2026-03-31", ["ONE", "TWO"]),
    ("DAY", ("2026-03-01", "2026-04-01", None), "-from=12+رمضان+1447&{0}-to=١٣+رمضان+١٤٤٧", ["ONE"]),
    ("MONTH", ("2026-03", "2026-04", "2025-12"), "-from=3/2026", ["ONE", "TWO"]),
    ("MONTH", ("2026-03", "2026-04", "2025-12"), "-to=٢٠٢٦-٠٣", ["ONE", "TRE"]),
]


@pytest.mark.parametrize("ranged", RANGES, ids=lambda one: f"{one[0]}{one[2]}")
def test_numbers_days_and_months_lie_between_two_ends(salma: Reader, register: Register, ranged: Any) -> None:
    value_type, values, asked, found = ranged
    name = name_of(field("thing", value_type))
    _held(register, name, *values)
    assert _found(salma, f"{name}{asked.format(name)}") == sorted(found)


WRONG = [
    ("WHOLE", "-from=deep", "“deep” is not a number."),
    ("WHOLE", "-from=1&{0}-to=x", "“x” is not a number."),
    ("NUMBER", "-from=1,500", "thousand"),
    ("NUMBER", "-from=9&{0}-to=1", "The most is less than the least."),
    ("DAY", "-to=2026-02-30", "There is no such day."),
    ("MONTH", "-from=13/2026", "Give a month, such as 2026-03."),
    ("MONTH", "-from=2026-04&{0}-to=2026-03", "The end is before the beginning."),
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda one: f"{one[0]}{one[1]}")
def test_what_is_no_end_is_told_and_narrows_nothing(salma: Reader, register: Register, wrong: Any) -> None:
    value_type, asked, said = wrong
    name = name_of(field("thing", value_type))
    _held(register, name, None, None, None)
    query = f"{name}{asked.format(name)}"
    page = _told(salma.get(f"organization/?{query}").text)
    assert said in page
    assert '<details class="filters" open>' in page
    assert _found(salma, query) == sorted(NAMES)


def test_what_is_in_force_is_told_in_words_and_stands_in_the_boxes(salma: Reader, register: Register) -> None:
    depth = name_of(field("depth", "WHOLE", label_en="Depth", unit_en="m"))
    _held(register, depth, 1500, 2, 3)
    page = _told(salma.get(f"organization/?{depth}-from=1500").text)
    assert "Remove: Depth (m): from 1,500 on" in page
    assert re.search(rf'name="{depth}-from" value="1500"', page)
    sent = salma.get(f"organization/?{depth}-from=1500&{depth}-to=&search=")
    assert sent.location.endswith(f"/admin/organization/?{depth}-from=1500")


def test_texts_are_found_by_the_words_that_they_hold(salma: Reader, register: Register) -> None:
    name = name_of(field("thing", "LONG_TEXT"))
    _held(register, name, "بِئْرُ الأَمَلِ القديمة، ١٢", "Café of the old mill", None)
    for asked in ("بير الامل", "القديمه", "12 بئر", "الأملُ"):
        assert _found(salma, f"{name}={asked}") == ["ONE"], asked
    for asked in ("cafe", "MILL café", "ill"):
        assert _found(salma, f"{name}={asked}") == ["TWO"], asked
    assert _found(salma, f"{name}=mill+%D8%A8%D8%A6%D8%B1") == []
    assert _found(salma, f"{name}=%00%25") == sorted(NAMES)


def test_answers_are_a_choice_in_which_retired_ones_are_marked(salma: Reader, register: Register) -> None:
    listed = answers("FIRST", "OLD")
    one = name_of(field("class", "CHOICE", choice_list=listed.id))
    many = name_of(field("works", "CHOICES", choice_list=listed.id))
    _held(register, one, "FIRST", "OLD", None)
    _held(register, many, ["OLD", "FIRST"], ["OLD"], None)
    old = Choice.get(Choice.code == "OLD")
    old.retired_on = clock.today()
    changes.save(SALMA, old)
    assert (_found(salma, f"{one}=OLD"), _found(salma, f"{many}=OLD")) == (["TWO"], ["ONE", "TWO"])
    assert '<option value="OLD">Old (retired)</option>' in salma.get("organization/").text
    assert "Old (retired)" in salma.get(f"organization/?{one}=OLD").text


def test_references_are_looked_up_and_areas_hold_what_lies_in_them(
    salma: Reader, visitor: Reader, register: Register
) -> None:
    founder = name_of(field("founder", "REFERENCE", reference_table="organization"))
    place = name_of(field("branch", "REFERENCE", reference_table="area"))
    hidden = register.organization("HID", is_published=False)
    _held(register, founder, hidden.id, register.organization("NRA").id, None)
    _held(register, place, register.areas["YE121121"].id, register.areas["YE1927"].id, None)
    assert _found(salma, f"{founder}={hidden.id}") == ["ONE"]
    typed = salma.get(f"organization/?{founder}=&{founder}-text=NRA")
    assert typed.location.endswith(f"/admin/organization/?{founder}={register.organization('NRA').id}")
    assert _found(salma, typed.location.partition("?")[2]) == ["TWO"]
    assert _found(salma, f"{place}={register.areas['YE12'].id}") == ["ONE"]
    assert _found(salma, f"{place}=YE1927") == ["TWO"]
    page = visitor.get(f"organization/?{founder}={hidden.id}").text
    assert ("HID Aid" in page, _found(visitor, f"{founder}={hidden.id}")) == (False, sorted(NAMES))
    assert f"ajax/lookup/?name={founder}" in salma.get("organization/").text


def test_entries_are_narrowed_by_their_own_fields(salma: Reader, register: Register) -> None:
    wells, springs = record_type("well"), record_type("spring")
    depth = field("depth", "WHOLE", table="entry", record_type=wells.id)
    of = field("nearTo", "REFERENCE", table="entry", record_type=springs.id, reference_table="entry",
               reference_type=wells.id)  # fmt: skip
    rows = [changes.save(SALMA, Entry(record_type=wells.id, extra={str(depth.number): value})) for value in (5, 50)]
    spring = changes.save(SALMA, Entry(record_type=springs.id, extra={str(of.number): rows[0].id}))
    page = salma.get(f"entry/?type=well&{name_of(depth)}-from=6").text
    assert [f"details/?id={row.id}" in page for row in rows] == [False, True]
    for row, is_found in zip(rows, (True, False), strict=True):
        page = salma.get(f"entry/?type=spring&{name_of(of)}={row.id}").text
        assert (f"details/?id={spring.id}" in page) is is_found
    asked = salma.get(f"entry/ajax/lookup/?type=spring&name={name_of(of)}&query=").json
    assert asked is not None
    assert {row_id for row_id, _ in asked} == {row.id for row in rows}


PERSONAL = [("WHOLE", "-from=5"), ("TEXT", "=secret"), ("DAY", "-to=2020-01-01"), ("REFERENCE", "-text=NRA")]


@pytest.mark.parametrize("kind", PERSONAL, ids=lambda kind: str(kind[0]))
def test_no_filter_tells_of_personal_fields(
    salma: Reader, nadia: Reader, khaled: Reader, register: Register, kind: tuple[str, str]
) -> None:
    value_type, asked = kind
    more = {"reference_table": "organization"} if value_type == "REFERENCE" else {}
    name = name_of(field("thing", value_type, is_personal=True, label_en="Secret of theirs", **more))
    _held(register, name, None, None, None)
    assert _found(salma, f"{name}{asked}") == []
    for reader in (nadia, khaled):
        assert _found(reader, f"{name}{asked}") == sorted(NAMES)
        assert "Secret of theirs" not in reader.get(f"organization/?{name}{asked}").text


def test_saved_and_shared_states_keep_ranges_and_a_retired_field_is_told(salma: Reader, register: Register) -> None:
    one = field("depth", "WHOLE", label_en="Depth")
    name = name_of(one)
    _held(register, name, 1, 2, 3)
    kept = salma.post(f"organization/views/?{name}-from=2", page="organization/", title="Deep ones")
    assert kept.location.endswith(f"/admin/organization/?{name}-from=2")
    page = salma.get(f"organization/?{name}-from=2").text
    assert 'class="in-force"' in page
    assert f"sharedview/new/?of=organization&amp;address={name}-from%3D2" in page
    one.use_state = "RETIRED"
    changes.save(SALMA, one)
    assert "does not have any more: Depth" in _told(salma.get(f"organization/?{name}-from=2").text)
    assert Organization.select().count() == len(_found(salma, f"{name}-from=2"))
