"""Which organisation a row means: registration number, acronym, names; nothing is merged in silence."""

import pytest

from tansiq.exchange.lookup.organization_index import Bodies
from tansiq.exchange.lookup.organization_matcher import Matched, Matcher, Mention, named, spelled
from tansiq.models import Organization
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register


def _matcher(register: Register) -> Matcher:
    register.organization("UNICEF", name_en="United Nations Children's Fund", name_ar="", kind="UN")
    register.organization("WFA", name_en="Wafa Association", name_ar="جمعية الوفاء", registration_number="17")
    return Matcher(Bodies(SALMA))


def _match(matcher: Matcher, *facts: str, **more: str) -> Matched:
    return matcher.match(Mention(*facts, **more))


@pytest.mark.parametrize(
    "said",
    [
        Mention(registration="17", name_en="Something else"),
        Mention(acronym="W.F.A"),
        Mention(acronym="wfa", name_en="Wafaa Association"),
        Mention(name_ar="مؤسسة الوفاء الخيرية"),
        Mention(name_en="The Wafa Foundation"),
        Mention(acronym="OTHER", name_ar="جمعيه الوفاء"),
    ],
)
def test_one_organisation_is_known_by_number_acronym_and_names(register: Register, said: Mention) -> None:
    body = _matcher(register).match(said).body
    assert body is not None
    assert body.id == register.organizations["WFA"].id


def test_another_registration_number_is_another_organisation(register: Register) -> None:
    matched = _match(_matcher(register), "18", "WFA", name_en="Wafa Association")
    assert (matched.body is not None, matched.body and matched.body.id) == (True, None)


def test_one_acronym_with_clearly_different_names_is_two_organisations_and_told(register: Register) -> None:
    matched = _match(_matcher(register), acronym="WFA", name_en="Women for Aden", kind="NNGO")
    assert (matched.severity, matched.code) == ("warning", "acronym-shared")
    assert matched.body is not None
    assert matched.body.id is None


def test_a_world_body_keeps_one_acronym_in_all_languages_and_it_is_told(register: Register) -> None:
    matcher = _matcher(register)
    matched = _match(matcher, acronym="Unicef", name_en="Fonds des Nations Unies pour l'Enfance", kind="UN")
    assert (matched.severity, matched.code) == ("warning", "acronym-other-name")
    assert matched.body is not None
    assert (matched.body.acronym, matched.body.added) == ("UNICEF", ["Fonds des Nations Unies pour l'Enfance"])
    assert _match(matcher, name_en="Fonds des Nations Unies pour l'enfance").body is matched.body


def test_other_acronyms_are_one_only_if_a_name_is_equal_to_the_letter(register: Register) -> None:
    matcher = _matcher(register)
    assert _match(matcher, acronym="WF", name_en="Wafa Foundation").body is not matcher.bodies.by_acronym("WFA")[0]
    assert _match(matcher, acronym="W", name_en="Wafa association").body is matcher.bodies.by_acronym("WFA")[0]


def test_several_that_fit_are_an_error_with_every_row(register: Register) -> None:
    for number in ("1", "2"):
        changes.save(SALMA, Organization(name_en="Hope", acronym="HOPE", registration_number=number))
    matcher = Matcher(Bodies(SALMA))
    said = Mention(acronym="HOPE", name_en="Hope")
    assert [matcher.match(said).code for _ in range(2)] == ["organization-ambiguous"] * 2


def test_the_same_mention_is_told_once(register: Register) -> None:
    matcher, said = _matcher(register), Mention(acronym="NEW", name_en="New Dawn")
    assert [matcher.match(said).code for _ in range(2)] == ["new-organization", ""]
    assert len(matcher.bodies.added) == 1


def test_a_kind_that_differs_is_told_and_left(register: Register) -> None:
    matched = _match(_matcher(register), acronym="WFA", kind="INGO")
    assert (matched.code, matched.body and matched.body.kind) == ("kind-differs", "NNGO")


@pytest.mark.parametrize(
    ("text", "name", "acronym"),
    [
        ("World Food Programme (wfp)", "World Food Programme", "wfp"),
        ("Agency for Technical Cooperation (ACTED)", "Agency for Technical Cooperation", "ACTED"),
        ("Plan (Niger)", "Plan (Niger)", ""),
        ("UNHCR", "", "UNHCR"),
        ("Oxfam", "Oxfam", ""),
        ("SC Jordan", "SC Jordan", ""),
    ],
)
def test_the_acronym_is_taken_out_of_the_name(text: str, name: str, acronym: str) -> None:
    said = spelled("", text)
    assert said is not None
    assert (said.name_en, said.acronym) == (name, acronym)


def test_a_name_goes_where_its_letters_belong() -> None:
    assert named("جمعية الوفاء") == Mention(name_ar="جمعية الوفاء")
    assert named("") is None
