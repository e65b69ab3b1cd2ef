"""The registry through the endpoint: legal status, licences, parents and networks; nobody's name or number."""

from datetime import date, timedelta

from graphql import GraphQLObjectType

from api.schema import schema
from tansiq.models import Licence, OrganizationMembership
from tansiq.platform import clock
from tansiq.records import changes
from tests.api.portal import Portal
from tests.people import SALMA
from tests.register import Register

ASKED = """{ organizations(%s) { edges { node { acronym legalStatus foundedOn website iatiIdentifier licenceExpiresOn
  licences { number authority issuedOn expiresOn } parent { acronym legalStatus } networks { acronym } } } } }"""


def entered(register: Register) -> None:
    today = clock.today()
    facts = {"founded_on": date(1999, 5, 1), "website": "https://example.org", "iati_identifier": "YE-MOSAL-17"}
    network = register.organization("NET", kind="UNION")
    row = register.organization("NRA", parent=network.id, **facts)
    issue = {"organization": row.id, "number": "17/2024", "authority": "Office"}
    changes.save(SALMA, Licence(**issue, issued_on=date(2020, 1, 1), expires_on=today - timedelta(400)))
    changes.save(SALMA, Licence(**issue, issued_on=date(2021, 1, 1), expires_on=today + timedelta(30)))
    changes.replace_parts(SALMA, row, OrganizationMembership, [{"network": network.id}])
    late = register.organization("LATE")
    changes.save(SALMA, Licence(organization=late.id, number="1", authority="Office", issued_on=date(2019, 1, 1),
                                expires_on=date(2020, 1, 1)))  # fmt: skip
    register.organization("GONE", dissolved_on=date(2020, 1, 1), standing_reason="By its own decision")


def acronyms(portal: Portal, arguments: str) -> list[str]:
    edges = portal.data(ASKED % arguments)["organizations"]["edges"]
    return [edge["node"]["acronym"] for edge in edges]


def test_the_registry_of_one_organisation(portal: Portal, register: Register) -> None:
    entered(register)
    edges = portal.data(ASKED % "legalStatus: [ACTIVE]")["organizations"]["edges"]
    ends = (clock.today() + timedelta(30)).isoformat()
    assert [edge["node"] for edge in edges] == [
        {
            "acronym": "NRA",
            "legalStatus": "ACTIVE",
            "foundedOn": "1999-05-01",
            "website": "https://example.org",
            "iatiIdentifier": "YE-MOSAL-17",
            "licenceExpiresOn": ends,
            "licences": [
                {
                    "number": "17/2024",
                    "authority": "Office",
                    "issuedOn": "2020-01-01",
                    "expiresOn": (clock.today() - timedelta(400)).isoformat(),
                },
                {"number": "17/2024", "authority": "Office", "issuedOn": "2021-01-01", "expiresOn": ends},
            ],
            "parent": {"acronym": "NET", "legalStatus": "NO_LICENCE"},
            "networks": [{"acronym": "NET"}],
        }
    ]


def test_organisations_are_narrowed_by_their_legal_status(portal: Portal, register: Register) -> None:
    entered(register)
    assert acronyms(portal, "legalStatus: [LICENCE_EXPIRED]") == ["LATE"]
    assert acronyms(portal, "legalStatus: [DISSOLVED, NO_LICENCE]") == ["NET", "GONE"]
    assert acronyms(portal, "legalStatus: []") == []


def test_an_archived_licence_is_not_told(portal: Portal, register: Register) -> None:
    entered(register)
    for licence in Licence.select():
        changes.archive(SALMA, licence)
    node = portal.data(ASKED % "kind: [NNGO]")["organizations"]["edges"][0]["node"]
    assert (node["licences"], node["legalStatus"]) == ([], "NO_LICENCE")


def test_no_answer_of_the_schema_tells_of_contacts_or_documents() -> None:
    # Whoever registers an organisation sends a contact; no type that is answered has one. Of a case it is told that
    # there are documents, and never what is in them.
    answered = [kind for kind in schema._schema.type_map.values() if isinstance(kind, GraphQLObjectType)]
    pairs = {(kind.name, field) for kind in answered for field in kind.fields} - {("OverlapCase", "documents")}
    names = {field.lower() for _kind, field in pairs}
    assert "nameAr".lower() in names
    assert not [name for name in names if "contact" in name or "phone" in name or "email" in name or "document" in name]
