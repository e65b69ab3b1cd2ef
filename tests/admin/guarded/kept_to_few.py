"""What the policy keeps to few, and all that an answer says, in which it may not be met."""

import io
import zipfile

from peewee import CharField, TextField
from werkzeug.test import TestResponse

from admin.words.coded_fields import is_coded
from tansiq.models.record_type import RecordType, record_types
from tansiq.policy.seen_fields import PERSONAL, SECRET
from tansiq.policy.visibility import is_kept_to_few


def text_of(answer: TestResponse) -> str:
    """All that an answer says, unpacked where it is a workbook."""
    with answer:
        body = answer.data
    said = f"{answer.headers} {body.decode('utf-8', 'replace')}"
    if not body.startswith(b"PK"):
        return said
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return said + " ".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def fields_to_guard() -> set[tuple[str, str]]:
    """(table, field) of all that the policy keeps to few: what is personal or secret, and the texts of papers."""
    found = {(kind.table, name) for kind in record_types() for name in kind.personal | kind.secret | _typed(kind)}
    for held in (PERSONAL, SECRET):
        found |= {(str(model._meta.table_name), name) for model, names in held.items() for name in names}
    return found


def _typed(kind: RecordType) -> set[str]:
    """The texts that people type into papers of organisations."""
    if not is_kept_to_few(kind.model):
        return set()
    texts = {name for name, column in kind.model._meta.fields.items() if isinstance(column, CharField | TextField)}
    return {name for name in texts - kind.model.derived if not is_coded(name)}
