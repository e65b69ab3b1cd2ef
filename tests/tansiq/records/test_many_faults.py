"""What is wrong with many rows is what is wrong with each of them."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tansiq.models import Intervention, Organization, Record, Site
from tansiq.records.many_faults import faults_of_many

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "title_en": st.sampled_from(["Water", " Water  trucking\t", "w" * 501, "", None, 7]),
    "status": st.sampled_from(["ONGOING", "GONE", "", None]),
    "starts_on": st.sampled_from([date(2026, 1, 1), date(2026, 3, 1), date(1, 1, 1), None]),
    "ends_on": st.sampled_from([date(2026, 2, 1), None]),
    "budget": st.sampled_from([Decimal("1.5"), Decimal("1.555"), Decimal("sNaN"), -1, None]),
    "currency": st.sampled_from(["YER", ""]),
    "is_published": st.sampled_from([True, 1, 1.0, Decimal(1), "yes"]),
    "organization": st.sampled_from([1, True, 2**40]),
    "sector": st.just(1),
}
ROWS = st.lists(st.fixed_dictionaries({}, optional=VALUES), max_size=6)


def _told(faults: list[Any]) -> list[tuple[str, str, str]]:
    return [(fault.code, fault.field, str(fault.sentence)) for fault in faults]


@given(ROWS)
def test_many_rows_are_told_as_each_is(given_values: list[dict[str, Any]]) -> None:
    ours, theirs = (
        [Intervention(record_id=f"R{n}", **values) for n, values in enumerate(given_values)] for _ in range(2)
    )
    told = [fault for row in theirs for fault in row.all_faults()]
    assert _told(faults_of_many(ours)) == _told(told)
    if not told:
        assert [row.__data__ | {"created_at": None, "changed_at": None} for row in ours] == [
            row.__data__ | {"created_at": None, "changed_at": None} for row in theirs
        ]


def test_rows_without_faults_are_clean_and_complete() -> None:
    rows = [Organization(acronym="SBD", name_en="  Salma\tAid "), Organization(acronym="X", name_ar="إغاثة")]
    assert faults_of_many(rows) == []
    assert rows[0].name_en == "Salma Aid"
    assert "salma aid" in rows[0].search
    assert rows[1].name_order_en == rows[1].name_order_ar == "اغاثه"


def test_yes_and_one_are_two_values() -> None:
    rows: list[Record] = [Site(area=1, population_group=1, intervention=1, targeted=value) for value in (1, 1.0)]
    assert [fault.field for fault in faults_of_many(rows)] == ["targeted"]


def test_nothing_is_wrong_with_no_rows() -> None:
    assert faults_of_many([]) == []
