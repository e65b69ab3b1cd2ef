"""Our expressions as other programs reckon them, which know XPath's functions and no missing values.

    count(${a}, ${b})      (if(${a} = '', 0, 1) + if(${b} = '', 0, 1))
    ${open} and ${a} > ٥   (${open} = 'yes') and ${a} > 5              "open" is answered with yes or no
    ${day} < '2026-03-01'  ${day} < date('2026-03-01')

What a form from us says is kept in a column of ours beside it wherever it had to be said otherwise, and counts as long
as the other says the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

from tansiq.expressions.literals import is_day
from tansiq.expressions.parsing import Part, parse
from tansiq.faults import Refused
from tansiq.language.cleaning import western_digits

_COMPARING = frozenset({"=", "!=", "<", "<=", ">", ">="})
_REWRITTEN = frozenset({"count", "sum", "coalesce", "days-between", "previous", "below"})


class _Unsaid(Exception):  # noqa: N818  Never leaves this module.
    """Nothing that other programs know says this."""


@dataclass(frozen=True)
class Around:
    """What the questions are that an expression speaks of: the types of their fields by name, what calculated ones
    come to; `own` is the name of the one that calls itself "."."""

    types: Mapping[str, str] = field(default_factory=dict)
    own: str = ""


def said_outside(text: str, around: Around) -> str:
    """An expression with the names of questions as other programs reckon it; "" where they cannot, or it is none."""
    try:
        part = parse(text)
        pieces = list(_edits(part, around))
    except (Refused, _Unsaid):
        return ""
    found, last = [], 0
    for start, end, piece in pieces:
        found += [_between(text[last:start]), piece]
        last = end
    return "".join([*found, _between(text[last:])])


def constraint_outside(text: str, around: Around, bounds: str = "") -> str:
    """A rule as the constraint of the question `around.own`: within its bounds, and where an answer that it speaks of
    is missing, it is not asked."""
    said = said_outside(text, around) if text else ""
    others = [name for name in _names_in(text) if name != around.own] if said else []
    guards = [f"${{{name}}} = ''" for name in dict.fromkeys(others)]
    whole = " or ".join([*guards, f"({said})" if guards else said]) if said else ""
    return f"{bounds} and ({whole})" if bounds and whole else bounds or whole


def broken_outside(text: str, around: Around) -> str:
    """When a rule does not hold; where an answer that it speaks of is missing, it is not asked."""
    said = said_outside(text, around) if text else ""
    filled = [f"${{{name}}} != ''" for name in dict.fromkeys(_names_in(text))] if said else []
    return " and ".join([*filled, f"not({said})"]) if said else ""


def formula_outside(text: str, around: Around, is_yes_no: bool) -> str:
    """A formula as a calculation."""
    said = said_outside(text, around)
    return f"if({said}, 'yes', 'no')" if said and is_yes_no else said


def _names_in(text: str) -> list[str]:
    return [_name(part) for part in parse(text).walk() if part.word == "name"]


def _name(part: Part) -> str:
    return part.text[2:-1].strip()


def _between(text: str) -> str:
    """What stands between values: signs and the names of functions, which others want in small letters."""
    return text.replace("،", ",").lower()


def _edits(part: Part, around: Around) -> list[tuple[int, int, str]]:
    """The pieces of a text that are values, or functions to be said otherwise, each as it is to stand."""
    if part.word == "call" and part.text in _REWRITTEN:
        return [(part.start, part.end, _fresh(part, around))]
    if not part.arguments:
        return [(part.start, part.end, _value(part, around))] if part.word != "call" else []
    is_raw = part.word == "call" and part.text == "selected"
    found: list[tuple[int, int, str]] = []
    for one in part.arguments:
        if is_raw or one.word == "text":
            found.append((one.start, one.end, _raw(one, around, part)))
        else:
            found += _edits(one, around)
    return sorted(found)


def _raw(part: Part, around: Around, above: Part) -> str:
    """A value as it stands; a text beside a day is one."""
    if part.word == "text" and above.word in _COMPARING and is_day(part.text[1:-1]):
        return f"date({part.text})"
    return "." if part.word == "name" and _name(part) == around.own else part.text


def _value(part: Part, around: Around) -> str:
    if part.word == "number":
        return western_digits(part.text).replace("٬", "").replace("٫", ".")
    if part.word != "name":
        return part.text
    name = _name(part)
    written = "." if name == around.own else f"${{{name}}}"
    kind = around.types.get(name)
    if kind == "YES_NO":
        return f"({written} = 'yes')"
    return f"format-date({written}, '%Y-%m')" if kind == "MONTH" else written


def _fresh(part: Part, around: Around) -> str:
    """A part written anew, with brackets around whatever could be torn apart."""
    if part.word == "call":
        return _call(part, around)
    if part.word == "negative":
        return f"(-{_fresh(part.arguments[0], around)})"
    if part.arguments:
        left, right = (_raw(one, around, part) if one.word == "text" else _fresh(one, around) for one in part.arguments)
        return f"({left} {part.word} {right})"
    return _value(part, around)


def _call(part: Part, around: Around) -> str:
    if part.text in ("previous", "below"):
        raise _Unsaid
    if part.text == "count":
        return _sum([f"if({_counted(one, around)} = '', 0, 1)" for one in part.arguments])
    if part.text == "selected":
        return f"selected({', '.join(_raw(one, around, part) for one in part.arguments)})"
    given = [_fresh(one, around) for one in part.arguments]
    if part.text == "sum":
        return _sum([f"coalesce({one}, 0)" for one in given])
    if part.text == "coalesce":
        return reduce(lambda rest, one: f"coalesce({one}, {rest})", reversed(given))
    if part.text == "days-between":
        return f"round(decimal-date-time({given[1]}) - decimal-date-time({given[0]}), 0)"
    return f"{part.text}({', '.join(given)})"


def _counted(part: Part, around: Around) -> str:
    return _raw(part, around, part) if part.word == "name" else _fresh(part, around)


def _sum(given: Sequence[str]) -> str:
    return f"({' + '.join(given)})"
