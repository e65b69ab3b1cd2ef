"""Mutations: a portal proposes, an officer decides, and whatever is wrong is told with its field."""

from typing import Any

import pytest

from api.context import Context
from api.schema import schema
from tansiq.models import Intervention, Organization, Proposal, Registration, Site
from tansiq.platform.mailing import Outbox
from tansiq.policy.viewer import Portal, Viewer
from tansiq.proposals.reviewing import approve, give_back
from tests.api.schema_client import ENGLISH, ask
from tests.people import NOBODY, SALMA, portal
from tests.register import Register

ANSWER = """{ __typename ... on Proposal { id state on recordId titleEn events { act comment } }
 ... on Refusal { faults { code field message } } }"""
WORK = f"mutation ($input: InterventionInput!) {{ interventionPropose(input: $input) {ANSWER} }}"
BODY = f"mutation ($input: OrganizationInput!) {{ organizationPropose(input: $input) {ANSWER} }}"
REGISTER = f"mutation ($input: RegistrationInput!) {{ organizationRegister(input: $input) {ANSWER} }}"
WITHDRAW = f"mutation ($id: ID!) {{ proposalWithdraw(id: $id) {ANSWER} }}"


def _sent(query: str, viewer: Viewer, **variables: Any) -> Any:
    [answer] = ask(query, viewer, variables).values()
    return answer


@pytest.fixture
def nra(register: Register) -> Organization:
    return register.organization("NRA", home_area=register.areas["YE121121"].id)


@pytest.fixture
def abyan(register: Register, nra: Organization) -> Viewer:
    """A portal of Abyan that reads and proposes."""
    return portal(register.areas["YE12"].id)


def _work(nra: Organization, **values: Any) -> dict[str, Any]:
    sites = [{"area": "YE121121", "targeted": 120}, {"area": "YE121001", "populationGroup": "IDP", "reached": 5}]
    known = {"organization": str(nra.id), "sector": "WSH", "titleEn": "Wells", "status": "PLANNED"}
    return {**known, "startsOn": "2026-03-01", "sites": sites, **values}


def test_an_intervention_is_proposed_and_enters_the_register_once_approved(
    register: Register, nra: Organization, abyan: Viewer
) -> None:
    donor = register.organization("DON", home_area=register.areas["YE1211"].id)
    partners = [{"organization": str(donor.id), "role": "FUNDING"}]
    answer = _sent(WORK, abyan, input=_work(nra, partners=partners))
    assert (answer["state"], answer["on"], answer["recordId"], answer["titleEn"]) == (
        "WAITING",
        "intervention",
        None,
        "Wells",
    )
    assert not Intervention.select().exists()
    approve(SALMA, Proposal.get())
    assert [(site.area.pcode, site.targeted, site.reached) for site in Site.select().order_by(Site.number)] == [
        ("YE121121", 120, None),
        ("YE121001", None, 5),
    ]
    assert Proposal.get().face == "GRAPHQL"


def test_a_change_says_what_differs_and_leaves_the_rest(register: Register, nra: Organization, abyan: Viewer) -> None:
    row = register.intervention("NRA", title_ar="مياه")
    register.site(row, "YE121121", targeted=100)
    change = {"id": str(row.id), "titleEn": "Deep wells", "sites": [{"number": 1, "area": "YE121121", "reached": 40}]}
    assert _sent(WORK, abyan, input=change)["state"] == "WAITING"
    approve(SALMA, Proposal.get())
    stored = Intervention.get_by_id(row.id)
    assert (stored.title_ar, stored.title_en, Site.get().reached) == ("مياه", "Deep wells", 40)


