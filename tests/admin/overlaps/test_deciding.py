"""Deciding in the panel: the message with a way back, taking back, the list, and who may."""

import re
from html import escape, unescape

import pytest

from tansiq.models import Intervention, OverlapDecision
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register

BACK = "/admin/overlaps/pairs/?from=2026-03-01&to=2026-03-31&least=WEAK"


@pytest.fixture
def pair(register: Register) -> tuple[Intervention, Intervention]:
    """Two that overlap in Khanfar in March."""
    rows = register.intervention("NRA"), register.intervention("ADR")
    for row in rows:
        register.site(row, "YE1211")
    return rows


def _decide(reader: Reader, pair: tuple[Intervention, ...], decision: str = "COMPLEMENTARY", **values: str) -> str:
    """Decide, and follow to the page that comes next: its address."""
    given = {"first": pair[0].id, "second": pair[1].id, "decision": decision, "back": BACK, **values}
    answer = reader.post("overlaps/decisions/take/", page="overlaps/", **given)
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def _undo(page: str) -> dict[str, str]:
    """The hidden fields of the form behind the button of the message."""
    [form] = re.findall(r'<form class="inline".*?</form>', page.split('class="messages"')[1], re.S)[:1]
    return {name: unescape(value) for name, value in re.findall(r'name="(id|version|back)" value="([^"]*)"', form)}


def test_a_decision_leads_back_with_a_message_and_a_way_back(salma: Reader, pair: tuple[Intervention, ...]) -> None:
    following = _decide(salma, pair, note="  One serves the camp.\x00 ")
    assert following.startswith(BACK)
    page = salma.client.get(following).text
    assert (
        "Decided: Complementary. The pair is off the list until place, days or kind of work of one of the two change."
        in page
    )
    assert '<li class="pair' not in page
    row = OverlapDecision.get()
    assert (row.decision, row.note) == ("COMPLEMENTARY", "One serves the camp.")
    undone = salma.post("overlaps/decisions/take-back/", page="overlaps/", **_undo(page))
    page = salma.client.get(undone.headers["Location"]).text
    assert "The decision was taken back. The pair is on the list again." in page
    assert '<li class="pair' in page
    assert "decided=" not in undone.headers["Location"]
    assert OverlapDecision.get().archived_at is not None


def test_a_pair_for_later_stays_and_says_who_looked_at_it(salma: Reader, pair: tuple[Intervention, ...]) -> None:
    page = salma.client.get(_decide(salma, pair, "LATER")).text
    assert "Noted. The pair stays on the list." in page
    assert '<li class="pair"' in page
    assert "Decide later" in page.split('<ol class="pairs">')[1]
    assert "Salma" in page.split('<ol class="pairs">')[1]


def test_decided_ones_too_shows_them_with_the_decision(salma: Reader, pair: tuple[Intervention, ...]) -> None:
    _decide(salma, pair, note="<b>agreed</b>")
    page = salma.client.get(f"{BACK}&settled=yes").text
    assert '<li class="pair settled"' in page
    assert "&lt;b&gt;agreed" in page
    compared = salma.get(f"overlaps/pair/?first={pair[0].id}&second={pair[1].id}").text
    assert "Take back" in compared


def test_the_list_tells_decisions_and_whether_they_still_hold(salma: Reader, pair: tuple[Intervention, ...]) -> None:
    assert "Nothing was decided yet." in salma.get("overlaps/decisions/").text
    _decide(salma, pair, "DUPLICATE", note="They agreed.")
    page = salma.get("overlaps/decisions/").text
    assert "They agreed." in page
    assert "have changed since" not in page
    row = Intervention.get_by_id(pair[0].id)
    row.title_en, row.modality = "Another", "CASH"
    changes.save(SALMA, row)
    assert (
        "Place, days or kind of work of one of the two have changed since"
        in salma.get("overlaps/decisions/?decision=DUPLICATE").text
    )
    assert "No decision of this kind stands." in salma.get("overlaps/decisions/?decision=LATER").text
    assert "They agreed." in salma.get("overlaps/decisions/?decision=%3Cx%3E").text
    assert salma.get("overlaps/decisions/?page=99999999999").status_code == 200
    assert "The list ends before this page." in salma.get("overlaps/decisions/?page=9").text


