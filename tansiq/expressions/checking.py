"""What an expression means: each part's kind, each name's field; all faults at once, each at its letter.

A part that has a fault has no node (None), and whatever it stands in says nothing more of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tansiq.expressions import calls, literals, signs
from tansiq.expressions.expression_fault import ExpressionFault, OneOf, at, quoted
from tansiq.expressions.fields import KIND_NAMES, FieldFacts, Kind, Names
from tansiq.expressions.functions import FUNCTIONS
from tansiq.expressions.parsing import Part
from tansiq.expressions.tree import Node, number_node, rounded, settled
from tansiq.language.words import Sentence, say

Found = FieldFacts | ExpressionFault


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Where an expression stands.

    `own` is the number of the field it belongs to, which it calls "."; `expects` what it must come to, with numbers
    rounded to `decimals`; `has_previous` whether there is a period before, `has_below` whether it may
    ask for the units below.
    """

    names: Names
    own: int | None = None
    expects: Kind | None = None
    decimals: int | None = None
    has_previous: bool = False
    has_below: bool = False


class Check:
    """One walk over an expression; `faults` are all that were found.

    `find` gives the field of a name, as it was typed or as it is kept.
    """

    def __init__(self, setting: Setting, find: Callable[[Part], Found]) -> None:
        self.setting, self.find = setting, find
        self.faults: list[ExpressionFault] = []

    def whole(self, part: Part) -> Node | None:
        """The whole expression, of the kind that is expected."""
        node, needed = self.node(part), self.setting.expects
        node = literals.taken_as(node, needed) if node and needed else node
        if node and needed and node.kind is not needed:
            return self.wrong(part, "WRONG_RESULT", _whole_is(node.kind, needed))
        if node and node.kind is Kind.NUMBER and self.setting.decimals is not None:
            return rounded(node, self.setting.decimals)
        return node

    def wrong(self, part: Part, code: str, told: Sentence) -> Node | None:
        """Note a fault at a part, which has no node then."""
        self.faults.append(at(part.start, code, told))
        return None

    def node(self, part: Part) -> Node | None:
        """What a part means, with sums rounded."""
        node = self.unsettled(part)
        return settled(node) if node else None

    def unsettled(self, part: Part) -> Node | None:
        """What a part means; a sum that is a part of a longer one is not rounded by itself."""
        if part.word in _LEAVES:
            return _LEAVES[part.word](self, part)
        if part.word == "call":
            return self._call(part)
        return signs.SIGNS[part.word](self, part)

    def of_kind(self, part: Part, kind: Kind, node: Node | None) -> Node | None:
        """What a part means (`node`), where that is of a kind; else a fault."""
        node = literals.taken_as(node, kind) if node else None
        if node is None or node.kind is kind:
            return node
        if told := literals.not_written_as(node, kind):
            return self.wrong(part, f"NOT_A_{kind}", told)
        return self.wrong(part, "WRONG_KIND", _needed(node.kind, [kind]))

    def all_of_kind(self, parts: Sequence[Part], kind: Kind) -> tuple[Node, ...] | None:
        """What parts mean, where all are of a kind; else faults."""
        return _complete([self.of_kind(part, kind, self.node(part)) for part in parts])

    def alike(self, parts: Sequence[Part], kinds: Sequence[Kind]) -> tuple[Node, ...] | None:
        """What parts mean, where all are of the same one of `kinds`; else faults."""
        nodes = [self.node(part) for part in parts]
        kind = next((node.kind for node in nodes if node and not literals.is_text(node)), Kind.TEXT)
        if kind in kinds:
            return _complete([self.of_kind(part, kind, node) for part, node in zip(parts, nodes, strict=True)])
        for part, node in zip(parts, nodes, strict=True):
            if node and node.kind is kind:
                self.wrong(part, "WRONG_KIND", _needed(kind, kinds))
                break
        return None

    def field(self, part: Part) -> FieldFacts | None:
        """The field that a part names; else a fault."""
        found = self._own(part) if part.word == "own" else self.find(part)
        if isinstance(found, ExpressionFault):
            self.faults.append(found)
            return None
        if found.kind is None:
            told = say("“%(field)s” has no value to reckon or compare with. Choose another field.", field=found.label)
            self.wrong(part, "NO_VALUE", told)
            return None
        return found

    def is_choice(self, part: Part, field: Node, code: Node) -> bool:
        """Whether a field may be compared with a text (`code`, written at `part`): of a list it is one of the codes."""
        if field.operation not in {"field", "previous"} or not literals.is_text(code):
            return True
        facts = self.setting.names.of(int(str(field.value)))
        if facts is None or facts.choices is None or code.value in facts.choices:
            return True
        told = say("“%(code)s” is no choice of “%(field)s”. Its choices: %(choices)s.",
                   code=code.value, field=facts.label, choices=quoted(facts.choices))  # fmt: skip
        self.wrong(part, "UNKNOWN_CHOICE", told)
        return False

    def _own(self, part: Part) -> Found:
        number = self.setting.own
        found = None if number is None else self.setting.names.of(number)
        told = say("A full stop means the field itself, and there is none here. Write a name, as ${name}.")
        return found or at(part.start, "NO_OWN_FIELD", told)

    def _call(self, part: Part) -> Node | None:
        function = FUNCTIONS.get(part.text)
        if function is None:
            told = say("There is no function “%(name)s”. There are: %(names)s.",
                       name=part.text[:60], names=", ".join(FUNCTIONS))  # fmt: skip
            return self.wrong(part, "UNKNOWN_FUNCTION", told)
        if not function.takes(len(part.arguments)):
            return self.wrong(part, "ARGUMENTS", say("This function is written as %(form)s.", form=function.written))
        return calls.CALLS[part.text](self, part)


def _complete(nodes: Sequence[Node | None]) -> tuple[Node, ...] | None:
    found = tuple(node for node in nodes if node is not None)
    return found if len(found) == len(nodes) else None


def _number(check: Check, part: Part) -> Node | None:
    told = say("A number has at most %(most)s digits. Round it.", most=literals.MOST_DIGITS)
    return literals.number(part.text) or check.wrong(part, "NUMBER_TOO_LONG", told)


def _text(check: Check, part: Part) -> Node | None:
    return literals.text(part.text)


def _field(check: Check, part: Part) -> Node | None:
    facts = check.field(part)
    if facts is None or facts.kind is None:
        return None
    return Node("field", facts.kind, value=facts.number, decimals=facts.decimals)


def _negative(check: Check, part: Part) -> Node | None:
    number = check.all_of_kind(part.arguments, Kind.NUMBER)
    return number_node("negative", number, number[0].decimals) if number else None


_LEAVES = {"number": _number, "text": _text, "name": _field, "own": _field, "negative": _negative}


def _needed(kind: Kind, kinds: Sequence[Kind]) -> Sentence:
    if kind is Kind.CODES:
        return say("Several choices are asked one by one, as selected(${field}, 'code').")
    needed = OneOf("", several=tuple(KIND_NAMES[one] for one in kinds))
    return say("Here %(needed)s is needed, and this is %(kind)s.", needed=needed, kind=KIND_NAMES[kind])


def _whole_is(kind: Kind, needed: Kind) -> Sentence:
    names = {"kind": KIND_NAMES[kind], "needed": KIND_NAMES[needed]}
    return say("The whole is %(kind)s. Here it has to be %(needed)s.", **names)
