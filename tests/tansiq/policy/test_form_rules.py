"""Figures are read where their reports are, though they are asked by their own columns alone."""

import pytest

from tansiq.language.field_vocabulary import POLICIES
from tansiq.models import Figure, TypeDefinition, Unit
from tansiq.policy.form_rules import figures_of
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition, visible
from tansiq.records import changes
from tests.filled_forms import municipal_form
from tests.people import approver, clerk, people_of, portal
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
