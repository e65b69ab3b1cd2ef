"""The bell and the page behind it: counted, read, opened, marked; names as far as they may be seen now."""

import re
from datetime import timedelta

import pytest

from tansiq.cases.case_notices import tell_of_case
from tansiq.duplication.decisions import decide
from tansiq.models import Account, Intervention, Notice, Organization, OverlapCase
from tansiq.models.record import now
from tansiq.notices.choices import choice_of
from tansiq.notices.kinds import News, NoticeKind, kinds
from tansiq.notices.licences import LICENCE_DUE
from tansiq.notices.mentions import MENTION
from tansiq.notices.rounds import tell_due
from tansiq.notices.telling import tell, tell_each
from tansiq.platform.mailing import Outbox
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA, officer
from tests.register import Register
from tests.statements import told


def _id(name: str) -> int:
    return int(Account.get(Account.email == f"{name}@example.org").id)


def _tell(name: str, *rows: int, kind: NoticeKind = LICENCE_DUE, event: str = "OVER") -> None:
    tell_each(kind, [(_id(name), News(event, Organization, row)) for row in rows])


def _bell(reader: Reader) -> str:
    found = re.search(r'class="bell"[^>]*aria-label="([^"]*)"', reader.get("").text)
    assert found is not None
    return found[1]


def _link(page: str) -> str:
    """The address of the first notice on the page, below /admin/."""
    found = re.search(r'href="/admin/(notices/open/\?id=\d+)"', page)
    assert found is not None
    return found[1]


def test_the_bell_tells_how_much_is_new(nadia: Reader) -> None:
    assert _bell(nadia) == "Your notices: nothing new"
    _tell("nadia", 1, 2)
    assert _bell(nadia) == "Your notices: 1 unread"
    for row in range(120):
        _tell("nadia", row, kind=MENTION, event="NAMED")
    assert _bell(nadia) == "Your notices: 99+ unread"


def test_the_bell_costs_a_page_one_statement(salma: Reader) -> None:
    salma.get("profile/")
    with told() as statements:
        salma.get("profile/")
    about = [sql for sql in statements if '"notice"' in sql]
    assert len(about) == 1


def test_who_is_not_signed_in_has_neither_bell_nor_page(nobody: Reader) -> None:
    assert 'class="bell"' not in nobody.get("sign-in").text
    assert nobody.get("notices/").headers["Location"].startswith("/admin/sign-in")


def test_a_notice_leads_to_its_subject_and_is_read_then(khaled: Reader, register: Register) -> None:
    nra = register.organization("NRA")
    _tell("khaled", nra.id)
    page = khaled.get("notices/").text
    assert "A licence is over: <bdi>NRA Aid</bdi>" in page
    answer = khaled.get(_link(page))
    assert answer.headers["Location"] == f"/admin/organization/details/?id={nra.id}"
    assert _bell(khaled) == "Your notices: nothing new"
    assert 'class="notice-line unread"' not in khaled.get("notices/").text


def test_what_one_may_no_longer_see_is_told_without_its_name(huda: Reader, register: Register) -> None:
    hidden = register.organization("SECRET", is_published=False)
    _tell("huda", hidden.id)
    page = huda.get("notices/").text
    assert "A licence is over" in page
    assert "SECRET" not in page
    assert "/open/?id=" not in page
    answer = huda.get(f"notices/open/?id={Notice.get().id}")
    assert answer.headers["Location"] == "/admin/notices/"
    assert "no longer open to you" in huda.get("notices/").text


def test_nobody_opens_what_another_was_told(nadia: Reader, salma: Reader, register: Register) -> None:
    _tell("nadia", register.organization("NRA").id)
    assert salma.get(f"notices/open/?id={Notice.get().id}").status_code == 404
    assert "A licence is over" not in salma.get("notices/").text


def test_two_hundred_are_one_line_with_a_way_to_all_of_them(nadia: Reader, register: Register) -> None:
    _tell("nadia", *range(1, 201))
    page = nadia.get("notices/").text
    assert page.count('class="notice-line unread"') == 1
    assert "200 licences end soon or are over" in page
    assert '<a href="/admin/renewals/">and 195 more</a>' in page


