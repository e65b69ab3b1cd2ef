"""One long unbroken name moves nothing: no page scrolls sideways, at a desk or on a telephone."""

from datetime import date

import pytest

from tansiq.models import Account, Area, Intervention, Organization, Project, Sector
from tansiq.models.site import Site
from tansiq.platform.database import open_database, use
from tansiq.records import changes
from tests.browser.conftest import Walk
from tests.people import SALMA

ARABIC, LATIN = "م" * 300, "W" * 300
WIDER = """() => [document.documentElement, ...document.querySelectorAll("main .wide, .menu, .top")]
  .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className || one.tagName)"""


@pytest.fixture
def long_names(origin: str, settings: dict[str, str]) -> dict[str, int]:
    """The ids of an organisation, a project, an area and an intervention that are called by 300 letters."""
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context():
        known = Organization.get_or_none(Organization.name_en == LATIN)
        if known is None:
            _enter()
        organization = Organization.get(Organization.name_en == LATIN)
        return {
            "organization": organization.id,
            "project": Project.get(Project.title_en == LATIN).id,
            "area": Area.get(Area.name_en == LATIN[:200]).id,
            "intervention": Intervention.get(Intervention.title_en == LATIN).id,
        }


def _enter() -> None:
    organization = changes.save(SALMA, Organization(name_ar=ARABIC, name_en=LATIN, kind="NNGO", aliases=LATIN))
    project = Project(title_ar=ARABIC, title_en=LATIN, code="X" * 60, organization=organization.id)
    project = changes.save(SALMA, project)
    above = Area.get(Area.pcode == "YE1211")
    names = {"name_ar": ARABIC[:200], "name_en": LATIN[:200]}
    area = changes.save(SALMA, Area(level=3, pcode="YE121199", parent=above.id, **names))
    sector = Sector.get(Sector.code == "WSH")
    facts = {"organization": organization.id, "project": project.id, "sector": sector.id, "remarks": LATIN}
    work = changes.save(SALMA, Intervention(title_ar=ARABIC, title_en=LATIN, starts_on=date(2026, 1, 1), **facts))
    everybody = Site.select().first().population_group_id
    changes.save(SALMA, Site(intervention=work.id, area=area.id, population_group=everybody, targeted=5))
    work.title_en = "V" * 300
    work = changes.save(SALMA, work)
    work.title_en = LATIN
    changes.save(SALMA, work)
    assert Account.select().exists()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_grows_wider_than_the_window(walk: Walk, long_names: dict[str, int], language: str) -> None:
    walk.sign_in(language)
    pages = ["", "history/", "overlaps/", "coverage/", "site/", f"search/?q={LATIN[:20]}", f"search/?q={ARABIC}"]
    for table, row_id in long_names.items():
        pages += [f"{table}/?search={LATIN[:20]}", f"{table}/details/?id={row_id}", f"{table}/edit/?id={row_id}"]
        pages += [f"{table}/archive/?id={row_id}"]
    for address in pages:
        walk.open(address)
        assert walk.page.evaluate(WIDER) == [], address
