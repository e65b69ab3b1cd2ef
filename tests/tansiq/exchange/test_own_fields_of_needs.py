"""Own fields of needs are columns of sheets of needs, read as those of 5W sheets are."""

from pathlib import Path
from typing import Any

import pytest

from tansiq.exchange.needs_import import NeedsChoices, NeedsPlan, import_needs, lines
from tansiq.language.words import speaking
from tansiq.models import Need
from tansiq.platform.progress import silent
from tests.definitions import answers, field, name_of, rule
from tests.fivew import csv_file
from tests.people import SALMA
from tests.register import Register

HEADER = ("Governorate", "District", "Sector", "People in need", "Start date", "End date")
ROW = ("Abyan", "Khanfar", "WSH", 1000, "2026-01-01", "2026-12-31")


def _take(folder: Path, header: tuple[str, ...], *rows: tuple[Any, ...], **choices: Any) -> NeedsPlan:
    told = [(*ROW, *row) for row in rows]
    return import_needs(SALMA, csv_file(folder, told, (*HEADER, *header)), NeedsChoices(**choices), silent)


def _told(made: NeedsPlan, severity: str = "error") -> list[tuple[str, str]]:
    return [(one.address, one.code) for one in made.problems if one.severity == severity]


def test_they_come_in_change_and_come_again_unchanged(register: Register, tmp_path: Path) -> None:
    access = field("access", "CHOICE", "need", choice_list=answers("OPEN", "CUT").id, label_en="Access")
    days = field("days", "WHOLE", "need", label_ar="أيام الانقطاع")
    header = ("Access", "أيام الانقطاع")
    assert len(_take(tmp_path, header, ("Open", "٧")).new) == 1
    assert [Need.get().entered(name_of(one)) for one in (access, days)] == ["OPEN", 7]
    again = _take(tmp_path, header, ("Open", 7))
    assert (len(again.changed), again.unchanged, again.problems) == (0, 1, [])
    assert len(_take(tmp_path, header, ("Cut", "")).changed) == 1
    assert [Need.get().entered(name_of(one)) for one in (access, days)] == ["CUT", None]
    assert len(_take(tmp_path, ("#extra",), ("",)).changed) == 0
    assert Need.get().entered(name_of(access)) == "CUT"


@pytest.mark.parametrize(
    ("header", "value", "code"),
    [("Access", "Perhaps", "unknown-word"), ("Days", 400, "out-of-range"), ("Keeper", "Nobody", "reference-unknown")],
)
def test_what_is_wrong_is_told_at_its_cell_and_keeps_the_need_out(
    register: Register, tmp_path: Path, header: str, value: Any, code: str
) -> None:
    field("access", "CHOICE", "need", choice_list=answers("OPEN", "CUT").id, label_en="Access")
    field("days", "WHOLE", "need", label_en="Days", most=366)
    field("keeper", "REFERENCE", "need", label_en="Keeper", reference_table="organization")
    made = _take(tmp_path, (header,), (value,), good_rows_only=True)
    assert (_told(made), made.wrong, made.new, Need.select().count()) == ([("5w!G2", code)], 1, [], 0)


def test_rules_are_told_and_what_nobody_reads_as_well(register: Register, tmp_path: Path) -> None:
    days = field("days", "WHOLE", "need", label_en="Days")
    field("weeks", "CALCULATED", "need", label_en="Weeks", formula=f"${{{days.number}}} div 7")
    rule("{0} < 100", days)
    rule("{0} < 10", days, rule_severity="WARN")
    made = _take(tmp_path, ("Days", "Weeks"), (120, 3))
    assert (_told(made), made.is_written) == ([("5w!G2", "rule-broken")], False)
    assert _told(_take(tmp_path, ("Days",), (12,)), "warning") == [("5w!G2", "rule-warns")]
    with speaking("en"):
        assert "Understood, but kept nowhere: Weeks" in list(lines(made))


def test_fields_of_other_records_are_no_columns_of_needs(register: Register, tmp_path: Path) -> None:
    field("contract", "TEXT", "intervention", label_en="Contract")
    _take(tmp_path, ("Contract",), ("A-7",))
    assert Need.get().extra == {}
