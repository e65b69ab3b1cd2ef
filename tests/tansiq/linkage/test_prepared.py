"""What may stand in the columns of entries, and how it is made ready to be compared."""

from typing import Any

import duckdb
import pytest

from tansiq.linkage.entries import columns_of
from tansiq.linkage.prepared import prepared
from tansiq.linkage.vectors import compared

HEAD = "هاني فؤاد صالح النجاري"


def _levels(*entries: dict[str, Any]) -> dict[str, int]:
    """How the only two entries compare."""
    connection = duckdb.connect(":memory:")
    compared(prepared(columns_of([{"id": at, "head": HEAD, **one} for at, one in enumerate(entries)])), connection)
    [found] = connection.execute("select * from pair").fetchall()
    return dict(zip([name for name, *_ in connection.description or ()], found, strict=True))


@pytest.mark.parametrize("place", [("YE12", "YE1211", "جعار"), (12, 1211, 7), (True, 0.5, ("a", 1))])
def test_a_place_is_whatever_tells_it_from_others(place: tuple[Any, ...]) -> None:
    district, subdistrict, settlement = place
    one = {"district": district, "subdistrict": subdistrict, "settlement": settlement}
    assert _levels(one, one)["place"] == 3
    assert _levels(one, {**one, "settlement": None})["place"] == 2
    assert _levels(one, {"district": district})["place"] == 1


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("id", "A-1", "id of entry 1 is not a whole number"),
        ("id", 1.5, "id of entry 1"),
        ("id", None, "id of entry 1"),
        ("id", 2**63, "id of entry 1"),
        ("id", 0, "An id is that of several entries"),
        ("head", float("nan"), "head of entry 1 is not text"),
        ("national_id", 123, "national_id of entry 1 is not text"),
        ("telephone", 771234567, "telephone of entry 1 is not text"),
        ("birth_year", "1975", "birth_year of entry 1 is not a whole number"),
        ("birth_year", 10**30, "birth_year of entry 1"),
        ("birth_year", float("nan"), "birth_year of entry 1"),
        ("birth_year", float("inf"), "birth_year of entry 1"),
        ("size", 2.5, "size of entry 1"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_its_column_and_place(column: str, value: Any, said: str) -> None:
    rows = [{"id": 0, "head": HEAD}, {"id": 1, "head": HEAD, column: value}]
    with pytest.raises(ValueError, match=said):
        prepared(columns_of(rows))


def test_columns_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="spouse has 0 values for 1 entries"):
        prepared({**columns_of([{"id": 1}]), "spouse": []})


def test_whole_numbers_of_columns_with_gaps_are_read() -> None:
    assert _levels({"birth_year": 1975.0}, {"birth_year": 1976})["birth_year"] == 3


def test_of_endless_texts_the_beginning_is_read() -> None:
    endless = dict.fromkeys(("head", "spouse", "national_id", "telephone"), "ب1" * 50000)
    levels = _levels(endless, {**endless, "head": endless["head"] + " " + HEAD})
    assert (levels["national_id"], levels["telephone"], levels["spouse"]) == (2, 2, 4)
