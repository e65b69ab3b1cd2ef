"""What people said of the columns of a sheet, remembered for the next sheet of the same shape."""

import orjson

from tansiq import changes
from tansiq.models import ImportMapping
from tansiq.models.record import now
from tansiq.viewer import Viewer
from tansiq.visibility import visible


def recall(viewer: Viewer, shape: str) -> tuple[dict[str, str], str] | None:
    """The mapping {letter: field} and the country last given to sheets of this shape; None if nobody said anything."""
    kept = visible(ImportMapping, viewer).where(ImportMapping.shape == shape).first()
    return (orjson.loads(kept.mapping), kept.country) if kept else None


def remember(viewer: Viewer, shape: str, mapping: dict[str, str], country: str) -> None:
    """Keep a mapping and a country for the next sheet of this shape; nothing said is nothing remembered.

    Raises Refused(FORBIDDEN).
    """
    changes.demand(viewer, "CREATE", ImportMapping)
    ImportMapping.delete().where(ImportMapping.shape == shape).execute()
    if mapping or country:
        text = orjson.dumps(mapping).decode()
        ImportMapping.insert(
            shape=shape, mapping=text, country=country, account=viewer.account_id, used_at=now()
        ).execute()
