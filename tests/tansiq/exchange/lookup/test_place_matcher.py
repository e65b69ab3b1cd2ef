"""Where a row is: codes win, names are matched within their parent, and what does not agree is told."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tansiq.models import Area, Site
from tansiq.records import changes
from tests.fivew import HEADER, csv_file, row, take, told
from tests.people import SALMA
from tests.register import Register

PLACES = ("Governorate", "Governorate P-code", "District", "District P-code", "Sub-district", "Sub-district P-code",
          "Village", "Village code")  # fmt: skip
REST = [name for name in HEADER if name not in PLACES]


def _sheet(folder: Path, *places: dict[str, Any]) -> Path:
    rest = [cell for name, cell in zip(HEADER, row(), strict=True) if name in REST]
    rows = [[*(place.get(name, "") for name in PLACES), *rest, number] for number, place in enumerate(places)]
    return csv_file(folder, rows, [*PLACES, *REST, "id"])


def _where(folder: Path, **place: Any) -> tuple[str | None, list[tuple[str, str]]]:
    """The P-code of the site that one row becomes, and what was told of its place, by cell."""
    outcome = take(_sheet(folder, {name.replace("_", " ").replace("P code", "P-code").replace("Sub d", "Sub-d"): text
                                   for name, text in place.items()}))  # fmt: skip
    found = [problem for problem in outcome.plan.problems if problem.code not in {"new-organization"}]
    site = Site.get_or_none()
    return (site.area.pcode if site else None), [(p.address.split("!")[1], p.code) for p in found]


@pytest.mark.parametrize(
    "place",
    [
        {"District_P_code": "YE1211"},
        {"District_P_code": "ye1211"},
        {"Governorate": "Abyan", "District": "Khanfar"},
        {"Governorate": "أبين", "District": "خنفر"},
        {"District": "Khanfar District"},
        {"District": "مديرية خنفر"},
        {"Governorate_P_code": "YE12", "District": "KHANFAR"},
    ],
)
def test_a_place_is_found_by_code_or_by_name(register: Register, tmp_path: Path, place: dict[str, str]) -> None:
    assert _where(tmp_path, **place) == ("YE1211", [])


def test_aliases_are_names_too(register: Register, tmp_path: Path) -> None:
    area = Area.get(Area.pcode == "YE1211")
    area.aliases = "Khanfer|Hanfar"
    changes.save(SALMA, area)
    assert _where(tmp_path, Governorate="Abyan", District="Hanfar")[0] == "YE1211"


def test_the_lowest_code_wins_over_what_stands_above_it(register: Register, tmp_path: Path) -> None:
    found = _where(tmp_path, Governorate="Abyan", Governorate_P_code="YE19", District="Zinjibar",
                   District_P_code="YE1211")  # fmt: skip
    assert found == ("YE1211", [("B2", "codes-disagree"), ("C2", "name-disagrees")])


def test_an_unknown_code_is_matched_by_name_and_told(register: Register, tmp_path: Path) -> None:
    found = _where(tmp_path, Governorate_P_code="YE12", District="Khanfar", District_P_code="YE9999")
    assert found == ("YE1211", [("D2", "code-unknown")])


def test_an_unknown_code_without_a_known_name_is_an_error(register: Register, tmp_path: Path) -> None:
    assert _where(tmp_path, Governorate_P_code="YE12", District_P_code="YE9999") == (None, [("D2", "place-unknown")])


def test_a_name_is_sought_within_its_parent_alone(register: Register, tmp_path: Path) -> None:
    assert _where(tmp_path, Governorate="Hadramawt", District="Khanfar") == (None, [("C2", "place-unknown")])


def test_an_ambiguous_name_names_the_candidates(register: Register, tmp_path: Path) -> None:
    twin = {"level": 2, "pcode": "YE1999", "parent": register.areas["YE19"].id, "name_en": "Khanfar"}
    changes.save(SALMA, Area(**twin))
    path = _sheet(tmp_path, {"District": "Khanfar"})
    outcome = take(path, country="YE")
    assert told(outcome) == [(f"{path.stem}!C2", "place-ambiguous")]
    assert "(YE1211)" in str(outcome.plan.errors[0].sentence)
    assert "(YE1999)" in str(outcome.plan.errors[0].sentence)


def test_a_settlement_takes_the_sheet_s_code_or_one_of_ours(register: Register, tmp_path: Path) -> None:
    place = {"Sub-district P-code": "YE121121"}
    take(_sheet(tmp_path, place | {"Village": "Al Jol"}, place | {"Village": "Batais", "Village code": "V-77"}))
    codes = Area.select(Area.pcode).where(Area.level == 4).order_by(Area.pcode)
    assert [code for (code,) in iter(codes.tuples().execute())] == ["V-77", "YE121121-S1"]


def test_a_settlement_of_a_row_that_is_wrong_is_not_entered(register: Register, tmp_path: Path) -> None:
    place = {"Sub-district P-code": "YE121121"}
    path = _sheet(tmp_path, place | {"Village": "Al Jol"}, {"Village": "Batais", "District P-code": "YE12999"})
    take(path, good_rows_only=True)
    assert [area.name_en for area in Area.select().where(Area.level == 4)] == ["Al Jol"]


def test_a_closed_area_s_code_is_not_given_again(register: Register, tmp_path: Path) -> None:
    take(_sheet(tmp_path, {"Sub-district P-code": "YE121121", "Village": "Al Jol"}))
    changes.archive(SALMA, Area.get(Area.level == 4))
    take(_sheet(tmp_path, {"Sub-district P-code": "YE121121", "Village": "Batais"}))
    assert Area.get(Area.name_en == "Batais").pcode == "YE121121-S2"


def test_a_location_alone_is_matched_at_whatever_level(register: Register, tmp_path: Path) -> None:
    path = _sheet(tmp_path, {"Village": "Khanfar"})
    outcome = take(path, country="Yemen")
    assert (Site.get().area.pcode, told(outcome, "notice")[-1][1]) == ("YE1211", "found-by-name")


def test_a_row_that_says_nowhere_is_told_so(register: Register, tmp_path: Path) -> None:
    header = [*REST, "Latitude", "Longitude"]
    rest = [cell for name, cell in zip(HEADER, row(), strict=True) if name in REST]
    outcome = take(csv_file(tmp_path, [[*rest, 13.2, 45.3]], header), country="YE")
    assert [str(problem.sentence) for problem in outcome.plan.errors] == [
        "Only a point says where this is. Add the governorate or district, by name or P-code."
    ]


def test_the_country_is_guessed_by_the_names_it_knows(register: Register, tmp_path: Path) -> None:
    changes.save(SALMA, Area(level=0, pcode="SY", name_en="Syria"))
    take(_sheet(tmp_path, {"Governorate": "Abyan", "District": "Khanfar"}))
    assert Site.get().area.pcode == "YE1211"


def test_a_country_that_is_not_known_by_anything_is_asked_for(register: Register, tmp_path: Path) -> None:
    outcome = take(_sheet(tmp_path, {"Governorate": "Nowhere"}))
    assert [code for _, code in told(outcome)] == ["country-missing"]


def test_a_country_without_reference_data_grows_from_the_sheet(register: Register, tmp_path: Path) -> None:
    cercle = {"Governorate": "Gao", "Governorate P-code": "ML07", "District P-code": "ML0703", "District": "Gao"}
    take(_sheet(tmp_path, cercle | {"Sub-district": "Soni"}, cercle | {"District P-code": "ML0801"}))
    take(_sheet(tmp_path, cercle | {"Sub-district": "Gounzou"}))
    areas = {area.pcode: area.parent.pcode for area in Area.select().where(Area.pcode.startswith("ML")) if area.parent}
    assert areas == {"ML07": "ML", "ML0703": "ML07", "ML0703-S1": "ML0703", "ML0703-S2": "ML0703", "ML0801": "ML07"}
    assert {area.name_ar for area in Area.select().where(Area.pcode == "ML")} == {"مالي"}


def test_a_typing_error_in_a_code_makes_no_country(register: Register, tmp_path: Path) -> None:
    known = {"District P-code": "YE1211"}
    outcome = take(_sheet(tmp_path, known, known, {"District P-code": "SE1211"}))
    assert [code for _, code in told(outcome)] == ["place-unknown"]
    assert not Area.select().where(Area.pcode == "SE").exists()


def _close(pcode: str, last_day: str) -> None:
    area = Area.get(Area.pcode == pcode)
    area.valid_until = date.fromisoformat(last_day)
    changes.save(SALMA, area)


def _worked(folder: Path, starts_on: str, ends_on: str, **place: str) -> tuple[str | None, list[tuple[str, str]]]:
    header = ["Governorate", "District", "District P-code", *REST]
    rest = row(Start_date=starts_on, End_date=ends_on, Status="")
    cells = [place.get(name.replace(" ", "_").replace("-", "_"), "") for name in header[:3]]
    rest = [cell for name, cell in zip(HEADER, rest, strict=True) if name in REST]
    outcome = take(csv_file(folder, [[*cells, *rest]], header), country="YE")
    site = Site.get_or_none()
    return (site.area.pcode if site else None), told(outcome)


@pytest.mark.parametrize("place", [{"District_P_code": "YE1211"}, {"Governorate": "Abyan", "District": "Khanfar"}])
def test_work_that_ended_before_its_area_was_closed_is_entered_there(
    register: Register, tmp_path: Path, place: dict[str, str]
) -> None:
    _close("YE1211", "2025-12-31")
    assert _worked(tmp_path, "2025-01-01", "2025-12-31", **place) == ("YE1211", [])


@pytest.mark.parametrize(
    ("place", "cell"),
    [({"District_P_code": "YE1211"}, "C2"), ({"Governorate": "Abyan", "District": "Khanfar"}, "B2")],
)
@pytest.mark.parametrize("ends_on", ["2026-01-01", ""])
def test_later_work_is_told_on_which_day_the_area_was_closed(
    register: Register, tmp_path: Path, place: dict[str, str], cell: str, ends_on: str
) -> None:
    _close("YE1211", "2025-12-31")
    assert _worked(tmp_path, "2025-01-01", ends_on, **place) == (None, [(f"5w!{cell}", "area-closed")])


def test_the_area_that_stands_is_meant_where_a_closed_one_had_its_name(register: Register, tmp_path: Path) -> None:
    _close("YE1211", "2025-12-31")
    heir = {"level": 2, "pcode": "YE1299", "parent": register.areas["YE12"].id, "name_en": "Khanfar"}
    changes.save(SALMA, Area(**heir))
    found = _worked(tmp_path, "2026-01-01", "2026-03-01", Governorate="Abyan", District="Khanfar")
    assert found == ("YE1299", [])
