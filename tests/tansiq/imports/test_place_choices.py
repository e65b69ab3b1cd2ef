"""What whoever imports says of names that nobody knows: it is learned, and the rows are compared anew."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from tansiq.accounts.people import Rights, enter_person
from tansiq.accounts.viewers import viewer_of
from tansiq.faults import Refused
from tansiq.imports.place_choices import choose_places
from tansiq.models import Account, Area, ImportRun, LearnedName, Site
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.fivew import row, workbook
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.imports.run_steps import enter, fresh, send

pytestmark = pytest.mark.usefixtures("at_once", "folder")
UNKNOWN = row(District="Hanfar al Jadida", District_P_code="", Sub_district="")


def _places(run: ImportRun) -> Any:
    return orjson.loads(fresh(run).report)["places"]


def _choose(viewer: Viewer, run: ImportRun, code: str, at: int = 0) -> int:
    """Say which area the unknown name at this place of the list means."""
    return choose_places(viewer, fresh(run), {_places(run)[at]["key"]: code})


def _codes(viewer: Viewer, run: ImportRun, code: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        _choose(viewer, run, code)
    return [fault.code for fault in refused.value.faults]


def _partner(register: Register, name: str) -> Viewer:
    rights = Rights(frozenset({"PARTNER"}), organization_ids=frozenset({register.organization("NRA").id}))
    account = enter_person(SALMA, Account(email=f"{name}@example.org", name=name), "a long walk to Ja'ar", rights)
    return viewer_of(account.id, "en")


def test_an_unknown_name_is_listed_and_read_as_the_area_that_somebody_says(salma: Viewer, tmp_path: Path) -> None:
    run = send(salma, workbook(tmp_path, [UNKNOWN, row(**_unknown(Title="Pipes"))]))
    [place] = _places(run)
    assert (place["spellings"], place["level"], place["within"]["code"]) == (["Hanfar al Jadida"], 2, "YE12")
    assert (place["count"], place["cell"], place["new"]) == (2, "5W!E2", False)
    assert choose_places(salma, run, {place["key"]: " ye1211 ", "other": "YE1211"}) == 1
    run = fresh(run)
    assert (run.state, _places(run), orjson.loads(run.tally)["wrong"]) == ("PLANNED", [], 0)
    name = LearnedName.get()
    assert (name.spelling, name.area.pcode, name.within.pcode, name.taught_by_id, name.import_number) == (
        "Hanfar al Jadida",
        "YE1211",
        "YE12",
        salma.account_id,
        run.id,
    )
    enter(salma, run)
    assert [site.area.pcode for site in Site.select()] == ["YE1211"] * 2
    assert LearnedName.get().use_count == 2
    again = send(salma, workbook(tmp_path, [row(**_unknown(Title="Wells"))]))
    assert (again.state, _places(again), orjson.loads(again.tally)["wrong"]) == ("PLANNED", [], 0)


def _unknown(**values: Any) -> dict[str, Any]:
    return {"District": "Hanfar al Jadida", "District_P_code": "", "Sub_district": "", **values}


def test_a_new_settlement_may_be_one_that_is_known(salma: Viewer, tmp_path: Path) -> None:
    header = ["Organisation", "Governorate", "District", "Sub-district", "Village", "Sector", "Title", "Start date"]
    cells = ["Nahar Relief", "Abyan", "Khanfar", "Ja'ar", "Al Jol", "WSH", "Water", "2026-03-01"]
    enter(salma, send(salma, workbook(tmp_path, [cells], header)))
    other = ["Al Joll" if cell == "Al Jol" else cell for cell in cells]
    run = send(salma, workbook(tmp_path, [other], header))
    [place] = _places(run)
    assert (place["new"], [near["en"] for near in place["near"]]) == (True, ["Al Jol"])
    _choose(salma, run, place["near"][0]["code"])
    enter(salma, fresh(run))
    assert Area.select().where(Area.level == 4).count() == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("", "NOTHING_CHOSEN"),
        (" \x00\u202e ", "NOTHING_CHOSEN"),
        ("YE9999", "AREA_UNKNOWN"),
        ("\x00'\u202e" + "x" * 999, "AREA_UNKNOWN"),
        ("YE1927", "AREA_ELSEWHERE"),
        ("YE12", "AREA_ELSEWHERE"),
        ("YE121121", "AREA_ELSEWHERE"),
    ],
)
def test_what_means_no_such_area_is_refused_and_nothing_is_learned(
    salma: Viewer, tmp_path: Path, given: str, code: str
) -> None:
    run = send(salma, workbook(tmp_path, [UNKNOWN]))
    assert _codes(salma, run, given) == [code]
    assert (fresh(run).state, LearnedName.select().count()) == ("PLANNED", 0)


def test_what_was_rejected_is_refused_and_a_second_time_is_too_late(salma: Viewer, tmp_path: Path) -> None:
    run = send(salma, workbook(tmp_path, [UNKNOWN]))
    key = _places(run)[0]["key"]
    _choose(salma, run, "YE1211")
    with pytest.raises(Refused, match="NOTHING_CHOSEN"):
        choose_places(salma, fresh(run), {key: "YE1210"})
    name = LearnedName.get()
    name.name_state = "REJECTED"
    changes.save(SALMA, name)
    other = send(salma, workbook(tmp_path, [UNKNOWN]))
    assert _codes(salma, other, "YE1211") == ["NAME_REJECTED"]


def test_what_one_partner_says_is_theirs_until_a_second_says_so(
    salma: Viewer, register: Register, tmp_path: Path
) -> None:
    khaled, huda = _partner(register, "khaled"), _partner(register, "huda")
    mine = [row(**_unknown(Organisation="NRA Aid"))]
    first = send(khaled, workbook(tmp_path, mine))
    _choose(khaled, first, "YE1211")
    assert (_places(first), LearnedName.get().is_for_all) == ([], False)
    for viewer in (huda, salma):
        assert len(_places(send(viewer, workbook(tmp_path, mine)))) == 1
    _choose(huda, send(huda, workbook(tmp_path, mine)), "YE1211")
    assert (LearnedName.select().count(), LearnedName.get().is_for_all) == (1, True)
    assert _places(send(salma, workbook(tmp_path, mine))) == []
    # Nobody says so of another one's file.
    with pytest.raises(Refused, match="FORBIDDEN"):
        choose_places(huda, fresh(first), {"any": "YE1211"})
