"""Values of rows in words, kept in both languages: whoever reads a preview may speak another one than its sender."""

from collections.abc import Callable
from typing import Any

from tansiq.exchange.export.own_rendering import OwnRenderer
from tansiq.exchange.sheet.own_fields import own_definition
from tansiq.imports.stored_texts import Json
from tansiq.language.words import speaking
from tansiq.policy.viewer import Viewer
from tansiq.records.history import json_value
from tansiq.records.named_rows import NamedRows


class OwnTexts:
    """What previews show of fields that a ministry defined, and of the keys of entries, as `viewer` may see it."""

    def __init__(self, viewer: Viewer) -> None:
        self._renderer = OwnRenderer(viewer)

    def value(self, name: str, value: Any) -> Json:
        """A value of an own field as {"names": [...]} in both languages; of any other field as JSON keeps it."""
        one = own_definition(name)
        if value is None or one is None:
            return json_value(value)
        return _in_both(lambda: str(self._renderer.cell(one, value) or ""))

    def row(self, table: str, row_id: int | None, type_id: int | None = None) -> Json:
        """The same of a row that is referred to."""
        rows: NamedRows = self._renderer.rows(table, type_id)
        return None if row_id is None else _in_both(lambda: rows.called(row_id))


def _in_both(said: Callable[[], str]) -> Json:
    texts = {}
    for code in ("ar", "en"):
        with speaking(code):
            texts[code] = said()
    return {"names": [{**texts, "code": ""}]}
