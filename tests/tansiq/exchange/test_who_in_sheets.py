"""Who an organisation is, from whole sheets: how many bodies they become, and who pays for whom."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tansiq.demo.random_numbers import Dice
from tansiq.exchange.fivew_import import Outcome
from tansiq.exchange.report import lines
from tansiq.language.words import speaking
from tansiq.models import Intervention, Organization, Partnership
from tests.conftest import SHARED_DATA
from tests.fivew import csv_file, take, told
from tests.register import Register

CASES = SHARED_DATA.parent / "cases" / "workbooks"
HEADER = ("Organisation", "Acronym", "Organisation type", "Sector", "District P-code", "Start date", "Donor", "Reached")


def _sheet(folder: Path, who: Sequence[tuple[str, str, str, str]]) -> Outcome:
    """A sheet of rows that differ in who carries them out, its kind, and who pays, and in the number of people."""
    rows: list[list[Any]] = [
        [name, acronym, kind, "WSH", "YE1211", "2026-01-01", donor, number]
        for number, (name, acronym, kind, donor) in enumerate(who, 1)
    ]
    outcome = take(csv_file(folder, rows, HEADER))
    assert outcome.is_written
    return outcome


def _named(organization: Organization) -> str:
    return organization.name_en or organization.name_ar or organization.acronym


def _paid() -> dict[str, list[str]]:
    """The donors of each organisation's work, by name."""
    found: dict[str, list[str]] = {}
    for work in Intervention.select():
        parts = Partnership.select().where(Partnership.intervention == work.id, Partnership.role == "FUNDING")
        found.setdefault(_named(work.organization), []).extend(sorted(_named(part.organization) for part in parts))
    return found


def _case(name: str) -> Path:
    """A workbook of the cases beside the project, each of which went wrong once."""
    found = sorted(CASES.glob(f"*-{name}/*.xlsx"))
    if not found:
        pytest.skip(f"the case {name} is not beside this checkout")
    return found[0]


TWINS = [
    ("جمعية الساحل الخيرية", "", "National NGO", ""),
    ("مؤسسة الساحل للتنمية", "", "National NGO", ""),
    ("مركز الساحل", "", "Private company", ""),
    ("International Office for Harvest", "", "UN Agency", ""),
    ("Harvest Relief Society", "", "National NGO", ""),
    ("Cedar", "", "International NGO", ""),
    ("Cedar Foundation", "", "National NGO", ""),
]


def test_words_such_as_foundation_or_relief_make_another_organisation_and_a_proposal(
    register: Register, tmp_path: Path
) -> None:
    outcome = _sheet(tmp_path, TWINS)
    assert Organization.select().count() == len(TWINS)
    assert told(outcome, "warning") == [(f"5w!A{row}", "organization-twin") for row in (3, 4, 8)]
    with speaking("en"):
        report = "\n".join(lines(outcome.plan))
    assert "\u2068مؤسسة الساحل للتنمية\u2069 may be the same as " in report


def test_names_that_differ_in_a_place_are_two_bodies_under_one_acronym(register: Register, tmp_path: Path) -> None:
    offices = [
        ("Ministry of Public Works - Aden", "MoPW", "Government", ""),
        ("Ministry of Public Works - Abyan", "MoPW", "Government", ""),
        ("مكتب الأشغال العامة محافظة لحج", "MOPW", "Government", ""),
        ("مكتب الأشغال العامة محافظة أبين", "MOPW", "Government", ""),
        ("World Assembly of Teachers", "WAT", "International NGO", ""),
        ("Water and Trees", "WA-T", "International NGO", ""),
    ]
    _sheet(tmp_path, offices)
    assert Organization.select().count() == len(offices)


def test_a_cell_of_donors_is_parted_at_known_names_alone(register: Register, tmp_path: Path) -> None:
    outcome = _sheet(
        tmp_path,
        [
            ("Alpha", "", "NNGO", "Bureau of Seas, Rivers, and Lakes"),
            ("International Office for Lakes", "", "UN", ""),
            ("Beta", "", "NNGO", "Foreign, Common & Growth Office"),
            ("Gamma", "", "NNGO", "Swiss Aid (HEKS/EPER)"),
            ("Delta", "", "NNGO", "UNICEF, WFP"),
            ("Epsilon", "", "NNGO", "Alpha, and International Office for Lakes"),
            ("Zeta", "", "NNGO", "Fund for Peace and Bread, UNICEF"),
            ("Eta", "", "NNGO", "Fund for Peace and Bread"),
        ],
    )
    assert _paid() == {
        "Alpha": ["Bureau of Seas, Rivers, and Lakes"],
        "International Office for Lakes": [],
        "Beta": ["Foreign, Common & Growth Office"],
        "Gamma": ["Swiss Aid"],
        "Delta": ["UNICEF", "WFP"],
        "Epsilon": ["Alpha", "International Office for Lakes"],
        "Zeta": ["Fund for Peace and Bread", "UNICEF"],
        "Eta": ["Fund for Peace and Bread"],
    }
    assert told(outcome, "notice").count(("5w!G2", "names-not-parted")) == 1


