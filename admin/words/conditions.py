"""The condition under which a form shows a field, in words: "Pump is Hand pump, and Depth is more than 50".

What has no plain words, such as a sum within a condition, is told as it is written.
"""

from collections.abc import Callable, Mapping

from admin.words.expressions import expression_text
from admin.words.own_values import plain_value
from tansiq.expressions.tree import Node
from tansiq.language.bilingual import pick
from tansiq.language.words import gettext
from tansiq.models import FieldDefinition
from tansiq.models.definitions import known
from tansiq.models.own_expressions import conditions_of


def condition_text(one: FieldDefinition) -> str:
    """When a field is shown, a drafted one too, in the language now spoken."""
    tree = known().conditions_in(one.holder).get(one.number) if one.use_state == "ACTIVE" else None
    if tree is None:
        fields = known().all_of(one.holder)
        tree = conditions_of(fields, known().codes_in(fields)).get(one.number)
    return ("" if tree is None else _told(tree)) or _as_written(one)


def _as_written(one: FieldDefinition) -> str:
    """An expression runs from left to right within words of any direction."""
    return f"\u2066{expression_text(one.shows_if)}\u2069"


def _told(node: Node) -> str:
    """A condition in words; "" for what has none."""
    if node.operation in ("and", "or"):
        return _joined(node.operation, [_told(part) for part in node.arguments])
    if node.operation == "selected":
        return _compared(_INCLUDES, node.arguments[0], node.value)
    if node.operation == "field":
        # A question that is answered with yes or no stands for itself.
        return _compared(_SIGNS["="], node, value=True)
    if node.operation in _SIGNS:
        field, value = node.arguments
        return _compared(_SIGNS[node.operation], field, value.value) if value.operation == "literal" else ""
    return ""


def _joined(word: str, parts: list[str]) -> str:
    if not all(parts):
        return ""
    first, second = parts
    if word == "and":
        return gettext("%(first)s, and %(second)s", first=first, second=second)
    return gettext("%(first)s, or %(second)s", first=first, second=second)


def _compared(say: Callable[..., str], field: Node, value: object) -> str:
    one = known().fields.get(int(str(field.value))) if field.operation == "field" else None
    if one is None or value is None:
        return ""
    return say(field=pick(one, "label"), value=_value(one, value))


def _value(one: FieldDefinition, value: object) -> str:
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    answers = known().answers_to(one)
    if str(value) in answers:
        return pick(answers[str(value)], "label") or str(value)
    return str(plain_value(one.number, value)) if one.value_type == "MONTH" else str(value)


def _includes(**told: str) -> str:
    return gettext("%(field)s includes %(value)s", **told)


_INCLUDES: Callable[..., str] = _includes
_SIGNS: Mapping[str, Callable[..., str]] = {
    "=": lambda **told: gettext("%(field)s is %(value)s", **told),
    "!=": lambda **told: gettext("%(field)s is not %(value)s", **told),
    "<": lambda **told: gettext("%(field)s is less than %(value)s", **told),
    "<=": lambda **told: gettext("%(field)s is at most %(value)s", **told),
    ">": lambda **told: gettext("%(field)s is more than %(value)s", **told),
    ">=": lambda **told: gettext("%(field)s is at least %(value)s", **told),
}
