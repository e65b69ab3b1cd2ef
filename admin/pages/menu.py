"""The menu: the pages of the panel, grouped as people think of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from admin.panel.registered_views import all_views
from tansiq.language.words import Sentence, say


@dataclass(frozen=True)
class MenuGroup:
    """A heading of the menu; pages name it by its code. What `is_folded` opens on demand, and on its own pages."""

    code: str
    title: Sentence
    is_folded: bool = False


GROUPS = (
    MenuGroup("questions", say("Questions")),
    MenuGroup("register", say("Register")),
    MenuGroup("plans", say("Plans and needs")),
    MenuGroup("exchange", say("Exchange")),
    MenuGroup("settings", say("Settings"), is_folded=True),
)


def menu() -> Iterator[tuple[MenuGroup, list[Any]]]:
    """Each group with those of its pages that the viewer may open, in the order in which they were added."""
    pages = [page for page in all_views() if getattr(page, "group", "")]
    for group in GROUPS:
        shown = [page for page in pages if page.group == group.code and page.is_visible() and page.is_accessible()]
        if shown:
            yield group, shown
