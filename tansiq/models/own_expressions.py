"""Own fields in expressions: what each is to them, and what those say that calculate fields or show them.

    fields of one kind of record -> names_of -> Setting -> tansiq.expressions -> a tree, or what is wrong with it

Formulas and conditions are kept by the numbers of the fields they speak of: a page that lets somebody type them reads
them first (tansiq.expressions.reading.read) with the names of `names_of`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from tansiq.expressions.checking import Setting
from tansiq.expressions.fields import FieldFacts, FieldNames, Kind
from tansiq.expressions.ordering import order_of
from tansiq.expressions.reading import fields_in, understood
from tansiq.expressions.tree import Node
from tansiq.faults import Fault, Refused
from tansiq.language.words import InBoth, say
from tansiq.models.form_rules import is_item

KINDS: Mapping[str, Kind] = {
    "TEXT": Kind.TEXT,
    "LONG_TEXT": Kind.TEXT,
    "EMAIL": Kind.TEXT,
    "TELEPHONE": Kind.TEXT,
    "WEB": Kind.TEXT,
    "PCODE": Kind.TEXT,
    "WHOLE": Kind.NUMBER,
    "NUMBER": Kind.NUMBER,
    "YES_NO": Kind.YES_NO,
    "DAY": Kind.DAY,
    "MONTH": Kind.MONTH,
    "CHOICE": Kind.TEXT,
    "CHOICES": Kind.CODES,
}
"""By type of field: what its values are to an expression. References, points, headings and rows are nothing to it."""
MOST_DECIMALS = 6


class Described(Protocol):
    """What is asked of a field here (tansiq.models.field_definition.FieldDefinition)."""

    @property
    def number(self) -> int: ...
    @property
    def keys(self) -> list[str]: ...

    key: str
    label_ar: str
    label_en: str
    value_type: str
    decimals: int | None
    is_personal: bool
    is_published: bool
    use_state: str
    formula: str
    shows_if: str
    unit_en: str


Codes = Mapping[int, Sequence[str]]
"""By number of the field: the codes of its list."""


def trees_of(fields: Sequence[Described], codes: Codes) -> dict[int, Node]:
    """The trees of the calculated ones among fields of one kind of record, by number, each after those it is made of.

    Raises Refused where a formula means nothing (its fault names the field "extra.12"), or they go round in a circle.
    """
    trees, waiting, facts = _trees(fields, codes)
    if waiting:
        raise Refused(*_faults_of_waiting(waiting, facts))
    return trees


def trees_that_mean_something(fields: Sequence[Described], codes: Codes) -> dict[int, Node]:
    """The same without those that mean nothing any more: they take no other with them but what is made of them."""
    return _trees(fields, codes)[0]


def _trees(
    fields: Sequence[Described], codes: Codes
) -> tuple[dict[int, Node], dict[int, Described], dict[int, FieldFacts]]:
    """The trees, the fields whose formulas are understood by nothing that is known, and what is known."""
    waiting = {one.number: one for one in fields if one.value_type == "CALCULATED"}
    facts = {one.number: _facts(one, codes) for one in fields}
    needs = {number: _numbers_in(one.formula) for number, one in waiting.items()}
    trees: dict[int, Node] = {}
    follows = bool(waiting) and has_previous(fields)
    # What waits for others is not tried before these are known: a chain of a hundred would be read five thousand times.
    while found := _found_now(waiting, needs, FieldNames(facts.values(), follows)):
        trees |= found
        for number, tree in found.items():
            facts[number] = replace(facts[number], kind=tree.kind, decimals=tree.decimals)
            del waiting[number]
    return trees, waiting, facts


def _numbers_in(formula: str) -> frozenset[int]:
    """The fields that a formula names; of what nobody can read, none."""
    try:
        return frozenset(fields_in(formula))
    except Refused:
        return frozenset()


def names_of(fields: Sequence[Described], codes: Codes) -> FieldNames:
    """The names by which expressions over these fields call them; a calculated one is of the kind of its formula."""
    # Whoever corrects one formula is not kept from it by another, which means nothing.
    _, _, facts = _trees(fields, codes)
    return FieldNames(facts.values(), has_previous(fields))


def has_previous(fields: Sequence[Described]) -> bool:
    """Whether these are items of a form, which is filled period after period."""
    return any(is_item(one) for one in fields[:1])


def faults_of_field(one: Described, fields: Sequence[Described], codes: Codes) -> Iterator[Fault]:
    """What is wrong with the formula and the condition of a field, which stands among `fields`."""
    if one.formula:
        try:
            trees_of(fields, codes)
        except Refused as refusal:
            yield from (replace(fault, field="formula") for fault in refusal.faults)
            return
        yield from _faults_of_telling(one, fields)
    if one.shows_if:
        try:
            understood(one.shows_if, Setting(names=names_of(fields, codes), expects=Kind.YES_NO))
        except Refused as refusal:
            yield from (replace(fault, field="shows_if") for fault in refusal.faults)


def faults_of_users(one: Described, fields: Sequence[Described], codes: Codes) -> Iterator[Fault]:
    """What is wrong with a field for the sake of others in use that are calculated from it, or shown by it."""
    for user in fields:
        if user is one or user.use_state != "ACTIVE" or one.number not in _named_by(user):
            continue
        name = InBoth(user.label_en or user.key, arabic=user.label_ar or user.key)
        broken = next(faults_of_field(user, fields, codes), None)
        if one.use_state == "RETIRED":
            text = say("“%(field)s” depends on it. Change that one first, or retire it as well.", field=name)
            yield Fault("USED", "use_state", text)
        elif broken is not None and broken.field.startswith("is_"):
            text = say("“%(field)s” is calculated from it and would show it to more people. Change that one first.",
                       field=name)  # fmt: skip
            yield Fault("USED", broken.field, text)
        elif broken is not None:
            text = say("“%(field)s” depends on it and would mean nothing. Change that one first.", field=name)
            yield Fault("USED", "value_type", text)


def _named_by(one: Described) -> set[int]:
    return {number for kept in (one.formula, one.shows_if) if kept for number in fields_in(kept)}


def _faults_of_telling(one: Described, fields: Sequence[Described]) -> Iterator[Fault]:
    """What is calculated tells what it is calculated from: nobody sees it who may not see that."""
    read = set(fields_in(one.formula))
    sources = [source for source in fields if source.number in read]
    if not one.is_personal and any(source.is_personal for source in sources):
        yield Fault("PERSONAL", "is_personal", say("It is calculated from personal data, and is personal as well."))
    elif one.is_published and not one.is_personal and not all(source.is_published for source in sources):
        text = say("It is calculated from what is not published, and is not published either.")
        yield Fault("UNPUBLISHED", "is_published", text)


def conditions_of(fields: Sequence[Described], codes: Codes) -> dict[int, Node]:
    """The trees of the conditions under which fields are shown, by number; those that mean nothing are left out."""
    names, found = names_of(fields, codes), {}
    for one in fields:
        if one.shows_if:
            try:
                found[one.number] = understood(one.shows_if, Setting(names=names, expects=Kind.YES_NO))
            except Refused:
                # A field it asked for is of another kind by now: what nobody can tell hides nothing.
                continue
    return found


def _facts(one: Described, codes: Codes) -> FieldFacts:
    return FieldFacts(
        number=one.number,
        kind=KINDS.get(one.value_type),
        key=one.key,
        label_ar=one.label_ar,
        label_en=one.label_en,
        decimals=_decimals(one),
        unit=one.unit_en,
        choices=codes.get(one.number),
        former_keys=one.keys[1:],
    )


def as_number(one: Described) -> FieldFacts:
    """What a field is to an expression where its value, reported or calculated, is known to be a number."""
    return replace(_facts(one, {}), kind=Kind.NUMBER)


def _decimals(one: Described) -> int:
    """How many decimals a number has: what a formula comes to is rounded to them."""
    return 0 if one.value_type == "WHOLE" else MOST_DECIMALS if one.decimals is None else one.decimals


def _found_now(
    waiting: Mapping[int, Described], needs: Mapping[int, frozenset[int]], names: FieldNames
) -> dict[int, Node]:
    """The trees of those that wait for nothing which waits itself, as far as they mean something."""
    return dict(_understood_now([one for one in waiting.values() if not needs[one.number] & waiting.keys()], names))


def _understood_now(waiting: Iterable[Described], names: FieldNames) -> Iterator[tuple[int, Node]]:
    for one in waiting:
        try:
            yield one.number, understood(one.formula, Setting(names=names, decimals=_decimals(one)))
        except Refused:
            continue


def _faults_of_waiting(waiting: Mapping[int, Described], facts: Mapping[int, FieldFacts]) -> Iterator[Fault]:
    """A circle is told as one; each other formula by what is wrong with it."""
    names = FieldNames(facts.values(), has_previous(list(waiting.values())))
    taken = {number: replace(told, kind=Kind.NUMBER) for number, told in facts.items() if number in waiting}
    guessed = FieldNames([*{**facts, **taken}.values()], names.has_previous)
    trees = {}
    for number, one in waiting.items():
        try:
            trees[number] = understood(one.formula, Setting(names=guessed, decimals=_decimals(one)))
        except Refused as refusal:
            yield from (replace(fault, field=f"extra.{number}") for fault in refusal.faults)
    try:
        order_of(trees, names)
    except Refused as refusal:
        yield from refusal.faults
