"""What holds for names, keys and labels of everything that a ministry defines: fields, record types, lists."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from tansiq.faults import Fault
from tansiq.language.arabic import fold
from tansiq.language.words import say
from tansiq.models.record import Record

MOST_LETTERS = {"name": 200, "label": 200, "one": 60, "many": 60}
_KEY = re.compile(r"[a-z][A-Za-z0-9]{0,39}")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
"""Signs that turn the direction of a text: within a label they make it say something else than it shows."""

RESERVED = frozenset({
    # GraphQL reads these as words of its own, or the contract has fields of these names beside the own ones.
    "true", "false", "null", "query", "mutation", "subscription", "fragment", "on", "id", "values", "key", "node",
    "edges", "cursor", "pageInfo", "totalCount", "extra", "type", "name", "version", "first", "after", "where",
    "orderBy", "within", "and", "or", "not", "area", "organization", "title", "latitude", "longitude", "search",
    "direction",
})  # fmt: skip


def key_faults(key: str) -> Iterator[Fault]:
    """What is wrong with the name by which programs call a field or a record type."""
    if not _KEY.fullmatch(key):
        text = say("A key begins with a small Latin letter and has up to 40 Latin letters and digits, as in wellDepth.")
        yield Fault("BAD_KEY", "key", text)
    elif key in RESERVED:
        yield Fault("RESERVED", "key", say("“%(key)s” is a word of the endpoint itself. Choose another key.", key=key))


def label_faults(row: Record, name: str) -> Iterator[Fault]:
    """What is wrong with a label in two languages, of which one is enough; columns `name`_ar and `name`_en."""
    both = [f"{name}_ar", f"{name}_en"]
    if not any(row.__data__.get(column) for column in both):
        yield Fault("NAME_MISSING", both[0], say("Give a name, in Arabic or in English."))
    for column in both:
        yield from word_faults(row, column)


def word_faults(row: Record, column: str) -> Iterator[Fault]:
    """What is wrong with the words of one column: signs that nobody sees and that turn what stands beside them."""
    text = row.__data__.get(column)
    hidden = next((sign for sign in text if _is_hidden(sign)), None) if isinstance(text, str) else None
    if hidden is not None:
        words = say(
            "There is a sign here that nobody sees (U+%(sign)s). Type the text anew.", sign=f"{ord(hidden):04X}"
        )
        yield Fault("BAD_CHARACTER", column, words)


def alike_faults(row: Any, others: Any) -> Iterator[Fault]:
    """What is wrong where another row of the same place has a label that reads the same; `others` is a query."""
    given = {column: row.__data__.get(column) for column in ("label_ar", "label_en")}
    told = {column: fold(label) for column, label in given.items() if isinstance(label, str) and label}
    if not told:
        return
    for other in others:
        for column, key in told.items():
            if key and fold(getattr(other, column)) == key:
                text = say("“%(label)s” stands here already. Labels must be told apart.", label=getattr(other, column))
                yield Fault("ALIKE", column, text)
                return


def _is_hidden(sign: str) -> bool:
    return sign in _TURNING or (unicodedata.category(sign) == "Cc" and sign not in "\n\r\t")
