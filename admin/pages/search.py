"""The page of the one search, and the piece of it that is shown below the field while somebody types."""

from typing import Any

from flask import Response, render_template, request
from flask_admin import expose

from admin.panel.finding import find_all
from admin.panel.search import searched
from admin.panel.signed_in_view import SignedInView
from tansiq.language.words import say

AT_ONCE = 10
"""Rows of each kind that the page names."""
BELOW = 4
"""Rows of each kind that are offered below the field."""


class SearchPage(SignedInView):
    """/admin/search/?q=words"""

    title = say("Search")
    icon = "search"

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="search", url="/admin/search")

    def is_visible(self) -> bool:
        # It is reached from the head of every page.
        return False

    @expose("/")
    def index(self) -> Any:
        """What was found, by kinds."""
        text = _typed()
        return self.render("panel/search.html", text=text, groups=find_all(text, AT_ONCE))

    @expose("/below/")
    def below(self) -> Response:
        """The best of it, as options below the field."""
        return Response(render_template("panel/search_below.html", groups=find_all(_typed(), BELOW)))


def _typed() -> str:
    return " ".join(searched(request.args.get("q", "")).split())
