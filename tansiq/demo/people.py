"""The demonstration's people, one for each role, and what the partner among them proposes.

They are named by what they do; nobody's name stands here. All have the password that everybody knows.
"""

from dataclasses import dataclass

from tansiq import intervention_entry
from tansiq.accounts.people import Rights, enter_person
from tansiq.accounts.viewers import viewer_of
from tansiq.demo import DAY, PASSWORD, day
from tansiq.demo.khanfar import CROWDED, GIVEN_UP
from tansiq.demo.people_reached import last_month
from tansiq.intervention_entry import Entry
from tansiq.models import Account, Area, Intervention, Organization, PopulationGroup, Sector, Site
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.proposals.proposing import submit
from tansiq.records import changes
from tansiq.records.reached_figures import say_figure


@dataclass(frozen=True)
class DemoPerson:
    """Who may sign in: `area` is a P-code, `organization` an Arabic name."""

    email: str
    name: str
    role: str
    area: str = ""
    organization: str = ""


PEOPLE = (
    DemoPerson("admin@demo.tansiq.example", "مدير السجل التوضيحي", "ADMIN"),
    DemoPerson("officer@demo.tansiq.example", "مسؤول مديرية خنفر", "OFFICER", area="YE1211"),
    DemoPerson(
        "partner@demo.tansiq.example", "ممثل مؤسسة سواقي", "PARTNER", organization="مؤسسة سواقي دلتا أبين التجريبية"
    ),
    DemoPerson("auditor@demo.tansiq.example", "مدقق السجل", "AUDITOR"),
)
"""The names are data, not interface."""


def enter_people(viewer: Viewer) -> None:
    """Enter those of PEOPLE who are not there yet; a new partner proposes something at once. Raises Refused."""
    for person in PEOPLE:
        if not visible(Account, viewer).where(Account.email == person.email).exists():
            account = enter_person(viewer, Account(email=person.email, name=person.name), PASSWORD, _rights(person))
            if person.role == "PARTNER":
                _propose(viewer_of(account.id, "ar"), person.organization)


def _rights(person: DemoPerson) -> Rights:
    areas = {area.id for area in Area.select().where(Area.pcode == person.area)}
    own = {one.id for one in Organization.select().where(Organization.name_ar == person.organization)}
    return Rights(frozenset({person.role}), frozenset(areas), frozenset(own if person.organization else ()))


def _propose(viewer: Viewer, name_ar: str) -> None:
    """More people reached in the crowded settlement, and trucks for one that was given up."""
    organization = Organization.get(Organization.name_ar == name_ar)
    ours = Intervention.select().where(Intervention.organization == organization)
    site = Site.get(Site.intervention.in_(ours), Site.area == Area.get(Area.pcode == CROWDED))

    def reach_more(acting: Viewer) -> None:
        fresh = changes.find(acting, Site, site.id)
        say_figure(fresh, last_month((DAY, DAY)), (fresh.reached or 0) + 150)
        changes.save(acting, fresh)

    submit(viewer, reach_more)
    submit(viewer, lambda acting: intervention_entry.save(acting, _trucks(organization)))


def _trucks(organization: Organization) -> Entry:
    work = Intervention(
        organization=organization.id,
        sector=Sector.get(Sector.code == "WSH").id,
        title_ar="نقل المياه بالصهاريج إلى تجمع لا تصله المياه",
        title_en="Water trucking to a settlement that none reaches",
        status="PLANNED",
        starts_on=day(12, 1),
        ends_on=day(5, 31, years=1),
    )
    area, everybody = Area.get(Area.pcode == GIVEN_UP), PopulationGroup.get(PopulationGroup.code == "ALL")
    return Entry(work, sites=[Site(area=area.id, population_group=everybody.id, targeted=1600)])
