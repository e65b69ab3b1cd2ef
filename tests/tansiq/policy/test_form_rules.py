"""Figures are read where their reports are, though they are asked by their own columns alone."""

import pytest

from tansiq.language.field_vocabulary import POLICIES
from tansiq.models import Figure, TypeDefinition, Unit
from tansiq.platform import clock
from tansiq.policy.entry_rule import knows
from tansiq.policy.form_rules import figures_of
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition, visible
from tansiq.records import changes
from tansiq.units.merging import merge
from tests.filled_forms import municipal_form
from tests.people import SALMA, approver, clerk, people_of, portal
from tests.register import Register
from tests.reported import reported


@pytest.mark.parametrize("policy", POLICIES.codes)
def test_figures_of_a_form_are_seen_where_their_reports_are(register: Register, policy: str) -> None:
    hidden = register.unit("Hidden", is_published=False)
    units = (register.unit("Ja'ar"), register.unit("Mukalla", pcode="YE1927"), hidden)
    filled = municipal_form(*units)
    for unit, back in ((0, 1), (0, 2), (1, 1), (2, 1)):
        made = reported(filled, unit, back, vehicles=3, working=1)
        made.report_state = "APPROVED" if back == 1 else "SUBMITTED"
        changes.save(people_of(register)["ministry admin"], made)
    stored = TypeDefinition.get_by_id(filled.form.id)
    stored.policy = policy
    changes.save(people_of(register)["ministry admin"], stored)
    assert Figure.select().count() == 12
    seen = {name: _seen(stored, viewer) for name, viewer in _people(register, units).items()}
    assert seen["ministry admin"] == 12
    assert seen["anonymous"] == (6 if policy == "PUBLIC" else 0)
    assert seen["clerk"] >= 6


def _people(register: Register, units: tuple[Unit, ...]) -> dict[str, Viewer]:
    return {
        **people_of(register),
        "clerk": clerk(units[0].id, account_id=7),
        "approver": approver(units[1].id, units[2].id),
        "portal of nothing": portal(scopes=()),
        "portal of everything": portal(),
    }


def _seen(form: TypeDefinition, viewer: Viewer) -> int:
    allowed = figures_of(form, Figure, viewer, condition(Unit, viewer))
    rows = Figure.select() if allowed is None else Figure.select().where(allowed)
    found = {row.id for row in rows}
    assert found == {row.id for row in visible(Figure, viewer)}
    return len(found)


@pytest.mark.parametrize("policy", ["OFFICERS", "ADMINISTRATORS"])
def test_whoever_fills_in_for_a_unit_knows_its_form_also_when_the_unit_was_merged(
    register: Register, policy: str
) -> None:
    jaar, batis, lawdar = (register.unit(name) for name in ("Ja'ar", "Batis", "Lawdar"))
    filled = municipal_form(jaar, policy=policy)
    merge(SALMA, [jaar, batis], Unit(name_en="Both", unit_kind="MUNICIPALITY", area=jaar.area_id), clock.today())
    both = Unit.get(Unit.name_en == "Both")
    form = TypeDefinition.get_by_id(filled.form.id)
    for unit, is_known in ((jaar, True), (both, True), (batis, False), (lawdar, False)):
        samir = clerk(unit.id, account_id=7)
        assert knows(samir, form) == is_known
        assert visible(TypeDefinition, samir).where(TypeDefinition.id == form.id).exists() == is_known
