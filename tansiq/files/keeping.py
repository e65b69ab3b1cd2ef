r"""Files of own fields: taken in before the row is saved that is to hold them, let go where nothing holds them.

sent -> take_in -> KeptFile of nobody -> saved with a row: of that row, as long as it or its history names it
                                      \-> proposed: as long as the proposal is open
                                      \-> refused: let go of at once, or by the worker after a day

Pictures of every field are made anew (photographs.py); other files are those that documents may be. What goes is marked
in the transaction of the deed, its bytes are removed after it: nobody reads what was struck out, whenever the program
is killed.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

import orjson

from tansiq.faults import Fault, Refused
from tansiq.files import photographs
from tansiq.language.words import say
from tansiq.models import FieldDefinition, HistoryEntry, KeptFile, Proposal
from tansiq.models.extra import PREFIX, extra_name
from tansiq.models.kept_file import PICTURE
from tansiq.models.record import now
from tansiq.models.record_type import type_named
from tansiq.organizations import document_files
from tansiq.platform.id_lists import among, id_list
from tansiq.platform.uploads import limit_mb, new_file
from tansiq.policy.viewer import Viewer
from tansiq.proposals.proposing import OPEN
from tansiq.proposals.steps import kept_files_of, read_steps
from tansiq.records.extra_sql import is_known, value_of

MOST_WAITING = 50
"""Files of one sender that wait at once."""
A_WHILE = timedelta(days=1)
"""For so long a file may be of nobody: the form that sent it is being saved."""
A_MOMENT = timedelta(minutes=10)
"""For so long none of nobody goes where a field is struck out: one that came to nothing goes by itself."""


def take_in(one: FieldDefinition, source: IO[bytes], name: str, most_mb: int | None = None) -> KeptFile:
    """Keep a file that was sent for a field, of nobody as yet. Raises Refused on "file", and keeps nothing, where it is
    empty, larger than `most_mb` (what a document may have unless said otherwise), of a kind that the field does not
    take, not what its name says, or a picture that cannot be made anew."""
    file_name = document_files.short_name(name)
    path = Path(file_name)
    is_picture = path.suffix.lower().removeprefix(".") in photographs.ENDINGS
    if is_picture:
        return _take_picture(one, source, f"{path.stem}.jpg", most_mb or limit_mb())
    if one.value_type == "PHOTO":
        raise Refused(Fault("KIND_NOT_TAKEN", "file", say("Send a photograph: JPEG, PNG or WebP.")))
    kept = document_files.keep_file(source, name)
    facts = {name: getattr(kept, name) for name in ("file_name", "media_type", "size", "sha256", "stored")}
    return KeptFile.create(field=one.number, **facts)


def _take_picture(one: FieldDefinition, source: IO[bytes], file_name: str, most_mb: int) -> KeptFile:
    stored = secrets.token_hex(16)
    path = document_files.path_of_document(stored)
    unfinished = path.with_suffix(".part")
    try:
        document_files.copy_within(source, unfinished, most_mb)
        made = photographs.made_anew(unfinished)
    finally:
        unfinished.unlink(missing_ok=True)
    for where, content in ((path, made.picture), (small_path(stored), made.small)):
        with new_file(where) as out:
            out.write(content)
    digest = hashlib.sha256(made.picture).hexdigest()
    facts = {"media_type": PICTURE, "size": len(made.picture), "sha256": digest, "stored": stored}
    return KeptFile.create(field=one.number, file_name=file_name, **facts)


def small_path(stored: str) -> Path:
    """Where the small picture of a photograph lies. Raises LookupError for what is no random name."""
    return document_files.path_of_document(stored).with_suffix(".small")


def refuse_flood(viewer: Viewer) -> None:
    """Files that wait with proposals take room. Raises Refused(TOO_MANY_PROPOSALS) on "file" where too many of the
    sender's own do; administrators propose nothing."""
    if viewer.is_admin or viewer.account_id is None:
        return
    mine = (Proposal.account == viewer.account_id) & Proposal.state.in_(OPEN) & Proposal.steps.contains(f'"{PREFIX}')
    steps: Any = Proposal.select(Proposal.steps).where(mine)
    if sum(len(kept_files_of(read_steps(text))) for (text,) in steps.tuples()) >= MOST_WAITING:
        text = say("%(most)s of your files wait for review. Send more once some are decided.", most=MOST_WAITING)
        raise Refused(Fault("TOO_MANY_PROPOSALS", "file", text))


def let_go(file_ids: Iterable[int]) -> None:
    """Remove those of some files that are of nobody, and that no open proposal holds."""
    _let_go_of(among(KeptFile.id, id_list(file_ids)))


def remove_unwanted_files() -> None:
    """Remove files that came to nothing, and what was to be removed when the program was killed."""
    _let_go_of(KeptFile.created_at < now() - A_WHILE)
    remove_marked()


def _let_go_of(which: Any) -> None:
    files = list(KeptFile.select().where(which, KeptFile.owner_id.is_null(), KeptFile.removed_at.is_null()))
    if files:
        held = {file_id for number in {file.field_id for file in files} for file_id in _proposed(number)}
        # What was approved since it was looked for is a row's now.
        _mark((file.id for file in files if file.id not in held), KeptFile.owner_id.is_null())
        remove_marked()


def mark_unnamed(one: FieldDefinition) -> None:
    """Mark the files of a field that neither a row, nor a history, nor an open proposal names any more; their bytes go
    with `remove_marked`, which is for after the transaction."""
    is_being_saved = KeptFile.owner_id.is_null() & (KeptFile.created_at >= now() - A_MOMENT)
    known = (KeptFile.field == one.number) & KeptFile.removed_at.is_null() & ~is_being_saved
    files: Any = KeptFile.select(KeptFile.id).where(known)
    ids = {file_id for (file_id,) in files.tuples()}
    if ids:
        # Proposals first: what is approved while these are looked at is found with the rows then.
        proposed = _proposed(one.number)
        _mark(ids - proposed - _held(one) - _told(one))


def remove_marked() -> None:
    """Remove the bytes of files that are marked, then what is known of them."""
    for file in list(KeptFile.select().where(KeptFile.removed_at.is_null(False))):
        document_files.remove_files([file.stored])
        small_path(file.stored).unlink(missing_ok=True)
        KeptFile.delete().where(KeptFile.id == file.id).execute()


def _mark(file_ids: Iterable[int], *which: Any) -> None:
    KeptFile.update(removed_at=now()).where(among(KeptFile.id, id_list(file_ids)), *which).execute()


def _held(one: FieldDefinition) -> set[int]:
    """The files that rows hold, archived ones too."""
    model: Any = type_named(one.record_table).model
    return {int(held) for (held,) in model.select(value_of(model, one)).where(is_known(model, one)).tuples() if held}


def _told(one: FieldDefinition) -> set[int]:
    """The files that histories tell of."""
    name, entry = extra_name(one.number), HistoryEntry
    is_told = (entry.record_type == one.record_table) & entry.changes.contains(f'"{name}":')
    entries: Any = entry.select(entry.changes).where(is_told)
    pairs = (orjson.loads(changes)[name] for (changes,) in entries.tuples())
    return {file_id for pair in pairs for file_id in pair if file_id is not None}


def _proposed(number: int) -> set[int]:
    """The files that open proposals hold in a field, beside those of other fields in the same proposals."""
    is_named = Proposal.steps.contains(f'"{extra_name(number)}":')
    waiting: Any = Proposal.select(Proposal.steps).where(is_named, Proposal.state.in_(OPEN))
    return {file_id for (steps,) in waiting.tuples() for file_id in kept_files_of(read_steps(steps))}
