"""What every page of the panel is: open to people who signed in, with its place in the menu."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Response, abort, request, url_for
from flask_admin import BaseView

from admin.current_viewer import to_sign_in, viewer
from tansiq.language.words import Sentence


@dataclass(frozen=True)
class MenuItem:
    """What stands in the menu: the code of its group, the pages that it stands for, where it leads, how it is called.

    `count` says how much waits there, "" where nothing does.
    """

    group: str
    section: str
    address: str
    title: Sentence
    icon: str
    count: str = ""


@lru_cache(maxsize=256)
def first_page(endpoint: str, _below: str) -> str:
    """The address of a page that needs no values, where the application stands below a path (`script_root`).

    The menu holds thirty of them, which are the same on every page.
    """
    return url_for(endpoint)


class SignedInView(BaseView):
    """Whatever lies in the panel is for people who signed in."""

    title: Sentence
    group: str = ""
    icon: str = "record"
    closed = 403
    """What the pages answer to somebody who signed in and has no right to them."""

    def is_accessible(self) -> bool:
        return viewer().account_id is not None

    def inaccessible_callback(self, name: str, **kwargs: Any) -> Response:
        if viewer().account_id is not None:
            abort(self.closed)
        return to_sign_in()

    @property
    def section(self) -> str:
        """The entry of the menu under which the view's pages stand."""
        return str(self.endpoint)

    def menu_items(self) -> list[MenuItem]:
        """What stands in the menu for this view and this reader."""
        if not (self.group and self.is_visible() and self.is_accessible()):
            return []
        address = first_page(f"{self.endpoint}.{self._default_view}", request.script_root)
        waiting = getattr(self, "waiting", None)
        return [MenuItem(self.group, str(self.endpoint), address, self.title, self.icon, waiting() if waiting else "")]

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        """(address, text) of the pages above the present one, from the start page down."""
        return []

    def _run_view(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        # Flask-Admin's own calls a view once more when it raises TypeError.
        return fn(self, *args, **kwargs)
