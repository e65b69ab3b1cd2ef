"""What a portal reads and proposes: what its scopes say, within its areas and organisations."""

from tansiq.models import Area, Intervention, Need, Organization
from tansiq.policy.visibility import may, visible
from tansiq.records import changes
from tests.people import SALMA, portal
from tests.register import Register
from tests.tansiq.policy.test_authority import register

__all__ = ["register"]


def _intervention(register: Register, acronym: str, pcode: str) -> Intervention:
    row = register.intervention(acronym)
    register.site(row, pcode)
    return row


def test_a_portal_reads_what_its_scopes_say(register: Register) -> None:
    work, need = _intervention(register, "NRA", "YE121121"), register.need("YE1211", "WSH", 5)
    seen = {
        scopes: [
            visible(type(row), portal(scopes=scopes)).where(type(row).id == row.id).exists() for row in (work, need)
        ]
        for scopes in [("registry:read",), ("plans:read",), ("coverage:read",), ()]
    }
    assert list(seen.values()) == [[True, False], [False, True], [False, False], [False, False]]


def test_a_portal_of_one_organisation_reads_and_proposes_what_is_its_own(register: Register) -> None:
    own, other = _intervention(register, "NRA", "YE121121"), _intervention(register, "ADR", "YE121121")
    viewer = portal(organization_ids=(register.organization("NRA").id,))
    for act in ("READ", "PROPOSE"):
        assert [may(viewer, act, row) for row in (own, other)] == [True, False]
    assert visible(Need, viewer).count() == 0


def test_a_limited_portal_knows_its_areas_and_those_above(register: Register) -> None:
    viewer = portal(register.areas["YE1211"].id)
    seen = {area.pcode for area in visible(Area, viewer)}
    assert seen == {"YE", "YE12", "YE1211", "YE121121", "YE121122"}


def test_organisations_of_concern_are_seated_say_they_work_or_work_there(register: Register) -> None:
    viewer = portal(register.areas["YE1210"].id)
    register.organization("SEA", home_area=register.areas["YE121001"].id)
    _intervention(register, "WRK", "YE121001")
    changes.archive(SALMA, _intervention(register, "WAS", "YE121001"))
    assert {row.acronym for row in visible(Organization, viewer)} == {"SEA", "WRK"}
