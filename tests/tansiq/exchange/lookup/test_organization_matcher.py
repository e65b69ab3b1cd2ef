"""Which organisation a row means: what is sure is joined, what is likely is told, and the order of rows is nothing."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.exchange.lookup.organization_index import OrganizationEntry, OrganizationIndex, organization_index
from tansiq.exchange.lookup.organization_matcher import OrganizationMatch, OrganizationMatcher
from tansiq.exchange.lookup.organization_mention import Mention, mention_by_name
from tansiq.exchange.lookup.place_words import PlaceWords
from tansiq.language.arabic import is_arabic
from tansiq.models import Organization
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register

PLACES = PlaceWords([("YE12", ["Abyan", "أبين"]), ("YE24", ["Aden", "عدن"]), ("YE25", ["Lahj", "لحج"])])


def _matcher(register: Register) -> OrganizationMatcher:
    register.organization("UNICEF", name_en="United Nations Children's Fund", name_ar="", kind="UN")
    register.organization("WFA", name_en="Wafa Association", name_ar="جمعية الوفاء", registration_number="17")
    return OrganizationMatcher(organization_index(SALMA), PLACES)


def _match(matcher: OrganizationMatcher, registration: str = "", **more: str) -> OrganizationMatch:
    return matcher.match(
        Mention(registration, more.get("acronym", ""), "", more.get("name_en", ""), more.get("kind", ""))
    )


def _of(acronym: str, name: str, kind: str = "") -> Mention:
    return Mention("", acronym, name, "", kind) if is_arabic(name) else Mention("", acronym, "", name, kind)


def _became(*said: Mention) -> list[OrganizationEntry | None]:
    """What the mentions of one sheet become in an empty register."""
    matcher = OrganizationMatcher(OrganizationIndex(), PLACES)
    matcher.survey(said)
    return [matcher.match(one).organization for one in said]


def _are_one(*said: Mention) -> bool:
    became = _became(*said)
    return None not in became and len(set(became)) == 1


@pytest.mark.parametrize(
    "said",
    [
        Mention(registration="17", name_en="Something else"),
        Mention(acronym="W.F.A"),
        Mention(acronym="wfa", name_en="Wafaa Association"),
        Mention(name_ar="جمعيه  الوَفاء"),
        Mention(name_en="WAFA association"),
        Mention(acronym="W.F.A.", name_en="Wafa Association", kind="NNGO"),
    ],
)
def test_one_organisation_is_known_by_number_acronym_and_whole_names(register: Register, said: Mention) -> None:
    organization = _matcher(register).match(said).organization
    assert organization is not None
    assert organization.id == register.organizations["WFA"].id


@pytest.mark.parametrize(
    "said",
    [
        Mention(name_ar="مؤسسة الوفاء الخيرية"),
        Mention(name_en="The Wafa Foundation"),
        Mention(acronym="WF", name_en="Wafa Foundation"),
        Mention(acronym="OTHER", name_ar="جمعية الوفاء"),
        Mention(name_en="Wafa Association", kind="PRIVATE"),
        Mention(acronym="WFA", kind="UN"),
    ],
)
def test_what_is_only_like_an_organisation_is_entered_apart_and_proposed(register: Register, said: Mention) -> None:
    matched = _matcher(register).match(said)
    assert matched.organization is not None
    assert (matched.organization.id, matched.severity, matched.code) == (None, "warning", "organization-twin")
    assert "may be the same as Wafa Association (WFA)" in str(matched.sentence)


def test_a_doubt_names_the_score_and_the_reasons_of_likely_twins(register: Register) -> None:
    register.organization("", name_ar="مؤسسة سواقي دلتا أبين التجريبية", name_en="", kind="FOUNDATION")
    matcher = OrganizationMatcher(organization_index(SALMA), PLACES)
    matched = matcher.match(Mention(name_ar="مؤسسة سواقي دلتا ابين التجريبة"))
    assert (matched.organization and matched.organization.id, matched.code) == (None, "organization-twin")
    assert str(matched.sentence).endswith("Likeness 85 of 100: the same name in another spelling.")
    matched = matcher.match(Mention(name_en="Swaqi Dilta Abian Al-Tajribiyah"))
    assert str(matched.sentence).endswith("Likeness 75 of 100: the same name in the letters of the other language.")


def test_another_registration_number_is_another_organisation(register: Register) -> None:
    matched = _match(_matcher(register), "18", acronym="WFA", name_en="Wafa Association")
    assert (matched.organization is not None, matched.organization and matched.organization.id) == (True, None)


def test_a_number_beside_a_clearly_different_name_is_told_and_the_name_not_kept(register: Register) -> None:
    matched = _match(_matcher(register), "17", name_en="Hands of Lahj")
    assert (matched.severity, matched.code) == ("warning", "number-other-name")
    assert matched.organization is not None
    assert matched.organization.added == []


def test_an_iati_identifier_says_it_all(register: Register) -> None:
    row = register.organization("HOP", name_en="Hope of Aden")
    row.iati_identifier = "XM-DAC-41122"
    changes.save(SALMA, row)
    for said in (Mention(registration="xm-dac-41122"), mention_by_name("XM-DAC-41122")):
        assert said is not None
        organization = _matcher(register).match(said).organization
        assert organization is not None
        assert organization.id == row.id


def test_one_acronym_with_clearly_different_names_is_two_organisations_and_told(register: Register) -> None:
    matched = _match(_matcher(register), acronym="WFA", name_en="Women for Aden", kind="NNGO")
    assert (matched.severity, matched.code) == ("warning", "acronym-shared")
    assert matched.organization is not None
    assert matched.organization.id is None


def test_a_world_body_keeps_one_acronym_in_all_languages_and_it_is_told(register: Register) -> None:
    matcher = _matcher(register)
    matched = _match(matcher, acronym="Unicef", name_en="Fonds des Nations Unies pour l'Enfance", kind="UN")
    assert (matched.severity, matched.code) == ("warning", "acronym-other-name")
    assert matched.organization is not None
    assert (matched.organization.acronym, matched.organization.added) == (
        "UNICEF",
        ["Fonds des Nations Unies pour l'Enfance"],
    )
    assert _match(matcher, name_en="Fonds des Nations Unies pour l'enfance").organization is matched.organization


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_of("WFP", "World Food Programme", "UN"), _of("WFP", "Programme Alimentaire Mondial", "UN")),
        (_of("NRC", "Norwegian Refugee Council", "INGO"), _of("NRC", "المجلس النرويجي", "INGO")),
        (_of("ACF", "Action contre la Faim", "INGO"), _of("ACF", "Action Against Hunger")),
        (_of("FRC", "Finnish Refugee Council", "INGO"), _of("FRC", "Finish Refugees Council", "INGO")),
        (_of("SUN", "Sunrise Women Network", "NNGO"), _of("S.U.N", "Network of Sunrise Women", "NNGO")),
        (_of("UNDP", "", "UN"), _of("u.n.d.p.", "Development Programme", "UN")),
        (_of("WFP/PAM", "World Food Programme", "UN"), _of("PAM", "", "UN")),
        (Mention(name_en="Food & Agriculture Centre"), Mention(name_en="Food and Agriculture Center")),
        (_of("OSH", "OSH", "NNGO"), _of("OSH", "Office for Social Health", "NNGO")),
        (Mention(name_en="Oxfam", kind="INGO"), Mention(name_en="OXFAM", kind="NNGO", is_kind_vague=True)),
        (Mention(name_en="Gulf Fund", kind="GOVERNMENT"), Mention(name_en="Gulf Fund", kind="DONOR")),
        (_of("GAD", "Gulf Aid", "INGO"), _of("GAD", "GULF AID", "NNGO")),
        (_of("GRC", "Gulf Red Cross", "RED_CROSS_CRESCENT"), _of("GRC", "Gulf Red Cross", "INGO")),
    ],
)
def test_spellings_and_languages_of_one_name_are_one(one: Mention, other: Mention) -> None:
    assert _are_one(one, other)
    assert _are_one(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            _of("MoE", "Ministry of Education - Aden", "GOVERNMENT"),
            _of("MoE", "Ministry of Education - Abyan", "GOVERNMENT"),
        ),
        (_of("MOE", "مكتب التربية محافظة لحج", "GOVERNMENT"), _of("MOE", "مكتب التربية محافظة أبين", "GOVERNMENT")),
        (
            Mention("", "", "مكتب الصحة لحج", "Health Office", "GOVERNMENT"),
            Mention("", "", "مكتب الصحة أبين", "Health Office", "GOVERNMENT"),
        ),
        (Mention(name_en="Ministry of Health (ADEN)"), Mention(name_en="Ministry of Health")),
        (_of("AB-C", "", "INGO"), _of("ABC", "", "INGO")),
        (_of("WCC", "World Council of Churches", "INGO"), _of("WCC", "War Child Canada", "INGO")),
        (
            _of("ARC", "Austrian Red Cross", "RED_CROSS_CRESCENT"),
            _of("ARC", "Australian Red Cross", "RED_CROSS_CRESCENT"),
        ),
        (_of("UNAB", "United Aid Bureau Aden", "UN"), _of("UNAB", "United Aid Bureau Lahj", "UN")),
        (_of("HOPE", "Hope Foundation", "NNGO"), _of("HOPE", "Hope Association", "NNGO")),
        (_of("SAH", "Sahel Aid Society", "NNGO"), _of("SAH", "Sahel Aid Foundation", "NNGO")),
        (_of("NOOR", "جمعية النور", "NNGO"), _of("NOOR", "مركز النور", "NNGO")),
        (_of("CEDAR", "", "UN"), _of("CEDAR", "", "NNGO")),
        (Mention(name_en="Cedar", kind="RED_CROSS_CRESCENT"), Mention(name_en="Cedar", kind="NNGO")),
        (Mention(name_en="Cedar", kind="INGO"), Mention(name_en="Cedar", kind="FOUNDATION")),
        (_of("CEDAR", "Cedar", "INGO"), _of("CEDAR", "Cedar", "NNGO")),
        (_of("GAD", "Gulf Aid", "GOVERNMENT"), _of("GAD", "Gulf Aid", "NNGO")),
        (_of("ADC", "Aid for Dry Countries", "NNGO"), _of("AIDC", "Aid for Dry Countries", "NNGO")),
        (_of("NIR", "Nigerian Relief Corps", "INGO"), _of("NIR", "Nigerien Relief Corps", "INGO")),
    ],
)
def test_bodies_that_differ_in_a_telling_word_a_place_a_kind_or_an_acronym_are_two(
    one: Mention, other: Mention
) -> None:
    assert len(set(_became(one, other))) == 2


def test_an_acronym_alone_that_several_bear_is_refused_with_an_advice_that_can_be_followed() -> None:
    bearers = [_of("SAD", "Social Action"), _of("SAD", "Sahel Aid")]
    matcher = OrganizationMatcher(OrganizationIndex(), PLACES)
    matcher.survey([*bearers, Mention(acronym="SAD")])
    matched = matcher.match(Mention(acronym="SAD"))
    assert (matched.organization, matched.code) == (None, "organization-ambiguous")
    assert "Write the full name of one of them." in str(matched.sentence)
    assert matcher.match(Mention(name_en="Sahel Aid")).organization is matcher.match(bearers[1]).organization


def test_a_whole_name_beats_every_acronym() -> None:
    offices = [Mention("", "Caritas", "", name, "NNGO") for name in ("Caritas", "Caritas Taizz", "Caritas Marib")]
    became = _became(*offices, Mention(acronym="CARITAS"), Mention(name_en="caritas"))
    assert became[3] is became[4] is became[0]
    assert len(set(became)) == 3


def test_an_acronym_stored_alone_is_proposed_where_a_name_that_bears_it_is_stored_too(register: Register) -> None:
    register.organization("PAM", name_en="", name_ar="", kind="UN")
    register.organization("", name_en="Programme Alimentaire Mondial", name_ar="", kind="UN")
    matched = _match(_matcher(register), acronym="PAM", name_en="Programme Alimentaire Mondial", kind="UN")
    assert (matched.code, matched.organization and matched.organization.name_en) == (
        "organization-twin",
        "Programme Alimentaire Mondial",
    )


def test_several_that_have_one_name_are_an_error_with_every_row(register: Register) -> None:
    for number in ("1", "2"):
        changes.save(SALMA, Organization(name_en="Hope", acronym="HOPE", registration_number=number))
    matcher = OrganizationMatcher(organization_index(SALMA), PLACES)
    said = Mention(acronym="HOPE", name_en="Hope")
    assert [matcher.match(said).code for _ in range(2)] == ["organization-ambiguous"] * 2
    assert "Add the acronym of one in brackets" in str(matcher.match(said).sentence)


def test_the_acronym_in_brackets_tells_two_of_one_name_apart(register: Register) -> None:
    for acronym in ("HFA", "HFL"):
        changes.save(SALMA, Organization(name_en="Hands for Life", acronym=acronym))
    matcher, said = OrganizationMatcher(organization_index(SALMA), PLACES), mention_by_name("Hands for Life (HFL)")
    assert said is not None
    organization = matcher.match(said).organization
    assert organization is not None
    assert organization.acronym == "HFL"


def test_duplicates_that_stand_for_one_organisation_are_that_one(register: Register) -> None:
    right, wrong = (changes.save(SALMA, Organization(name_en="Hope")) for _ in range(2))
    wrong.canonical_id = right.id
    changes.save(SALMA, wrong)
    organization = OrganizationMatcher(organization_index(SALMA), PLACES).match(Mention(name_en="hope")).organization
    assert organization is not None
    assert organization.id == right.id


def test_the_same_mention_is_told_once(register: Register) -> None:
    matcher, said = _matcher(register), Mention(acronym="NEW", name_en="New Dawn")
    assert [matcher.match(said).code for _ in range(2)] == ["new-organization", ""]
    assert len(matcher.organizations.added) == 1


def test_a_kind_that_differs_but_excludes_nothing_is_told_and_left(register: Register) -> None:
    matched = _match(_matcher(register), acronym="WFA", kind="DONOR")
    assert (matched.code, matched.organization and matched.organization.kind) == ("kind-differs", "NNGO")


MENTIONS = [
    Mention(acronym="UNX"),
    Mention(name_en="Fonds des Nations pour X"),
    _of("UNX", "Fonds des Nations pour X", "UN"),
    _of("UNX", "United Nations X Fund", "UN"),
    _of("Caritas", "Caritas", "NNGO"),
    _of("Caritas", "Caritas Aden", "NNGO"),
    Mention(acronym="CARITAS"),
    _of("WUB", "Women Union Branch Aden", "NNGO"),
    _of("WUB", "Women Union Braanch Aden", "NNGO"),
    _of("WUB", "Women Union Branh Aden", "NNGO"),
    _of("WUB", "Women Union Branch Abyan", "NNGO"),
    _of("", "Hope Foundation", "NNGO"),
    _of("", "Hope foundation", ""),
    _of("HF", "Hope Foundation", "NNGO"),
    _of("HF", "Hands for Farmers", "NNGO"),
    Mention("5", "", "", "Hope Foundation", "NNGO"),
]


@given(st.permutations(MENTIONS))
def test_the_order_of_rows_decides_nothing(mixed: list[Mention]) -> None:
    kept, became = dict(zip(MENTIONS, _became(*MENTIONS), strict=True)), dict(zip(mixed, _became(*mixed), strict=True))
    for one, other in combinations(MENTIONS, 2):
        assert (kept[one] is kept[other]) == (became[one] is became[other]), (one, other)
