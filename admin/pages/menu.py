"""The menu: the pages of the panel, grouped as people think of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from admin.panel.registered_views import all_views
from admin.panel.signed_in_view import MenuItem, SignedInView
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


def menu() -> Iterator[tuple[MenuGroup, list[MenuItem]]]:
    """Each group with those of its pages that the viewer may open, in the order in which they were added."""
    items = [item for view in all_views() if isinstance(view, SignedInView) for item in view.menu_items()]
    for group in GROUPS:
        shown = [item for item in items if item.group == group.code]
        if shown:
            yield group, shown
