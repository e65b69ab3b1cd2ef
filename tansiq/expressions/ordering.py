"""In which order calculated fields are calculated, as one may be made of others."""

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from tansiq.expressions.fields import Names
from tansiq.expressions.tree import Node
from tansiq.faults import Fault, Refused
from tansiq.language.words import Sentence, say


def numbers_in(tree: Node) -> frozenset[int]:
    """The fields of the same row that an expression reads, its own one included; not those of the period before."""
    return frozenset(int(str(node.value)) for node in tree.walk() if node.operation == "field")


def order_of(formulas: Mapping[int, Node], names: Names) -> tuple[int, ...]:
    """The numbers of calculated fields, each after those it is calculated from.

    Refused (CIRCLE) where a field is calculated from itself, however long the way; the way is told.
    """
    needs = {number: numbers_in(tree) & formulas.keys() for number, tree in formulas.items()}
    try:
        return tuple(TopologicalSorter(needs).static_order())
    except CycleError as error:
        raise Refused(Fault("CIRCLE", "", _told_of(error.args[1], names))) from None


def _told_of(circle: Sequence[int], names: Names) -> Sentence:
    """The way of a circle, in which each field is needed by the next one."""
    first, *others = circle
    way = say("“%(field)s”", field=_label(first, names))
    for number in others:
        way = say("“%(field)s” from %(rest)s", field=_label(number, names), rest=way)
    return say("A field cannot be calculated from itself: %(way)s. Take one of them out.", way=way)


def _label(number: int, names: Names) -> Sentence | str:
    field = names.of(number)
    return field.label if field else f"#{number}"