def test_lines_and_all_of_them_are_marked_as_read(nadia: Reader) -> None:
    _tell("nadia", 1)
    _tell("nadia", 1, 2, kind=MENTION, event="NAMED")
    newest = Notice.select().order_by(Notice.id.desc()).first()
    answer = nadia.post("notices/read/", bundle=newest.bundle, until=newest.id, back="/admin/notices/?show=unread")
    assert answer.headers["Location"] == "/admin/notices/?show=unread"
    assert _bell(nadia) == "Your notices: 2 unread"
    nadia.post("notices/read/", until=newest.id)
    assert _bell(nadia) == "Your notices: nothing new"
    assert "You have read everything." in nadia.get("notices/?show=unread").text


def test_they_are_narrowed_by_kind_and_by_whether_they_are_read(nadia: Reader) -> None:
    assert "Nothing concerns you yet." in nadia.get("notices/").text
    _tell("nadia", 1)
    _tell("nadia", 1, kind=MENTION, event="NAMED")
    page = nadia.get("notices/?kind=MENTION").text
    assert "You are named in a note" in page
    assert "A licence is over" not in page
    assert "Nothing matches." in nadia.get("notices/?kind=IMPORT_ENDED").text
    assert "A licence is over" in nadia.get("notices/?kind=NO_SUCH_KIND").text
    assert "The list ends before this page." in nadia.get("notices/?page=7").text


def _decided(register: Register, note: str) -> tuple[Intervention, Intervention]:
    works = register.intervention("NRA"), register.intervention("ADR")
    for work in works:
        register.site(work)
    decide(SALMA, *works, "LATER", note)
    return works


def test_a_decision_is_called_by_both_its_sides(nadia: Reader, register: Register) -> None:
    first, second = _decided(register, "@Nadia, see both")
    page = nadia.get("notices/").text
    assert re.search(r"You are named in a note: <bdi>NRA Aid</bdi>.*<bdi>ADR Aid</bdi>", page)
    address = nadia.get(_link(page)).headers["Location"]
    assert address == f"/admin/overlaps/pair/?first={first.id}&second={second.id}"


def test_a_new_overlap_leads_to_both_side_by_side(khaled: Reader, register: Register) -> None:
    first, second = (register.intervention(name) for name in ("NRA", "ADR"))
    for work in (first, second):
        register.site(work)
    tell_due()
    page = khaled.get("notices/").text
    assert "A new overlap: <bdi>NRA Aid</bdi>" in page
    assert khaled.get(_link(page)).headers["Location"].endswith(f"first={first.id}&second={second.id}")
    changes.archive(SALMA, second)
    page = khaled.get("notices/").text
    assert "A new overlap: <bdi>NRA Aid</bdi>" in page
    assert "ADR" not in page
    assert "/open/?id=" not in page


def test_whoever_looks_at_what_it_is_about_has_read_it(khaled: Reader, nadia: Reader, register: Register) -> None:
    from tansiq.proposals.proposing import submit
    from tansiq.proposals.reviewing import approve

    work = register.intervention("NRA")
    register.site(work)
    partner = Viewer(
        roles=frozenset({"PARTNER"}),
        organization_ids=frozenset({register.organization("NRA").id}),
        account_id=_id("khaled"),
        name="Khaled",
    )

    def deed(viewer: Viewer) -> None:
        work.title_en = "Wells"
        changes.save(viewer, work)

    proposal = submit(partner, deed)
    assert proposal is not None
    approve(officer(register.areas["YE12"].id), proposal)
    assert _bell(khaled) == "Your notices: 1 unread"
    assert "Your proposal was approved: <bdi>Wells</bdi>" in khaled.get("notices/").text
    khaled.get(f"proposal/details/?id={proposal.id}")
    assert _bell(khaled) == "Your notices: nothing new"


def test_names_are_offered_beside_a_note_to_whoever_decides(
    nadia: Reader, khaled: Reader, account: Account, register: Register
) -> None:
    first, second = _decided(register, "")
    pair = f"overlaps/pair/?first={first.id}&second={second.id}"
    assert "@Salma" in nadia.get(pair).text
    assert "@Salma" not in khaled.get(pair).text


