"""Files are taken in by what they are, belong to one row, and go when nothing names them."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from tansiq.faults import Refused
from tansiq.files import keeping
from tansiq.models import FieldDefinition, KeptFile, Organization, Proposal
from tansiq.models.record import now
from tansiq.organizations import document_files
from tansiq.proposals import reviewing
from tansiq.proposals.proposing import amend, submit, withdraw
from tansiq.records import bulk, changes, versions
from tansiq.records.own_files import own_files
from tansiq.records.undoing import begin_batch, undo
from tansiq.struck_values import strike_out, strike_out_of
from tansiq.twins.merging import merge
from tests.definitions import field, name_of
from tests.people import SALMA, partner
from tests.register import Register
from tests.statements import told as statements_told
from tests.tansiq.conftest import People
from tests.tansiq.files.kept import hold, is_there, sent
from tests.tansiq.files.pictures import MAKER, bomb, moving, picture, telling
from tests.tansiq.organizations.test_document_files import DOCX, PDF, PNG

pytestmark = pytest.mark.usefixtures("document_folder")
HTML = b"<html><script>alert(1)</script></html>"


def files(folder: Path) -> int:
    return len(list(folder.iterdir())) if folder.exists() else 0


def refused(one: FieldDefinition, content: bytes, name: str) -> str:
    with pytest.raises(Refused) as refusal:
        sent(one, content, name)
    return refusal.value.code


def fault_of(viewer: object, row: Organization, one: FieldDefinition, file_id: object) -> str:
    stored = Organization.get_by_id(row.id)
    stored.enter(name_of(one), file_id)
    with pytest.raises(Refused) as refusal:
        changes.save(viewer, stored)  # type: ignore[arg-type]  # Whoever it is.
    assert refusal.value.faults[0].field == name_of(one)
    return refusal.value.code


def test_a_photograph_is_kept_without_its_position(register: Register, document_folder: Path) -> None:
    kept = sent(field("picture", "PHOTO"), telling("PNG"), "بئر.PNG")
    assert (kept.file_name, kept.media_type, kept.owner_id) == ("بئر.jpg", "image/jpeg", None)
    for path in document_folder.iterdir():
        assert MAKER.encode() not in path.read_bytes()
    assert sorted(path.suffix for path in document_folder.iterdir()) == ["", ".small"]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (HTML, "x.jpg", "NOT_WHAT_IT_SAYS"),
        (b"", "x.jpg", "EMPTY"),
        (picture(), "x.pdf", "KIND_NOT_TAKEN"),
        (PDF, "x.pdf", "KIND_NOT_TAKEN"),
        (HTML, "x.svg", "KIND_NOT_TAKEN"),
        (picture()[:300], "x.jpg", "NOT_WHAT_IT_SAYS"),
        (moving("PNG"), "x.png", "MOVING"),
        (bomb(), "x.png", "TOO_MANY_PIXELS"),
        (bytes(1_000_001), "x.jpg", "TOO_LARGE"),
    ],
)
def test_what_is_no_photograph_is_refused_and_nothing_kept(
    register: Register, document_folder: Path, content: bytes, name: str, code: str
) -> None:
    one = field("picture", "PHOTO")
    with pytest.raises(Refused) as refusal:
        keeping.take_in(one, BytesIO(content), name)
    assert (refusal.value.code, files(document_folder), KeptFile.select().count()) == (code, 0, 0)


def test_a_field_of_files_takes_what_documents_may_be(register: Register) -> None:
    one = field("letter", "FILE")
    assert [sent(one, PDF, "a.pdf").media_type, sent(one, DOCX, "a.docx").file_name] == ["application/pdf", "a.docx"]
    assert sent(one, picture("WEBP"), "a.webp").media_type == "image/jpeg"
    assert refused(one, HTML, "a.pdf") == "NOT_WHAT_IT_SAYS"
    # Pictures are made anew here as well: these are none.
    assert refused(one, PNG, "a.png") == "NOT_WHAT_IT_SAYS"


def test_nobody_names_a_file_that_did_not_come_with_what_they_do(register: Register) -> None:
    one, other = field("picture", "PHOTO"), field("plan", "PHOTO")
    row, another = register.organization("NRA"), register.organization("ADR")
    file = sent(one)
    assert fault_of(SALMA, row, one, file.id) == "NOT_FOUND"
    assert fault_of(SALMA.bringing(frozenset({file.id})), row, other, file.id) == "NOT_FOUND"
    hold(SALMA, row, one, file)
    # It is that row's now, and no other's.
    assert fault_of(SALMA, another, one, file.id) == "NOT_FOUND"
    assert fault_of(SALMA, another, one, 999_999) == "NOT_FOUND"
    assert fault_of(SALMA, another, one, "x") == "NOT_FOUND"
    stored = Organization.get_by_id(another.id)
    before = [stored.values()]
    stored.enter(name_of(one), file.id)
    with pytest.raises(Refused):
        bulk.change(SALMA, [stored], before)


def test_what_a_row_held_before_comes_back_with_its_version_and_by_undoing(register: Register) -> None:
    one, row = field("picture", "PHOTO"), register.organization("NRA")
    first, second = sent(one), sent(one)
    held = hold(SALMA, row, one, first)
    batch = begin_batch(SALMA, "CHANGE", "Pictures")
    hold(SALMA.within(batch.id), row, one, second)
    keeping.remove_unwanted_files()
    undo(SALMA, batch)
    assert Organization.get_by_id(row.id).entered(name_of(one)) == first.id
    hold(SALMA, row, one, None)
    assert versions.snapshot(SALMA, Organization.get_by_id(row.id), held.version).fields[name_of(one)] == first.id
    back = Organization.get_by_id(row.id)
    back.enter(name_of(one), first.id)
    changes.save(SALMA, back)
    assert is_there(first)
    assert is_there(second)


def test_a_file_of_nobody_goes_after_a_day_or_at_once(register: Register) -> None:
    one = field("picture", "PHOTO")
    old, young, held = sent(one), sent(one), sent(one)
    hold(SALMA, register.organization("NRA"), one, held)
    KeptFile.update(created_at=now() - timedelta(days=2)).where(KeptFile.id != young.id).execute()
    keeping.remove_unwanted_files()
    assert [is_there(file) for file in (old, young, held)] == [False, True, True]
    keeping.let_go([young.id, held.id])
    assert [is_there(file) for file in (young, held)] == [False, True]
    assert [file.id for file in KeptFile.select()] == [held.id]


def test_a_proposed_file_waits_and_is_the_rows_once_approved(register: Register, people: People) -> None:
    one = field("picture", "PHOTO")
    row = Organization.get(Organization.acronym == "NRA")
    first, second = sent(one), sent(one)

    def put(file: KeptFile) -> None:
        row.enter(name_of(one), file.id)

    put(first)
    bringing = people.khaled.bringing(frozenset({first.id}))
    proposal = submit(bringing, lambda acting: changes.save(acting, row))
    assert proposal is not None
    keeping.let_go([first.id])
    assert (is_there(first), KeptFile.get_by_id(first.id).owner_id) == (True, None)
    # Amended by another one, the first is nobody's any more.
    row = Organization.get_by_id(row.id)
    put(second)
    amend(people.khaled.bringing(frozenset({second.id})), proposal, lambda acting: changes.save(acting, row))
    keeping.let_go([first.id, second.id])
    assert [is_there(file) for file in (first, second)] == [False, True]
    # Amended without another one, what was sent stays.
    row = Organization.get_by_id(row.id)
    put(second)
    row.name_en = "Another name"
    amend(people.khaled, Proposal.get(), lambda acting: changes.save(acting, row))
    reviewing.approve(people.salma, Proposal.get())
    assert Organization.get_by_id(row.id).entered(name_of(one)) == second.id
    assert KeptFile.get_by_id(second.id).owner_id == row.id


def test_a_proposal_that_is_withdrawn_leaves_no_file(register: Register, people: People) -> None:
    one = field("picture", "PHOTO")
    row, file = Organization.get(Organization.acronym == "NRA"), sent(one)
    row.enter(name_of(one), file.id)
    proposal = submit(people.khaled.bringing(frozenset({file.id})), lambda acting: changes.save(acting, row))
    assert proposal is not None
    withdraw(people.khaled, proposal)
    KeptFile.update(created_at=now() - timedelta(days=2)).execute()
    keeping.remove_unwanted_files()
    assert not is_there(file)


def test_files_that_wait_are_bounded(register: Register, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    one = field("picture", "PHOTO")
    monkeypatch.setattr(keeping, "MOST_WAITING", 1)
    keeping.refuse_flood(people.khaled)
    row, file = Organization.get(Organization.acronym == "NRA"), sent(one)
    row.enter(name_of(one), file.id)
    submit(people.khaled.bringing(frozenset({file.id})), lambda acting: changes.save(acting, row))
    with pytest.raises(Refused) as refusal:
        keeping.refuse_flood(people.khaled)
    assert (refusal.value.code, refusal.value.faults[0].field) == ("TOO_MANY_PROPOSALS", "file")
    for other in (people.salma, people.huda):
        keeping.refuse_flood(other)


def test_what_is_struck_out_is_gone_with_its_bytes(register: Register) -> None:
    one, row, other = (
        field("face", "PHOTO", is_personal=True),
        register.organization("NRA"),
        register.organization("ADR"),
    )
    first, second, third = sent(one), sent(one), sent(one)
    hold(SALMA, row, one, first)
    hold(SALMA, row, one, second)
    hold(SALMA, other, one, third)
    strike_out_of(one, [row.id], [])
    assert [is_there(file) for file in (first, second, third)] == [False, False, True]
    strike_out(SALMA, one)
    assert (is_there(third), KeptFile.select().count()) == (False, 0)


def test_a_merged_organisation_takes_the_file_along(register: Register) -> None:
    one = field("picture", "PHOTO")
    winner, loser = register.organization("NRA"), register.organization("ADR")
    file = sent(one)
    hold(SALMA, loser, one, file)
    loser = Organization.get_by_id(loser.id)
    merge(SALMA, winner, loser, {name_of(one)})
    assert Organization.get_by_id(winner.id).entered(name_of(one)) == file.id
    assert KeptFile.get_by_id(file.id).owner_id == winner.id


def test_a_partner_reaches_no_file_of_others_by_its_number(register: Register, people: People) -> None:
    one = field("picture", "PHOTO")
    theirs = sent(one)
    hold(SALMA, register.organization("ADR"), one, theirs)
    row = Organization.get(Organization.acronym == "NRA")
    row.enter(name_of(one), theirs.id)
    with pytest.raises(Refused) as refusal:
        submit(partner("Khaled", row.id), lambda acting: changes.save(acting, row))
    assert refusal.value.code == "NOT_FOUND"
    assert document_files.is_kept(theirs.stored)


def _proposing(people: People, one: FieldDefinition) -> KeptFile:
    """A file of the day before yesterday that waits in a proposal."""
    file, row = sent(one), Organization.get(Organization.acronym == "NRA")
    row.enter(name_of(one), file.id)
    assert submit(people.khaled.bringing(frozenset({file.id})), lambda acting: changes.save(acting, row))
    KeptFile.update(created_at=now() - timedelta(days=2)).execute()
    return file


@pytest.mark.parametrize("look", ["remove_unwanted_files", "let_go", "mark_unnamed"])
def test_a_file_that_is_approved_while_forgotten_ones_are_looked_for_stays(
    register: Register, people: People, monkeypatch: pytest.MonkeyPatch, look: str
) -> None:
    one = field("picture", "PHOTO")
    file = _proposing(people, one)
    first = {"mark_unnamed": "_told"}.get(look, "_proposed")
    usual = getattr(keeping, first)

    def approved_meanwhile(given: object) -> set[int]:
        found: set[int] = usual(given) if look == "mark_unnamed" else set()
        reviewing.approve(people.salma, Proposal.get())
        return found | (set() if look == "mark_unnamed" else usual(given))

    monkeypatch.setattr(keeping, first, approved_meanwhile)
    given: dict[str, tuple[object, ...]] = {"let_go": ([file.id],), "mark_unnamed": (one,)}
    getattr(keeping, look)(*given.get(look, ()))
    keeping.remove_marked()
    assert is_there(file)
    assert KeptFile.get().owner_id == Organization.get(Organization.acronym == "NRA").id


def test_a_file_whose_form_is_being_saved_stays_while_its_field_is_struck_out(register: Register) -> None:
    one, row = field("face", "PHOTO", is_personal=True), register.organization("NRA")
    hold(SALMA, row, one, sent(one))
    coming, forgotten = sent(one), sent(one)
    KeptFile.update(created_at=now() - timedelta(hours=2)).where(KeptFile.id == forgotten.id).execute()
    strike_out(SALMA, one)
    assert [file.id for file in KeptFile.select()] == [coming.id]
    assert (is_there(coming), is_there(forgotten)) == (True, False)
    hold(SALMA, row, one, coming)


def test_however_many_rows_are_saved_at_once_whose_their_files_are_is_one_look(register: Register) -> None:
    one, count = field("picture", "PHOTO"), []
    for some in (("NRA", "ADR"), ("AMAL", "SAWA", "TAMKEEN")):
        rows = [hold(SALMA, register.organization(acronym), one, sent(one)) for acronym in some]
        with statements_told() as told:
            own_files(rows)
        count.append(len([statement for statement in told if '"kept_file"' in statement]))
    assert count == [1, 1]
    assert KeptFile.select().where(KeptFile.owner_id.is_null()).count() == 0
