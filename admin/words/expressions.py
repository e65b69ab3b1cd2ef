"""Expressions before people: with the names that fields have now, and never the numbers under which they are kept."""

import re

from markupsafe import Markup, escape

from tansiq.expressions.reading import fields_in
from tansiq.faults import Refused
from tansiq.language.words import language
from tansiq.models.definitions import known
from tansiq.rule_entry import shown_expression


def expression_text(kept: str) -> str:
    """What is kept of an expression as it reads in the language now spoken; what is none stays as it is."""
    try:
        found = [one for number in fields_in(kept) if (one := known().fields.get(number)) is not None]
    except Refused:
        return kept
    return shown_expression(kept, found[0].holder, language()) if found else kept


def expression_markup(kept: str) -> Markup:
    """The same, ready for the page: from left to right as a formula is, each name in its own direction."""
    pieces = _NAME.split(expression_text(kept))
    shown = [
        Markup("${{<bdi>{}</bdi>}}").format(piece) if place % 2 else escape(piece) for place, piece in enumerate(pieces)
    ]
    return Markup('<span class="expression" dir="ltr">{}</span>').format(Markup("").join(shown))


_NAME = re.compile(r"\$\{([^{}]*)\}")
