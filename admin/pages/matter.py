"""One matter that may call for attention on the start page, and how it stands for whoever reads the page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from flask import url_for
from peewee import Model

from admin.current_viewer import viewer as current
from admin.pages.attention_lines import Line, lines_of
from tansiq.attention import Count, Found
from tansiq.language.words import Sentence
from tansiq.models import Intervention
from tansiq.policy.own_rows import has_own
from tansiq.policy.viewer import Viewer

Urgency = Literal["over", "due", "tidy"]
"""Past its day, to be done now, or to be put in order when there is time."""


@dataclass(frozen=True)
class Matter:
    """One matter: how it is called, who does what about it, how pressing it is, and the address of its list.

    `look` finds the rows of `rows_of`, unless `lines` tell of what it found. It is told to those who may do `act` to
    rows of `table`, one `by_area` not to partners, one `by_organization` to partners alone; where `concerns` says whom
    it is for, to those.
    """

    title: Sentence
    why: Sentence
    deed: Sentence
    urgency: Urgency
    look: Callable[[Viewer], Found]
    address: Callable[[], str]
    rows_of: type[Model] = Intervention
    table: type[Model] = Intervention
    act: str = "READ"
    by_area: bool = False
    by_organization: bool = False
    lines: Callable[[Found], list[Line]] | None = None
    concerns: Callable[[Viewer], bool] | None = None

    def first_lines(self, viewer: Viewer, found: Found) -> list[Line]:
        """The first of the rows that were found."""
        return lines_of(viewer, self.rows_of, found) if self.lines is None else self.lines(found)


@dataclass(frozen=True)
class AttentionItem:
    """A matter as it stands for one viewer: how many rows, the first of them, and the address of all."""

    matter: Matter
    count: Count
    lines: list[Line]
    address: str


def list_of(endpoint: str, **choices: str) -> str:
    """The address of a list under some choices, narrowed to what is the reader's own."""
    given: dict[str, Any] = {**choices, **({"mine": "yes"} if has_own(current()) else {})}
    return url_for(f"{endpoint}.index_view", **given)
