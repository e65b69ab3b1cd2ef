"""Rows of one kind within a form: sites, partners. Each posts its fields as NAME-KEY-FIELD.

The keys say which fields belong together and nothing more: the order of the rows is that in which the browser
sends them. Without scripts the buttons of rows send the whole form, which comes back with the row added, moved
or struck out and nothing lost.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from admin.panel.forms import RowForm

MOST = 300
"""Rows of one kind that one form may send."""

_DO = re.compile(r"(\w+)\.(add|up|down|remove|keep)(?:\.(\d{1,6}))?")


class FormRows:
    """The rows called `name`, each a form of class `kind`."""

    def __init__(self, name: str, kind: type[RowForm], title: Callable[[int], str]) -> None:
        self.name, self.kind, self.title = name, kind, title
        self.forms: list[RowForm] = []
        self.keys: list[int] = []
        self.focus: int | None = None

    def __iter__(self) -> Iterator[tuple[int, RowForm]]:
        """(key, form) of each row, in their order."""
        return iter(zip(self.keys, self.forms, strict=True))

    @property
    def blank(self) -> RowForm:
        """An empty row, from which scripts make new ones: its key is "KEY"."""
        return self.kind(prefix=f"{self.name}-KEY-")

    def read(self, formdata: Any, stored: Mapping[str, dict[str, Any]]) -> None:
        """Take the rows that a form sent; `stored` has the values of the stored rows by id as text."""
        pattern = re.compile(rf"{self.name}-(\d{{1,6}})-")
        found = (pattern.match(name) for name in formdata)
        for key in list(dict.fromkeys(int(match[1]) for match in found if match))[:MOST]:
            given = formdata.get(f"{self.name}-{key}-id", "")
            self._append(key, formdata, stored.get(given))

    def show(self, values: Iterable[dict[str, Any]]) -> None:
        """Take stored or copied rows, or empty ones ({})."""
        for data in values:
            self._append(len(self.keys), None, data)

    def do(self, deed: str, number: int | None) -> None:
        """Add an empty row at the end, or move, strike out or keep the row with this place (from 0)."""
        if deed == "add":
            self._append(max(self.keys, default=-1) + 1, None, None)
            self.focus = self.keys[-1]
        elif number is not None and number < len(self.keys):
            self._do_to(deed, number)

    def _do_to(self, deed: str, number: int) -> None:
        self.focus = self.keys[number]
        if deed == "keep" or (deed == "remove" and self.forms[number].id.data):
            self.forms[number].removed.data = "1" if deed == "remove" else ""
        elif deed == "remove":
            del self.keys[number], self.forms[number]
            self.focus = self.keys[min(number, len(self.keys) - 1)] if self.keys else None
        else:
            other = max(0, min(len(self.keys) - 1, number + (1 if deed == "down" else -1)))
            self.keys.insert(other, self.keys.pop(number))
            self.forms.insert(other, self.forms.pop(number))

    def _append(self, key: int, formdata: Any, data: dict[str, Any] | None) -> None:
        self.keys.append(key)
        self.forms.append(self.kind(formdata, prefix=f"{self.name}-{key}-", data=data))


def pressed_button(formdata: Mapping[str, str]) -> tuple[str, str, int | None] | None:
    """(rows, deed, place) of the button of a row that sent the form; None where the form is to be saved."""
    found = _DO.fullmatch(formdata.get("do", ""))
    return (found[1], found[2], int(found[3]) if found[3] else None) if found else None