def test_mail_is_chosen_on_ones_own_page(nadia: Reader, outbox: Outbox) -> None:
    page = nadia.get("profile/").text
    assert re.search(r'value="DAILY" checked', page)
    answer = nadia.post("profile/notices/", page="profile/", digest="WEEKLY", kind=["MENTION"])
    assert answer.status_code == 302
    choice = choice_of(Viewer(account_id=_id("nadia")))
    assert choice.digest == "WEEKLY"
    assert choice.left_out == {kind.code for kind in kinds()} - {"MENTION"}
    page = nadia.get("profile/").text
    assert "Your choice is kept." in page
    assert re.search(r'value="WEEKLY" checked', page)
    nadia.post("profile/notices/", page="profile/", digest="HOURLY")
    assert "Choose one of the options offered." in nadia.get("profile/").text


@pytest.mark.parametrize(
    "code", ["MENTION", "PROPOSAL_DECIDED", "LICENCE_DUE", "OVERLAP_FOUND", "IMPORT_ENDED", "EXPORT_ENDED"]
)
def test_every_kind_is_told_in_arabic(code: str, nadia: Reader, register: Register) -> None:
    from tansiq.language.words import speaking

    [kind] = [kind for kind in kinds() if kind.code == code]
    texts = [kind.title, *kind.events.values(), *(kind.counted(count) for count in (0, 1, 2, 3, 11, 100))]
    english = [str(text) for text in texts]
    with speaking("ar"):
        assert all(str(text) != before for text, before in zip(texts, english, strict=True))


def test_pages_follow_each_other(nadia: Reader) -> None:
    for row in range(30):
        _tell("nadia", row, kind=MENTION, event="NAMED")
    assert nadia.get("notices/").text.count('class="notice-line unread"') == 25
    assert nadia.get("notices/?page=1").text.count('class="notice-line unread"') == 5


def test_old_days_stand_by_themselves(nadia: Reader) -> None:
    tell(LICENCE_DUE, [_id("nadia")], News("OVER", Organization, 1))
    Notice.update(bundle="LICENCE_DUE 2026-01-01", at=now() - timedelta(days=40)).execute()
    _tell("nadia", 2)
    assert nadia.get("notices/").text.count('class="notice-line unread"') == 2


def test_a_side_whose_organisation_is_hidden_is_called_by_its_title(khaled: Reader, register: Register) -> None:
    register.organization("SECRET", is_published=False)
    for name in ("NRA", "SECRET"):
        register.site(register.intervention(name, title_en=f"Wells of {name[0]}"))
    tell_due()
    page = khaled.get("notices/").text
    assert "<bdi>Wells of S</bdi>" in page
    assert "SECRET" not in page


def test_many_of_one_event_are_called_by_their_names_alone(khaled: Reader, register: Register) -> None:
    for name in ("NRA", "ADR", "BKC"):
        register.site(register.intervention(name))
    tell_due()
    page = khaled.get("notices/").text
    assert "2 new overlaps" in page
    assert "A new overlap" not in page


def test_news_of_a_case_leads_to_it(nadia: Reader, register: Register) -> None:
    area, sector = register.areas["YE121121"], register.sectors["WSH"]
    case = changes.save(SALMA, OverlapCase(area=area.id, sector=sector.id))
    tell_of_case(SALMA, case, "MESSAGE", "1")
    page = nadia.get("notices/").text
    assert "A message in a case of duplication" in page
    assert "Ja&#39;ar" in page
    assert nadia.get(_link(page)).headers["Location"].endswith(f"/admin/cases/case/?id={case.id}")
    tell_of_case(SALMA, case, "MESSAGE", "2")
    tell_of_case(SALMA, case, "MESSAGE", "3")
    page = nadia.get("notices/").text
    assert "2 pieces of news of cases of duplication" in page
    assert 'href="/admin/cases/"' in page
    nadia.get(f"cases/case/?id={case.id}")
    assert _bell(nadia) == "Your notices: nothing new"
