"""The icons of the panel: a small set of our own drawing, written into the page, so that none is fetched.

Each is drawn with one line on a square of 20 by 20 and takes the colour of the words beside it. An icon says nothing
by itself: readers aloud pass it over, and whatever it stands beside says it in words.
"""

from functools import cache

from markupsafe import Markup

ICONS = {
    "account": "M10 10.5a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5ZM3.75 17c.6-3 3-4.25 6.25-4.25S15.65 14 16.25 17",
    "activity": (
        "M4 5.5l1.2 1.2L7.5 4.4M10.5 5.6H17M4 10.6l1.2 1.2 2.3-2.3M10.5 10.7H17M4 15.7l1.2 1.2 2.3-2.3M10.5 15.8H17"
    ),
    "archive": "M3 4h14v3.5H3ZM4.25 7.5V16h11.5V7.5M8 10.75h4",
    "area": "M10 17.5S4.5 12.3 4.5 8a5.5 5.5 0 0 1 11 0c0 4.3-5.5 9.5-5.5 9.5ZM10 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
    "bell": "M5 14V9a5 5 0 0 1 10 0v5l1.25 1.5H3.75ZM8.25 17.5h3.5",
    "case": "M3 6.5h14V16.5H3ZM7.5 6.5V4h5v2.5M3 10.75h14M10 9.5v2.5",
    "check": "M4 10.5l4 4L16 5.75",
    "clock": "M10 17.25a7.25 7.25 0 1 0 0-14.5 7.25 7.25 0 0 0 0 14.5ZM10 5.75V10l3 2",
    "close": "M5 5l10 10M15 5L5 15",
    "columns": "M3 4h14v12H3ZM7.7 4v12M12.3 4v12",
    "comment": "M3.5 4h13v9.5H9L5.5 16.75V13.5h-2ZM6.5 7.25h7M6.5 10.25h4.5",
    "commitment": "M3 8.25l3.5-3 3.5 1.5L13.5 5.25l3.5 3M3 8.25v5l5.5 3.5 6-3.5 2.5-2v-3M8.25 10.5L10 6.75",
    "copy": "M7 7h9.5v9.5H7ZM4 13V3.5h9.5",
    "coverage": "M3 3h5.5v5.5H3ZM11.5 3H17v5.5h-5.5ZM3 11.5h5.5V17H3ZM11.5 11.5H17V17h-5.5Z",
    "dashboard": "M3 3.5h6v7H3ZM11 3.5h6v4h-6ZM11 9.5h6v7h-6ZM3 12.5h6v4H3Z",
    "demand": "M3.5 4h13v9.5H9L5.5 16.75V13.5h-2ZM10 6.25v2.75M10 11v.25",
    "download": "M10 3v9.5M6 9l4 4 4-4M3.5 16.75h13",
    "drop": "M10 2.75c3.25 4 5.25 6.5 5.25 9a5.25 5.25 0 0 1-10.5 0c0-2.5 2-5 5.25-9Z",
    "edit": "M4 16l.8-3.3L13.5 4 16 6.5l-8.7 8.7ZM11.5 6L14 8.5",
    "exchange": "M3.5 7H16l-3-3M16.5 13H4l3 3",
    "filter": "M3 4.5h14L11.75 10.5V16l-3.5-2v-3.5Z",
    "group": (
        "M7.5 9.75a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5Z"
        "M2.5 16c.4-2.75 2.25-4 5-4s4.6 1.25 5 4M13 4.5a2.6 2.6 0 0 1 0 5"
        "M14.75 12.25c1.6.5 2.5 1.7 2.75 3.75"
    ),
    "history": "M3.25 10a6.75 6.75 0 1 0 2.2-5L3.25 7M3.25 3.25V7H7M10 6.25V10l2.75 1.75",
    "home": "M3 9.25L10 3.5l7 5.75M5 8v8.5h3.75v-4.75h2.5v4.75H15V8",
    "import": "M10 12.5V3M6 6.75L10 2.75l4 4M3.5 12v4.5h13V12",
    "intervention": "M5 17.5v-14M5 4c3-1.75 5.5 1.75 10.5 0v7.5C10.5 13.25 8 9.75 5 11.5",
    "language": (
        "M10 17.25a7.25 7.25 0 1 0 0-14.5 7.25 7.25 0 0 0 0 14.5ZM2.75 10h14.5"
        "M10 2.75c4.25 4 4.25 10.5 0 14.5-4.25-4-4.25-10.5 0-14.5Z"
    ),
    "layers": "M10 3l7 3.75-7 3.75-7-3.75ZM3 10.5l7 3.75 7-3.75M3 13.75l7 3.75 7-3.75",
    "licence": "M4 3h12v9H4ZM7 6.25h6M7 8.75h4M12.5 14a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM11.5 13.75v4l1-.75 1 .75v-4",
    "menu": "M3 5.5h14M3 10h14M3 14.5h14",
    "need": (
        "M10 16.5C5.5 13 3 10.6 3 7.6A3.6 3.6 0 0 1 6.6 4c1.5 0 2.7.8 3.4 2 .7-1.2 1.9-2 3.4-2A3.6 3.6 "
        "0 0 1 17 7.6c0 3-2.5 5.4-7 8.9Z"
    ),
    "organization": (
        "M3.5 17V5.5L10 3v14M10 7.5l6.5 2V17M2.5 17h15M6.25 8h.75M6.25 11h.75M6.25 14h.75M13 11.75h.75M13 14.5h.75"
    ),
    "out": "M8.5 3.5H4v13h4.5M8 10h9M13.75 6.5L17.25 10l-3.5 3.5",
    "overlaps": (
        "M7.5 14.75a4.75 4.75 0 1 0 0-9.5 4.75 4.75 0 0 0 0 9.5Z"
        "M12.5 14.75a4.75 4.75 0 1 0 0-9.5 4.75 4.75 0 0 0 0 9.5Z"
    ),
    "plan": "M4 4h5v3.5H4ZM11 9.25h5v3.5h-5ZM11 14.5h5V17h-5ZM6.5 7.5v8.75H11M6.5 11H11",
    "plug": "M7 2.75V7M13 2.75V7M4.75 7h10.5v2.5a5.25 5.25 0 0 1-10.5 0ZM10 14.75v3",
    "plus": "M10 4v12M4 10h12",
    "project": "M3 5h5l1.75 2H17v9H3Z",
    "proposal": "M4 3h8.5L16 6.5V17H4ZM12 3v4h4M7 12l2 2 3.75-3.75",
    "record": "M4.5 3h8L15.5 6v11h-11ZM12 3v3.5h3.5M7.5 10h5M7.5 13h5",
    "save": "M5 3h10v14l-5-3.5L5 17Z",
    "search": "M9 14.25a5.25 5.25 0 1 0 0-10.5 5.25 5.25 0 0 0 0 10.5ZM12.75 12.75L17 17",
    "sector": "M10 3a7 7 0 1 0 7 7h-7ZM12.75 2.75a6 6 0 0 1 4.5 4.5h-4.5Z",
    "warn": "M10 3.25L17.5 16.5h-15ZM10 8v4M10 14.25v.25",
}
"""By name: the line that draws it."""


TURNING = frozenset({"out"})
"""Those that point the way of the writing, and are turned round where it runs from right to left."""


@cache
def icon(name: str) -> Markup:
    """The icon of this name, ready for the page. Raises KeyError for a name that none has."""
    return Markup(
        '<svg class="{}" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>'
    ).format("icon icon-turns" if name in TURNING else "icon", ICONS[name])