def test_a_decision_changed_by_somebody_else_is_not_taken_back(salma: Reader, pair: tuple[Intervention, ...]) -> None:
    seen = _undo(salma.client.get(_decide(salma, pair, "DUPLICATE")).text)
    _decide(salma, pair, "COMPLEMENTARY")
    answer = salma.post("overlaps/decisions/take-back/", page="overlaps/", **seen)
    assert "Somebody changed this record meanwhile." in salma.client.get(answer.headers["Location"]).text
    assert OverlapDecision.get().archived_at is None


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"first": "999999"}, 404),
        ({"second": "x"}, 404),
        ({"second": ""}, 404),
    ],
)
def test_forged_pairs_are_not_there(
    salma: Reader, pair: tuple[Intervention, ...], values: dict[str, str], status: int
) -> None:
    given = {"first": pair[0].id, "second": pair[1].id, "decision": "LATER", "back": BACK} | values
    assert salma.post("overlaps/decisions/take/", page="overlaps/", **given).status_code == status
    assert salma.post("overlaps/decisions/take-back/", page="overlaps/", id="77", version="1").status_code == 404


@pytest.mark.parametrize("decision", ["", "NEVER"])
def test_a_decision_that_is_not_offered_is_refused_in_words_and_what_was_typed_is_kept(
    salma: Reader, pair: tuple[Intervention, ...], decision: str
) -> None:
    given = {"first": pair[0].id, "second": pair[1].id, "decision": decision, "note": "They <agreed>.", "back": BACK}
    answer = salma.post("overlaps/decisions/take/", page="overlaps/", **given)
    assert answer.status_code == 200
    assert "Choose one of the listed decisions." in answer.text
    assert ">They &lt;agreed&gt;.</textarea>" in answer.text
    assert f'name="back" value="{escape(BACK)}"' in answer.text
    assert OverlapDecision.select().count() == 0


def _row(acronym: str, register: Register, pcode: str) -> Intervention:
    row = register.intervention(acronym)
    register.site(row, pcode)
    return row


@pytest.fixture
def far(register: Register) -> tuple[Intervention, Intervention]:
    """Two that overlap in Hadramawt."""
    return _row("NRA", register, "YE1927"), _row("ADR", register, "YE1927")


def _pair_page(pair: tuple[Intervention, ...]) -> str:
    return f"overlaps/pair/?first={pair[0].id}&second={pair[1].id}"


def test_the_form_is_offered_where_one_may_decide_and_nowhere_else(
    nadia: Reader, salma: Reader, pair: tuple[Intervention, ...], far: tuple[Intervention, ...]
) -> None:
    for page in (_pair_page(pair), BACK.removeprefix("/admin/")):
        assert "Decide on this pair" in nadia.get(page).text
    assert "Decide on this pair" not in nadia.get(_pair_page(far)).text
    assert "Decide on this pair" in salma.get(_pair_page(far)).text
    listed = nadia.get("overlaps/pairs/?within=&least=WEAK").text
    assert listed.count("Decide on this pair") == 1, "of two pairs, one lies in her areas"


def test_a_decision_is_taken_back_by_those_who_may_take_it(
    salma: Reader, nadia: Reader, far: tuple[Intervention, ...], pair: tuple[Intervention, ...]
) -> None:
    for one in (far, pair):
        _decide(salma, one, note="They agreed.")
    for page, count in (("overlaps/decisions/", 1), (_pair_page(far), 0), (_pair_page(pair), 1)):
        text = nadia.get(page).text
        assert "They agreed." in text
        assert text.count("Take back") == count, page