def test_several_in_the_cell_of_who_carries_out_are_one_and_its_partners(register: Register, tmp_path: Path) -> None:
    outcome = _sheet(tmp_path, [("Hope of Aden / Hands of Lahj", "", "NNGO", ""), ("Hope of Aden", "", "NNGO", ""),
                                ("Hands of Lahj", "", "NNGO", "")])  # fmt: skip
    [part] = Partnership.select().where(Partnership.role == "IMPLEMENTING")
    assert (_named(part.intervention.organization), _named(part.organization)) == ("Hope of Aden", "Hands of Lahj")
    assert ("5w!A2", "organizations-several") in told(outcome, "notice")
    assert Organization.select().count() == 2


def test_a_donor_is_the_organisation_of_that_very_name(register: Register, tmp_path: Path) -> None:
    _sheet(
        tmp_path,
        [
            ("Salama", "Salama", "NNGO", ""),
            ("Salama Taizz", "Salama", "NNGO", ""),
            ("Salama Marib", "Salama", "NNGO", ""),
            ("Alpha", "", "NNGO", "SALAMA"),
        ],
    )
    assert _paid()["Alpha"] == ["Salama"]
    assert Organization.select().count() == 4


def test_a_donor_s_acronym_that_several_bear_asks_for_the_full_name(register: Register, tmp_path: Path) -> None:
    rows = [
        ["Sahel Aid", "SAD", "NNGO", "WSH", "YE1211", "2026-01-01", "", 1],
        ["Social Action", "SAD", "NNGO", "WSH", "YE1211", "2026-01-01", "", 2],
        ["Alpha", "", "NNGO", "WSH", "YE1211", "2026-01-01", "SAD", 3],
    ]
    with speaking("en"):
        outcome = take(csv_file(tmp_path, rows, HEADER))
        assert told(outcome) == [("5w!G4", "organization-ambiguous")]
        assert str(outcome.plan.errors[0].sentence).endswith("Write the full name of one of them.")


PAIRED = [
    ("Alpha", "", "NNGO", "FONDS DES NATIONS POUR L'EAU"),
    ("Beta", "", "NNGO", "UNEAU"),
    ("Fonds des Nations pour l'eau", "UNEAU", "UN Agency", ""),
    ("Water Fund of the Nations", "UNEAU", "UN Agency", ""),
]


@pytest.mark.parametrize("seed", range(4))
def test_a_pair_of_acronym_and_name_counts_for_rows_before_it(register: Register, tmp_path: Path, seed: int) -> None:
    rows = list(PAIRED)
    Dice(f"rows {seed}").shuffle(rows)
    _sheet(tmp_path, rows)
    assert Organization.select().count() == 3
    [water] = Organization.select().where(Organization.acronym == "UNEAU")
    assert Partnership.select().where(Partnership.organization == water.id).count() == 2


@pytest.mark.usefixtures("yemen")
@pytest.mark.parametrize(
    ("name", "count"),
    [("org-generic-words", 11), ("org-names-differing-in-place", 8), ("exact-name-not-preferred", 4)],
)
def test_the_bodies_of_a_sheet_are_as_many_as_they_are(name: str, count: int) -> None:
    assert take(_case(name), country="YE").is_written
    assert Organization.select().count() == count


@pytest.mark.usefixtures("yemen")
def test_the_donors_of_the_sheet_that_went_wrong_are_those_it_names() -> None:
    assert take(_case("list-cell-splits-names"), country="YE").is_written
    assert _paid() == {
        "Alpha Relief Network": ["Bureau of Population, Refugees, and Migration"],
        "International Organization for Migration": [],
        "Beta Group": ["Foreign, Commonwealth & Development Office"],
        "Gamma Group": ["Swiss Church Aid"],
        "Delta Group": ["Ministry of Foreign Affairs, Japan"],
        "Epsilon Group": ["UNICEF", "WFP"],
    }


@pytest.mark.usefixtures("yemen")
def test_one_body_under_three_spellings_is_one() -> None:
    assert take(_case("two-bodies-one-name"), country="YE").is_written
    assert Organization.select().count() == 3
    [children] = Organization.select().where(Organization.acronym == "UNICEF")
    assert Partnership.select().where(Partnership.organization == children.id).count() == 2
