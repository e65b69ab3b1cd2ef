"""What is kept from request to request is forgotten when it changes, and never grows without bound."""

import pytest

from api.planner import reference_cache
from tansiq.models import Area, Intervention, Organization, Partnership
from tansiq.records import changes
from tests.api.portal import Portal
from tests.api.schema_client import ask
from tests.people import NOBODY, SALMA
from tests.people import portal as portal_within
from tests.register import Register

QUERY = """{ interventions { edges { node { organization { nameEn homeArea { nameEn } }
    sites { area { parent { nameEn } } } } } } }"""


@pytest.fixture
def entered(register: Register) -> Register:
    """One intervention of an organisation seated in Zinjibar, at a site in Khanfar."""
    register.organization("NRA", home_area=register.areas["YE1210"].id)
    register.site(register.intervention("NRA"))
    return register


def _names(portal: Portal) -> tuple[str, str, str]:
    [edge] = portal.data(QUERY)["interventions"]["edges"]
    organization, [site] = edge["node"]["organization"], edge["node"]["sites"]
    return organization["nameEn"], organization["homeArea"]["nameEn"], site["area"]["parent"]["nameEn"]


def test_reference_rows_are_read_once(portal: Portal, entered: Register) -> None:
    _names(portal)
    assert len(portal.statements) == 7, "stamps, interventions, sites, organisations, areas (seat, place, parent)"
    portal.data(QUERY.replace("{ interventions", "{ interventions(first: 99)"))
    assert len(portal.statements) == 3, "stamps, interventions, sites"


def test_a_change_is_seen_at_once_however_deep_it_lies(portal: Portal, entered: Register) -> None:
    assert _names(portal) == ("NRA Aid", "Zinjibar", "Khanfar")
    organization = Organization.get_by_id(entered.organization("NRA").id)
    organization.name_en = "Renamed"
    changes.save(SALMA, organization)
    for pcode in ("YE1210", "YE1211"):
        area = Area.get_by_id(entered.areas[pcode].id)
        area.name_en = f"New {pcode}"
        changes.save(SALMA, area)
    assert _names(portal) == ("Renamed", "New YE1210", "New YE1211")


def test_what_one_viewer_was_shown_is_not_kept_for_another(entered: Register) -> None:
    organization = Organization.get_by_id(entered.organization("NRA").id)
    organization.is_published = False
    changes.save(SALMA, organization)
    query = "{ interventions { edges { node { organization { acronym } } } } }"
    shown = [
        ask(query, viewer)["interventions"]["edges"][0]["node"]["organization"] for viewer in (SALMA, NOBODY, SALMA)
    ]
    assert shown == [{"acronym": "NRA"}, None, {"acronym": "NRA"}]


def test_a_limited_portal_is_told_of_whoever_begins_to_work_there_and_not_of_whoever_left(entered: Register) -> None:
    viewer = portal_within(entered.areas["YE12"].id)
    partner = entered.organization("ADR", home_area=entered.areas["YE19"].id)
    [work] = Intervention.select()
    changes.replace_parts(SALMA, work, Partnership, [{"organization": partner.id, "role": "FUNDING"}])
    query = "{ interventions { edges { node { partners { organization { acronym } } } } } }"

    def told() -> list[str | None]:
        edges = ask(query, viewer)["interventions"]["edges"]
        partners = [each["organization"] for edge in edges for each in edge["node"]["partners"]]
        return [found and found["acronym"] for found in partners]

    assert told() == [None]
    site = entered.site(entered.intervention("ADR"))
    assert told() == ["ADR"]
    changes.archive(SALMA, site)
    assert told() == [None]


def test_the_oldest_pieces_give_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference_cache, "MOST_PIECES", 10)
    reference_cache.forget()
    for number in range(5):
        reference_cache.store(number, 1).update(dict.fromkeys(range(4)))
    reference_cache.store("last", 1)
    assert reference_cache.store(4, 1), "the latest are still there"
    assert not reference_cache.store(0, 1), "the oldest are not"
    assert not reference_cache.store(4, 2), "another stamp begins anew"
    reference_cache.forget()