def test_who_is_refused_all_the_same_keeps_the_note(
    nadia: Reader, visitor: Reader, far: tuple[Intervention, ...]
) -> None:
    given = {"first": far[0].id, "second": far[1].id, "decision": "DUPLICATE", "note": "Seen <twice> by my team."}
    for reader in (nadia, visitor):
        answer = reader.post("overlaps/decisions/take/", page="", **given)
        assert answer.status_code == 403
        assert "You may not do this." in answer.text
        assert "Seen &lt;twice&gt; by my team." in answer.text
        assert "Decide on this pair" not in answer.text
    assert not OverlapDecision.select().exists()


def test_a_partner_reads_decisions_on_their_own_work_and_nobody_elses(
    salma: Reader, khaled: Reader, register: Register, pair: tuple[Intervention, ...]
) -> None:
    others = _row("BKC", register, "YE1211"), _row("GRN", register, "YE1211")
    _decide(salma, pair, "DUPLICATE", note="NRA leaves the camp to ADR.")
    _decide(salma, others, note="Nothing for NRA.")
    listed = khaled.get("overlaps/decisions/").text
    own = f"intervention/details/?id={pair[0].id}"
    for text in (listed, khaled.get(_pair_page(pair)).text, khaled.get(own).text):
        assert "NRA leaves the camp to ADR." in text
        assert "Nothing for NRA." not in text
        assert "Take back" not in text
    for text in (listed, khaled.get(_pair_page(pair)).text):
        assert "Salma" not in text.split("<main")[1], "accounts are not the partner's to see"
    assert "Nothing for NRA." not in khaled.get(_pair_page(others)).text
    assert "NRA leaves the camp to ADR." in khaled.get(f"{BACK.removeprefix('/admin/')}&settled=yes").text
    take_back = {"id": OverlapDecision.select().order_by(OverlapDecision.id).get().id, "version": 1}
    assert khaled.post("overlaps/decisions/take-back/", page="", **take_back).status_code == 403


def test_a_decision_about_what_a_partner_does_not_see_is_not_theirs(
    salma: Reader, khaled: Reader, pair: tuple[Intervention, ...]
) -> None:
    _decide(salma, pair, note="About a hidden one.")
    hidden = Intervention.get_by_id(pair[1].id)
    hidden.is_published = False
    changes.save(SALMA, hidden)
    assert "About a hidden one." not in khaled.get("overlaps/decisions/").text
    assert "About a hidden one." not in khaled.get(f"intervention/details/?id={pair[0].id}").text


def test_the_way_back_leads_nowhere_else(salma: Reader, pair: tuple[Intervention, ...]) -> None:
    following = _decide(salma, pair, back="https://evil.example/admin/")
    assert following.startswith("/admin/?decided=")
    assert _decide(salma, pair, "LATER", back="/admin/overlaps/?decided=7&decided=8").count("decided=") == 1


@pytest.mark.parametrize("given", ["7", "x", "-1", "999999999999999999999999"])
def test_a_forged_message_is_no_message(salma: Reader, register: Register, given: str) -> None:
    page = salma.get(f"overlaps/?decided={given}")
    assert page.status_code == 200
    assert "Undo" not in page.text


def test_a_visitor_neither_decides_nor_reads_decisions(
    salma: Reader, visitor: Reader, pair: tuple[Intervention, ...]
) -> None:
    following = _decide(salma, pair)
    row = OverlapDecision.get()
    given = {"first": pair[0].id, "second": pair[1].id, "decision": "LATER"}
    assert visitor.post("overlaps/decisions/take/", page="", **given).status_code == 403
    back = {"id": row.id, "version": row.version}
    assert visitor.post("overlaps/decisions/take-back/", page="", **back).status_code == 403
    assert visitor.get("overlaps/decisions/").status_code == 404
    assert "Undo" not in visitor.client.get(following).text
    assert OverlapDecision.get().decision == "COMPLEMENTARY"


def test_a_post_without_the_token_is_refused(salma: Reader, pair: tuple[Intervention, ...]) -> None:
    given = {"first": pair[0].id, "second": pair[1].id, "decision": "LATER"}
    assert salma.client.post("/admin/overlaps/decisions/take/", data=given).status_code == 400
