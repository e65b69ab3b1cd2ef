"""The files of documents: taken in, looked at, kept under random names outside of the web's reach, given out.

    stream --copied, counted, digested--> NAME.part --what is it?--> NAME      else nothing is kept

A file is what its first and last bytes and its parts say, not what its name or the browser says. Kinds that can
act when they are opened (pages, drawings that hold scripts, workbooks and texts with macros) are refused.
"""

import hashlib
import io
import secrets
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tansiq.faults import Fault, Refused
from tansiq.language.words import Sentence, say
from tansiq.models import Document
from tansiq.platform.uploads import MEGABYTE, limit_mb, new_file, path_of, tidy_name
from tansiq.platform.zip_lists import ListReader

_OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES: dict[str, str] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
}
"""By ending of a file's name: what such a file must be."""

_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_MOST_PARTS = 10_000
_AT_ONCE = 1 << 20
_TAIL = 2048


@dataclass(frozen=True)
class DocumentFile:
    """A kept file: the name people know it by, its media type, its bytes, their digest, and its random name."""

    file_name: str
    media_type: str
    size: int
    sha256: str
    stored: str


def keep_file(source: IO[bytes], name: str) -> DocumentFile:
    """Keep a file that a person sent. Raises Refused on "file", and keeps nothing, where it is empty, too large,
    of a kind that is not taken, or not what its name says."""
    file_name = short_name(name)
    wanted = MEDIA_TYPES.get(Path(file_name).suffix.lower().removeprefix("."))
    if wanted is None:
        raise _refused("KIND_NOT_TAKEN", say("Send a PDF, a picture (PNG, JPEG), a text (DOCX) or a workbook (XLSX)."))
    stored = secrets.token_hex(16)
    path = path_of_document(stored)
    unfinished = path.with_suffix(".part")
    try:
        digest, size = copy_within(source, unfinished, limit_mb())
        if media_type_of(unfinished) != wanted:
            text = say("The file is not what its name says, or is damaged. Save it anew and send it again.")
            raise _refused("NOT_WHAT_IT_SAYS", text)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return DocumentFile(file_name, wanted, size, digest, stored)


def path_of_document(stored: str) -> Path:
    """Where the file of this random name lies. Raises LookupError for any other name."""
    path = path_of(stored)
    return path.parent / "documents" / path.name


def is_kept(stored: str) -> bool:
    """Whether the file of this random name is there."""
    return path_of_document(stored).is_file()


def remove_files(names: Iterable[str]) -> None:
    """Remove files that belong to no document; what is gone already is no fault."""
    for stored in names:
        path_of_document(stored).unlink(missing_ok=True)


def attach(document: Document, kept: DocumentFile) -> None:
    """Write what is known of the file to its document."""
    for name in ("file_name", "media_type", "size", "sha256", "stored"):
        setattr(document, name, getattr(kept, name))


def media_type_of(path: Path) -> str | None:
    """What the file is by its content; None for all that is not taken."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(32)
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    if head.startswith((b"%PDF-1.", b"%PDF-2.")):
        return MEDIA_TYPES["pdf"] if b"%%EOF" in tail else None
    if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR":
        return MEDIA_TYPES["png"] if tail.endswith(b"IEND\xaeB`\x82") else None
    if head.startswith(b"\xff\xd8\xff"):
        return MEDIA_TYPES["jpeg"] if b"\xff\xd9" in tail else None
    return _office_type(path) if head.startswith(b"PK\x03\x04") else None


def _office_type(path: Path) -> str | None:
    """The kind of an Office file by the list of its parts, none of which is unpacked; None where it holds macros."""
    try:
        with ListReader(io.FileIO(path)) as source, zipfile.ZipFile(source) as archive:
            parts = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    if len(parts) > _MOST_PARTS or any(part.lower().endswith(("vbaproject.bin", ".exe", ".js")) for part in parts):
        return None
    found = [kind for part, kind in _PARTS.items() if part in parts]
    return MEDIA_TYPES[found[0]] if len(found) == 1 and "[Content_Types].xml" in parts else None


def copy_within(source: IO[bytes], path: Path, most_mb: int) -> tuple[str, int]:
    """Write what was sent to a new file; its SHA-256 and its bytes. Raises Refused on "file": TOO_LARGE, EMPTY."""
    digest, size, most = hashlib.sha256(), 0, most_mb * MEGABYTE
    with new_file(path) as out:
        while piece := source.read(_AT_ONCE):
            size += len(piece)
            if size > most:
                raise _refused("TOO_LARGE", say("The file is larger than %(limit)s megabytes.", limit=most_mb))
            digest.update(piece)
            out.write(piece)
    if not size:
        raise _refused("EMPTY", say("The file is empty."))
    return digest.hexdigest(), size


def short_name(name: str) -> str:
    """The name as people may see it, with all that is no ending of a file cut to what the column holds."""
    path = Path(tidy_name(name))
    return f"{path.stem[:150]}{path.suffix[:10]}"


def _refused(code: str, text: Sentence) -> Refused:
    return Refused(Fault(code, "file", text))
