"""What people said of the columns of a sheet, remembered for the next sheet of the same shape."""

import orjson

from tansiq.models import ImportMapping, ImportRun
from tansiq.models.record import now
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may, visible


def recall(viewer: Viewer, shape: str) -> tuple[dict[str, str], str] | None:
    """The mapping {letter: field} and the country last given to sheets of this shape; None if nobody said anything.

    Partners, who may not speak for everybody, are reminded of what they said of their own last sheet.
    """
    if may(viewer, "CREATE", ImportMapping):
        kept = visible(ImportMapping, viewer).where(ImportMapping.shape == shape).first()
    else:
        kept = _own(viewer, shape)
    return (orjson.loads(kept.mapping), kept.country) if kept else None


def _own(viewer: Viewer, shape: str) -> ImportRun | None:
    told = (ImportRun.mapping != "{}") | (ImportRun.country != "")
    same = ImportRun.understanding.contains(f'"shape":"{shape}"')
    mine = visible(ImportRun, viewer).where(ImportRun.account == viewer.account_id, told, same)
    found: ImportRun | None = mine.order_by(ImportRun.id.desc()).first()
    return found


def remember(viewer: Viewer, shape: str, mapping: dict[str, str], country: str) -> None:
    """Keep a mapping and a country for the next sheet of this shape; nothing said is nothing remembered.

    What partners say stays with their own import.
    """
    if not may(viewer, "CREATE", ImportMapping):
        return
    ImportMapping.delete().where(ImportMapping.shape == shape).execute()
    if mapping or country:
        text = orjson.dumps(mapping).decode()
        ImportMapping.insert(
            shape=shape, mapping=text, country=country, account=viewer.account_id, used_at=now()
        ).execute()
