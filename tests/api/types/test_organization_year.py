"""The year of an organisation over GraphQL: what its page tells, as far as it is public or a token's scopes show."""

from typing import Any

from tansiq.organization_year import organization_years
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tests.api.schema_client import ENGLISH, ask
from tests.people import portal
from tests.register import Register
from tests.statements import told

YEAR = "year districtCount interventionCount commitmentCount reportDueCount caseOpenedCount partnerCount"


def _years(viewer: Viewer, of: str = "(of: 2026)") -> Any:
    found = ask(f"{{ organizations {{ edges {{ node {{ acronym year{of} {{ {YEAR} }} }} }} }} }}", viewer)
    return {edge["node"]["acronym"]: edge["node"]["year"] for edge in found["organizations"]["edges"]}


def test_each_organisation_is_told_its_own_year(register: Register) -> None:
    register.site(register.intervention("NRA"))
    register.organization("ADR")
    found = _years(portal())
    expected = organization_years(portal(), [register.organization("NRA").id], 2026)
    [nra] = expected.values()
    assert list(found["NRA"].values()) == [2026, nra.district_count, nra.intervention_count, 0, None, 0, 0]
    assert (found["NRA"]["districtCount"], found["ADR"]["districtCount"]) == (1, 0)


def test_several_years_may_be_asked_for_at_once_and_the_present_one_without_naming_it(register: Register) -> None:
    register.site(register.intervention("NRA"))
    years = "now: year { year } last: year(of: 2025) { interventionCount } year(of: 2026) { interventionCount }"
    query = f"{{ organizations {{ edges {{ node {{ {years} }} }} }} }}"
    [edge] = ask(query, ENGLISH)["organizations"]["edges"]
    assert edge["node"] == {
        "now": {"year": clock.today().year},
        "last": {"interventionCount": 0},
        "year": {"interventionCount": 1},
    }


def test_what_the_scopes_do_not_show_is_empty(register: Register) -> None:
    register.organization("NRA")
    found = _years(portal(scopes=("registry:read",)))["NRA"]
    assert (found["commitmentCount"], found["caseOpenedCount"], found["partnerCount"]) == (None, None, 0)
    assert _years(ENGLISH)["NRA"]["caseOpenedCount"] is None


def test_a_year_that_is_none_is_empty(register: Register) -> None:
    register.organization("NRA")
    assert _years(ENGLISH, "(of: 1)") == {"NRA": None}


def test_forty_organisations_cost_no_more_statements_than_four(register: Register) -> None:
    for number in range(4):
        register.organization(f"A{number}")
    with told() as few:
        _years(portal())
    for number in range(36):
        register.organization(f"B{number}")
    with told() as many:
        _years(portal())
    assert len(many) <= len(few)