def test_an_organisation_is_proposed_and_withdrawn(register: Register, nra: Organization, abyan: Viewer) -> None:
    answer = _sent(BODY, abyan, input={"nameAr": "جمعية", "kind": "ASSOCIATION", "homeArea": "YE1211"})
    assert answer["on"] == "organization"
    withdrawn = _sent(WITHDRAW, abyan, id=answer["id"])
    assert (withdrawn["state"], [event["act"] for event in withdrawn["events"]]) == (
        "WITHDRAWN",
        ["PROPOSED", "WITHDRAWN"],
    )
    again = _sent(WITHDRAW, abyan, id=answer["id"])
    assert [fault["code"] for fault in again["faults"]] == ["NOT_OPEN"]


def test_what_an_officer_says_reaches_the_portal(register: Register, nra: Organization, abyan: Viewer) -> None:
    _sent(BODY, abyan, input={"id": str(nra.id), "nameEn": "New"})
    give_back(SALMA, Proposal.get(), "Which licence?")
    found = ask("{ proposals { state recordId events { act comment } } }", abyan)["proposals"]
    assert found == [
        {
            "state": "RETURNED",
            "recordId": str(nra.id),
            "events": [{"act": "PROPOSED", "comment": ""}, {"act": "RETURNED", "comment": "Which licence?"}],
        }
    ]
    other = Viewer(portal=Portal(8, frozenset({"proposals:write"})), face="GRAPHQL")
    assert ask("{ proposals { id } }", other)["proposals"] == []
    refused = _sent(WITHDRAW, other, id=str(Proposal.get().id))
    assert [fault["code"] for fault in refused["faults"]] == ["NOT_FOUND"]


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"sector": "XXX"}, "UNKNOWN_CODE", "sector"),
        ({"organization": "999999"}, "NOT_FOUND", "organization"),
        ({"organization": None}, "MISSING", "organization"),
        ({"activityType": "XXX"}, "UNKNOWN_CODE", "activityType"),
        ({"startsOn": "2026-03-01", "endsOn": "2026-01-01"}, "DATES_REVERSED", "endsOn"),
        ({"sites": [{"area": "YE121121", "targeted": -1}]}, "NEGATIVE", "sites.0.targeted"),
        ({"sites": [{"area": "YE1927", "targeted": 1}]}, "NOT_FOUND", "sites.0.area"),
        ({"sites": [{"area": "YE121121", "populationGroup": "XXX"}]}, "UNKNOWN_CODE", "sites.0.populationGroup"),
        ({"partners": [{"organization": "999999", "role": "FUNDING"}]}, "NOT_FOUND", "partners.0.organization"),
        ({"sites": [{"area": "YE121121", "number": 7}]}, "NOT_FOUND", "sites.0.number"),
        ({"budget": "5"}, "CURRENCY_MISSING", "currency"),
        ({"id": "999999"}, "NOT_FOUND", "id"),
    ],
)
def test_faults_are_told_with_their_field(
    nra: Organization, abyan: Viewer, values: dict[str, Any], code: str, field: str
) -> None:
    answer = _sent(WORK, abyan, input=_work(nra, **values))
    assert answer["__typename"] == "Refusal"
    assert (answer["faults"][0]["code"], answer["faults"][0]["field"]) == (code, field)
    assert not Proposal.select().exists()


def test_faults_of_a_site_are_counted_as_the_sites_were_sent(register: Register, nra: Organization) -> None:
    row = register.intervention("NRA")
    for pcode in ("YE121121", "YE121122"):
        register.site(row, pcode)
    sites = [{"area": "YE121001", "targeted": -1}, {"number": 2, "area": "YE121122", "reached": -1}]
    answer = _sent(WORK, portal(register.areas["YE12"].id), input={"id": str(row.id), "sites": sites})
    assert {fault["field"] for fault in answer["faults"]} == {"sites.0.targeted", "sites.1.reached"}


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"id": "999999"}, "NOT_FOUND", "id"),
        ({"homeArea": "YE99"}, "NOT_FOUND", "homeArea"),
        ({"nameAr": " "}, "NAME_MISSING", "nameAr"),
    ],
)
def test_faults_of_an_organisation_are_told_as_its_input_spells_them(
    nra: Organization, abyan: Viewer, values: dict[str, Any], code: str, field: str
) -> None:
    [fault] = _sent(BODY, abyan, input={"kind": "ASSOCIATION", **values})["faults"]
    assert (fault["code"], fault["field"]) == (code, field)


