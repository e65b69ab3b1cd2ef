"""How the steps of coverage look: a shade, a pattern for shapes and a sign for cells; colour never speaks alone.

The fewer are reached, the darker and denser: orange fades to pale yellow, green is everybody, violet too many.
"""

from markupsafe import Markup

from admin.panel.drawn_map import INK

COLOURS = {
    "STEP_0": "#e28252",
    "STEP_5": "#ea986a",
    "STEP_10": "#f2b07a",
    "STEP_25": "#f8ca94",
    "STEP_50": "#fbe2b1",
    "STEP_75": "#f6f3cf",
    "COVERED": "#9bd3ad",
    "OVER_REACHED": "#d3c1ea",
    "NO_PRESENCE": "#f3cdd6",
    "PRESENCE_WITHOUT_REPORT": "#dfe4e6",
    "PLANNED_ONLY": "#d5e4f7",
    "NO_NEED_DATA": "#f4f4f1",
}
"""Grounds of cells and shapes, pale enough for black letters."""

_RING = f'<circle cx="8" cy="8" r="6" fill="#fff" stroke="{INK}" stroke-width="1.6"/>'


def _filled(arc: str) -> str:
    """A ring filled clockwise from its top to where `arc` ends."""
    return f'{_RING}<path d="M8 8V2{arc}z" fill="{INK}"/>'


SIGNS = {
    "STEP_0": _filled("A6 6 0 0 1 9.5 2.19"),
    "STEP_5": _filled("A6 6 0 0 1 11.2 2.93"),
    "STEP_10": _filled("A6 6 0 0 1 13.2 5"),
    "STEP_25": _filled("A6 6 0 0 1 13.2 11"),
    "STEP_50": _filled("A6 6 0 1 1 4.47 12.85"),
    "STEP_75": _filled("A6 6 0 1 1 2.3 6.15"),
    "COVERED": f'<circle cx="8" cy="8" r="6.8" fill="{INK}"/>',
    "OVER_REACHED": f'<path d="M8 1.2 15.2 14.2H.8z" fill="{INK}"/>',
    "NO_PRESENCE": _RING,
    "PRESENCE_WITHOUT_REPORT": f'{_RING}<circle cx="8" cy="8" r="2" fill="{INK}"/>',
    "PLANNED_ONLY": (
        f'<circle cx="8" cy="8" r="6" fill="#fff" stroke="{INK}" stroke-width="1.6" stroke-dasharray="2.6 2.1"/>'
    ),
    "NO_NEED_DATA": f'{_RING}<path d="M5 8h6" stroke="{INK}" stroke-width="1.8"/>',
}
"""What is drawn in a box of 16 by 16 units: the fuller, the more people are reached."""

_LINES = {
    "STEP_0": "M-1 1 1-1M0 4 4 0M0 8 8 0M4 8 8 4M7 9 9 7M0 0 8 8",
    "STEP_5": "M-1 1 1-1M0 4 4 0M0 8 8 0M4 8 8 4M7 9 9 7",
    "STEP_10": "M-2 2 2-2M0 8 8 0M6 10 10 6",
    "STEP_25": "M0 8 3 5M5 3 8 0",
    "STEP_50": "M3 5 5 3",
    "STEP_75": "",
    "COVERED": "M1 1h1M5 5h1",
    "OVER_REACHED": "M2 0v8M6 0v8",
    "NO_PRESENCE": "M0 0 8 8M8 0 0 8",
    "PRESENCE_WITHOUT_REPORT": "M3 4h2M7 0h2M-1 0h2M7 8h2M-1 8h2",
    "PLANNED_ONLY": "M1 4h6",
    "NO_NEED_DATA": "M4 3v2M0-1v2M8-1v2M0 7v2M8 7v2",
}


def pattern(code: str) -> Markup:
    """The pattern of a step, to be put among the definitions of an SVG; its id is `pattern-CODE`."""
    return Markup(
        '<pattern id="pattern-{0}" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<rect width="8" height="8" fill="{1}"/><path d="{2}" stroke="{3}" stroke-opacity=".3" fill="none"/></pattern>'
    ).format(code, COLOURS[code], _LINES[code], INK)


def symbol(code: str) -> Markup:
    """The sign of a step, to be used from elsewhere in the page as `#sign-CODE`."""
    return Markup('<symbol id="sign-{}" viewBox="0 0 16 16">{}</symbol>').format(code, Markup(SIGNS[code]))  # noqa: S704  Ours.


def sign(code: str) -> Markup:
    """The sign of a step, where the page has the symbols; what it means stands beside it or is said of its cell."""
    return Markup('<svg class="sign" aria-hidden="true"><use href="#sign-{}"/></svg>').format(code)


def picture(code: str) -> bytes:
    """The sign as a file of its own."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{SIGNS[code]}</svg>'.encode()
