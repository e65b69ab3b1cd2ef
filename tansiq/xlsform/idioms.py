"""What forms from elsewhere say, in our words where we have some; what we have none for is told apart from nonsense.

${a} = ''                  count(${a}) = 0
${kind} = 1                ${kind} = '1'       "kind" offers answers
date('2026-03-01')         '2026-03-01'
regex(., '^7')  ../depth   nothing: left out, and told
"""

import re
from collections.abc import Collection, Mapping

from tansiq.expressions.functions import FUNCTIONS
from tansiq.expressions.parsing import Part, parse
from tansiq.faults import Refused
from tansiq.language.cleaning import western_digits

FOREIGN = frozenset({
    "regex", "pulldata", "string-length", "concat", "substr", "substring", "contains", "starts-with", "ends-with",
    "count-selected", "selected-at", "position", "index", "indexed-repeat", "int", "number", "string", "boolean",
    "once", "uuid", "now", "format-date", "format-date-time", "date-time", "decimal-date-time", "decimal-time",
    "pow", "log", "log10", "exp", "exp10", "sqrt", "abs", "sin", "cos", "tan", "pi", "random", "randomize", "area",
    "distance", "join", "translate", "normalize-space", "substring-before", "substring-after", "current", "instance",
    "version", "property", "digest", "checklist", "weighted-checklist", "boolean-from-string", "count-non-empty",
    "true-or-false", "thousandsep", "search", "last-saved", "base64-decode", "geofence", "intersects", "last",
    "string-join", "sum-if", "name", "local-name", "floor", "ceiling", "repeat", "comma-to-space",
})  # fmt: skip
"""Functions of XPath and of programs for surveys that our expressions have not."""
_VALUES = re.compile(r"'[^']*'|\"[^\"]*\"|\$\{[^{}]*\}")
_CALLED = re.compile(r"([\w:-]+)\s*\(")
_PATH = re.compile(r"/|\[|\]|\||::|@|\.\.|#")


def foreign_in(text: str) -> str:
    """The first thing in an expression that only other programs know, such as "regex("; "" where there is none."""
    bare = _VALUES.sub(lambda found: " " * len(found[0]), text)
    for found in _CALLED.finditer(bare):
        name = found[1].lower()
        if name in FOREIGN or (":" in name and name not in FUNCTIONS):
            return f"{found[1]}("
    path = _PATH.search(bare)
    return path[0] if path else ""


def names_in(text: str) -> list[str]:
    """The names that an expression speaks of, as far as they can be seen in its letters."""
    return [name.strip() for name in re.findall(r"\$\{([^{}]*)\}", text)]


def in_our_words(text: str, types: Mapping[str, str], own: str = "") -> str:
    """The expression with these turns of speech as we say them; `types` are those of fields by the names of their
    questions, `own` is the name of the question that it calls "."."""
    try:
        part = parse(text)
    except Refused:
        return text
    edits = sorted((one.start, one.end, said) for one in part.walk() if (said := _said(one, text, types, own)))
    found, last = [], 0
    for start, end, said in edits:
        if start >= last:
            found += [text[last:start], said]
            last = end
    return "".join([*found, text[last:]])


def _said(part: Part, text: str, types: Mapping[str, str], own: str) -> str:
    if part.word == "call" and part.text == "date" and [one.word for one in part.arguments] == ["text"]:
        return part.arguments[0].text
    if part.word not in ("=", "!="):
        return ""
    for one, other in (part.arguments, reversed(part.arguments)):
        if one.word in ("name", "own"):
            written = text[part.start : part.end]
            if written.count("(") != written.count(")"):
                return ""
            return _compared(part.word, one, other, types.get(own if one.word == "own" else one.text[2:-1].strip(), ""))
    return ""


def _compared(sign: str, one: Part, other: Part, value_type: str) -> str:
    """A field compared with a value, as we say it; "" where it may stay."""
    if other.word == "text" and other.text[1:-1] == "":
        return f"count({one.text}) = {0 if sign == '=' else 1}"
    if other.word == "number" and value_type == "CHOICE":
        return f"{one.text} {sign} '{western_digits(other.text)}'"
    if value_type == "YES_NO" and other.word == "text" and (answer := _ANSWERS.get(other.text[1:-1].lower())):
        return f"{one.text} {sign} {answer}"
    return ""


_ANSWERS = {"yes": "true()", "ok": "true()", "no": "false()"}


def is_of_others(text: str, here: Collection[str], anywhere: Collection[str]) -> str:
    """The first name that is one of a question of another record type: within a repeat, or outside of it."""
    return next((name for name in names_in(text) if name not in here and name in anywhere), "")