def test_a_portal_of_one_organisation_proposes_for_it_alone(register: Register, nra: Organization) -> None:
    other = register.organization("ADR")
    own = portal(organization_ids=(nra.id,))
    assert _sent(WORK, own, input=_work(nra))["__typename"] == "Proposal"
    for given in (_work(other), {"id": str(register.intervention("ADR").id), "titleEn": "Mine"}):
        answer = _sent(WORK, own, input=given)
        assert answer["__typename"] == "Refusal"
    assert Proposal.select().count() == 1


def _refusal(query: str, viewer: Viewer, **variables: Any) -> str:
    answer = schema.execute_sync(query, variable_values=variables, context_value=Context(viewer=viewer))
    assert answer.errors
    cause = answer.errors[0].original_error
    return str(getattr(cause, "code", cause))


def test_without_the_scope_or_a_token_nothing_is_proposed(register: Register, nra: Organization) -> None:
    reader = portal(register.areas["YE12"].id, scopes=("registry:read", "coverage:read"))
    assert _refusal(WORK, reader, input=_work(nra)) == "SCOPE_MISSING"
    assert _refusal(WITHDRAW, reader, id="1") == "SCOPE_MISSING"
    assert _refusal(WORK, NOBODY, input=_work(nra)) == "TOKEN_NEEDED"
    assert not Proposal.select().exists()


def test_an_association_registers_itself_through_a_portals_page(register: Register, outbox: Outbox) -> None:
    given = {"nameAr": "جمعية السلام", "kind": "ASSOCIATION", "homeArea": "YE1211", "contactName": "Sara"}
    answer = _sent(REGISTER, ENGLISH, input={**given, "contactEmail": "sara@example.org"})
    assert (answer["state"], outbox.mails[0].to) == ("UNCONFIRMED", "sara@example.org")
    assert Registration.get().name == "Sara"
    refused = _sent(REGISTER, ENGLISH, input={**given, "contactEmail": "nobody"})
    assert [(fault["code"], fault["field"]) for fault in refused["faults"]] == [("EMAIL_INVALID", "contactEmail")]
    elsewhere = _sent(REGISTER, ENGLISH, input={**given, "homeArea": "YE99", "contactEmail": "sara@example.org"})
    assert [(fault["code"], fault["field"]) for fault in elsewhere["faults"]] == [("NOT_FOUND", "homeArea")]
    assert "sara" not in str(answer).lower()


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"budget": "1e400", "currency": "USD"}, ("OUT_OF_RANGE", "budget")),
        ({"budget": "1e20", "currency": "USD"}, ("OUT_OF_RANGE", "budget")),
        ({"budget": "NaN", "currency": "USD"}, ("NOT_FINITE", "budget")),
        ({"budget": "Infinity", "currency": "USD"}, ("NOT_FINITE", "budget")),
        ({"budget": "-Infinity", "currency": "USD"}, ("NOT_FINITE", "budget")),
        ({"budget": "12.345", "currency": "USD"}, ("TOO_PRECISE", "budget")),
        ({"budget": "5", "currency": "dollars"}, ("TOO_LONG", "currency")),
        ({"titleEn": "t" * 501}, ("TOO_LONG", "titleEn")),
        ({"remarks": "r" * 20_001}, ("TOO_LONG", "remarks")),
        ({"startsOn": "0001-01-01"}, ("OUT_OF_RANGE", "startsOn")),
        ({"sites": [{"area": "YE121121", "targeted": -1}]}, ("NEGATIVE", "sites.0.targeted")),
    ],
)
def test_a_value_that_no_column_keeps_is_refused_before_it_is_proposed(
    nra: Organization, abyan: Viewer, values: dict[str, Any], told: tuple[str, str]
) -> None:
    answer = _sent(WORK, abyan, input=_work(nra, **values))
    assert [(fault["code"], fault["field"]) for fault in answer["faults"]] == [told]
    assert Proposal.select().count() == 0


