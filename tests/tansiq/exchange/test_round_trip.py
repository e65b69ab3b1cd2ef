"""What is exported comes back: an untouched sheet, of any register at all, changes nothing."""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tansiq.exchange.export.column_order import EXPORTED
from tansiq.exchange.export.exporting import tags
from tansiq.exchange.planning.facts_who import kind_code
from tansiq.exchange.sheet.understand import understand
from tansiq.exchange.values.words import read_modality, read_status, read_yes_no
from tansiq.language.vocabulary import MODALITIES, ORGANIZATION_KINDS, STATUSES
from tansiq.language.words import gettext, speaking
from tansiq.models import HistoryEntry, Intervention, Organization, Partnership, Project
from tansiq.models.site import PEOPLE_PARTS
from tansiq.platform.database import db
from tansiq.records import changes, data_stamps
from tests.fivew import take, told
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.exchange.exported import FORMATS, Format, exported


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("kind", FORMATS)
def test_every_column_we_write_is_read_as_itself(
    register: Register, tmp_path: Path, kind: Format, language: str
) -> None:
    register.site(register.intervention("NRA"))
    with speaking(language):
        table = understand(exported(tmp_path, kind))
    assert [column.field for column in table.columns] == list(EXPORTED)
    assert (table.header_row, table.hxl_row, tags()[0]) == (1, 2, "#meta+id")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("kind", FORMATS)
def test_an_untouched_sheet_changes_nothing(register: Register, tmp_path: Path, kind: Format, language: str) -> None:
    work = register.intervention("NRA", modality="CASH", budget=Decimal("1234567.80"), currency="USD", remarks="a\nb")
    register.site(work, targeted=10, reached=3, latitude=13.2, longitude=45.3055555, is_distinct_people=True)
    register.site(work, "YE19", "IDP")
    with speaking(language):
        path = exported(tmp_path, kind)
    stamps = data_stamps.stamps()
    outcome = take(path)
    assert told(outcome) == []
    assert (outcome.plan.tally.unchanged, outcome.plan.tally.rows) == (2, 2)
    assert data_stamps.stamps() == stamps


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("text", ["\x1f\x1f\x08 water", "\r", "\x1f=1+1", "'=1\x00"])
def test_text_that_no_sheet_can_hold_comes_back_unchanged(
    register: Register, tmp_path: Path, kind: Format, text: str
) -> None:
    # PostgreSQL itself refuses the character zero.
    work = register.intervention("NRA", title_ar=text.replace("\x00", "\x01"), remarks=text.replace("\x00", "\x01"))
    register.site(work, targeted=10)
    outcome = take(exported(tmp_path, kind))
    assert (told(outcome), outcome.plan.tally.unchanged) == ([], 1)


_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Co", "Cn"), exclude_characters="\x00"), min_size=1, max_size=30
)
_DAYS = st.dates(date(1991, 1, 1), date(2099, 12, 31))
_COUNT = st.none() | st.integers(0, 2_000_000_000)


def _degrees(most: float) -> st.SearchStrategy[float | None]:
    return st.none() | st.floats(-most, most).map(lambda degrees: round(degrees, 7))


@st.composite
def _works(draw: Any) -> dict[str, Any]:
    """The facts of one random intervention with its organisation, partners, project and sites."""
    starts_on, ends_on = draw(st.none() | _DAYS), draw(st.none() | _DAYS)
    if starts_on and ends_on and ends_on < starts_on:
        starts_on, ends_on = ends_on, starts_on
    budget = draw(st.none() | st.decimals(0, 10**9, places=2))
    return {
        "body": {"name_ar": draw(_TEXT), "name_en": draw(_TEXT | st.just("")), "acronym": draw(_TEXT | st.just("A")),
                 "kind": draw(st.sampled_from(ORGANIZATION_KINDS.codes))},
        "donors": draw(st.lists(_TEXT, max_size=2)),
        "project": draw(st.none() | _TEXT),
        "work": {
            "title_ar": draw(_TEXT | st.just("")), "title_en": draw(_TEXT | st.just("")), "remarks": draw(_TEXT),
            "status": draw(st.sampled_from(STATUSES.codes)),
            "modality": draw(st.none() | st.sampled_from(MODALITIES.codes)),
            "starts_on": starts_on, "ends_on": ends_on, "budget": budget,
            "currency": "" if budget is None else draw(st.sampled_from(["USD", "YER"])),
        },
        "sector": draw(st.sampled_from(["WSH", "FSC", "HEA"])),
        "sites": draw(st.lists(_sites(), min_size=1, max_size=3)),
    }  # fmt: skip


@st.composite
def _sites(draw: Any) -> dict[str, Any]:
    parts = {f"reached_{part}": draw(st.none() | st.integers(0, 1000)) for part in PEOPLE_PARTS}
    whole = draw(st.none() | st.integers(6000, 9000))
    return {
        "pcode": draw(st.sampled_from(["YE121121", "YE121122", "YE1210", "YE19", "YE"])),
        "group": draw(st.sampled_from(["ALL", "IDP", "HOST"])),
        "targeted": draw(_COUNT), "households_reached": draw(_COUNT), "reached": whole, **parts,
        "latitude": draw(_degrees(90)), "longitude": draw(_degrees(180)),
        "is_distinct_people": draw(st.booleans()),
    }  # fmt: skip


def _enter(register: Register, facts: dict[str, Any]) -> None:
    body = changes.save(SALMA, Organization(**facts["body"]))
    project = changes.save(SALMA, Project(title_ar=facts["project"])).id if facts["project"] else None
    sector = register.sectors[facts["sector"]].id
    work = changes.save(SALMA, Intervention(organization=body.id, sector=sector, project=project, **facts["work"]))
    donors = [changes.save(SALMA, Organization(name_en=name)) for name in facts["donors"]]
    parts = [{"organization": donor.id, "role": "FUNDING"} for donor in donors]
    changes.replace_parts(SALMA, work, Partnership, parts)
    for site in facts["sites"]:
        register.site(work, **site)


@pytest.mark.parametrize("kind", FORMATS)
@settings(phases=[Phase.explicit, Phase.generate, Phase.shrink])
@given(works=st.lists(_works(), min_size=1, max_size=3), language=st.sampled_from(["ar", "en"]))
def test_any_register_comes_back_unchanged(
    register: Register, tmp_path: Path, kind: Format, works: list[dict[str, Any]], language: str
) -> None:
    with db.atomic() as transaction:
        register = deepcopy(register)
        for facts in works:
            _enter(register, facts)
        with speaking(language):
            path = exported(tmp_path, kind)
        stamps, entries = data_stamps.stamps(), HistoryEntry.select().count()
        outcome = take(path)
        tally = outcome.plan.tally
        assert (told(outcome), tally.new, tally.changed, tally.unchanged) == ([], 0, 0, tally.rows)
        assert tally.rows == sum(len(facts["sites"]) for facts in works)
        assert (data_stamps.stamps(), HistoryEntry.select().count()) == (stamps, entries)
        transaction.rollback()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_whatever_the_lists_offer_is_understood(language: str) -> None:
    with speaking(language):
        assert [read_status(label, "A1") for _, label in STATUSES.choices()] == list(STATUSES.codes)
        assert [read_modality(label, "A1") for _, label in MODALITIES.choices()] == list(MODALITIES.codes)
        kinds = [kind_code(label) for _, label in ORGANIZATION_KINDS.choices()]
        assert kinds == list(ORGANIZATION_KINDS.codes)
        assert [read_yes_no(gettext(word), "A1") for word in ("Yes", "No")] == [True, False]
