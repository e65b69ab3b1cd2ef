"""The menu: the pages of the panel, grouped as people think of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import current_app

from tansiq.language.words import Sentence, say


@dataclass(frozen=True)
class Group:
    """A heading of the menu; pages name it by its code."""

    code: str
    title: Sentence


GROUPS = (
    Group("questions", say("Questions")),
    Group("register", say("Register")),
    Group("plans", say("Plans and needs")),
    Group("exchange", say("Exchange")),
    Group("settings", say("Settings")),
)


def menu() -> Iterator[tuple[Group, list[Any]]]:
    """Each group with those of its pages that the viewer may open, in the order in which they were added."""
    pages = [page for page in current_app.extensions["admin"][0]._views if getattr(page, "group", "")]
    for group in GROUPS:
        shown = [page for page in pages if page.group == group.code and page.is_visible() and page.is_accessible()]
        if shown:
            yield group, shown