@pytest.mark.parametrize("given", ["9" * 30, "0", "-1", "x", "\ud800"])
def test_an_id_that_no_record_has_is_not_found(abyan: Viewer, given: str) -> None:
    answer = _sent(BODY, abyan, input={"id": given, "nameEn": "Renamed"})
    assert [(fault["code"], fault["field"]) for fault in answer["faults"]] == [("NOT_FOUND", "id")]


def test_a_long_name_is_refused_at_its_field(abyan: Viewer) -> None:
    answer = _sent(BODY, abyan, input={"nameEn": "n" * 5000, "homeArea": "YE1211"})
    [fault] = answer["faults"]
    assert (fault["code"], fault["field"]) == ("TOO_LONG", "nameEn")
    assert "300" in fault["message"]
    assert "5000" in fault["message"]


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"kind": "UN"}, "INVALID", "kind"),
        ({"kind": "DONOR"}, "INVALID", "kind"),
        ({"homeArea": "YE12"}, "SEAT_INVALID", "homeArea"),
        ({"homeArea": "YE121121"}, "SEAT_INVALID", "homeArea"),
        ({"nameAr": " "}, "MISSING", "nameAr"),
        ({"contactName": " "}, "MISSING", "contactName"),
    ],
)
def test_a_registration_is_refused_as_the_form_refuses_it(
    register: Register, outbox: Outbox, values: dict[str, str], code: str, field: str
) -> None:
    given = {"nameAr": "جمعية السلام", "kind": "ASSOCIATION", "homeArea": "YE1211", "contactName": "Sara"}
    answer = _sent(REGISTER, ENGLISH, input={**given, "contactEmail": "sara@example.org", **values})
    assert (code, field) in [(fault["code"], fault["field"]) for fault in answer["faults"]]
    assert (Proposal.select().count(), outbox.mails) == (0, [])


def test_everything_wrong_with_an_intervention_is_told_at_once(
    register: Register, nra: Organization, abyan: Viewer
) -> None:
    sites = [
        {"area": "YE121121", "populationGroup": "XXX"},
        {"area": "YE1927", "targeted": -1},
        {"area": "YE121001"},
        {"area": "YE121001"},
    ]
    wrong = {"sector": "XXX", "titleEn": "", "startsOn": None, "currency": "QQQ", "sites": sites}
    partners = [{"organization": "999999", "role": "FUNDING"}]
    answer = _sent(WORK, abyan, input=_work(nra, partners=partners, **wrong))
    assert {(fault["field"], fault["code"]) for fault in answer["faults"]} == {
        ("sector", "UNKNOWN_CODE"),
        ("partners.0.organization", "NOT_FOUND"),
        ("sites.0.populationGroup", "UNKNOWN_CODE"),
        ("sites.1.area", "NOT_FOUND"),
        ("sites.1.targeted", "NEGATIVE"),
        ("sites.3.area", "SITE_TWICE"),
        ("titleAr", "MISSING"),
        ("startsOn", "MISSING"),
        ("currency", "UNKNOWN_CODE"),
    }


def test_what_lacks_a_name_a_day_or_a_place_is_proposed_as_a_draft(nra: Organization, abyan: Viewer) -> None:
    bare: dict[str, Any] = {"titleEn": "", "startsOn": None, "sites": []}
    refused = _sent(WORK, abyan, input=_work(nra, **bare))
    assert [fault["field"] for fault in refused["faults"]] == ["titleAr", "startsOn", "sites"]
    assert _sent(WORK, abyan, input=_work(nra, isPublished=False, **bare))["state"] == "WAITING"
    approve(SALMA, Proposal.get())
    assert not Intervention.get().is_published
