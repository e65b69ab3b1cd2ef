"""Files for tests: sent for a field as a form does, and where they lie."""

from io import BytesIO

from tansiq.files import keeping
from tansiq.models import FieldDefinition, KeptFile, Record
from tansiq.organizations import document_files
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.definitions import name_of
from tests.tansiq.files.pictures import telling


def sent(one: FieldDefinition, content: bytes = b"", name: str = "well.jpg") -> KeptFile:
    """A file of nobody as yet; a photograph with a position unless said otherwise."""
    return keeping.take_in(one, BytesIO(content or telling("JPEG")), name)


def is_there(file: KeptFile) -> bool:
    """Whether anything of it is left."""
    return document_files.is_kept(file.stored) or keeping.small_path(file.stored).exists()


def hold(viewer: Viewer, row: Record, one: FieldDefinition, file: KeptFile | None) -> Record:
    """Save a row with a file that came with the same deed, or without one."""
    stored: Record = type(row).get_by_id(row.id)
    stored.enter(name_of(one), file and file.id)
    return changes.save(viewer.bringing(frozenset({file.id} if file else ())), stored)
