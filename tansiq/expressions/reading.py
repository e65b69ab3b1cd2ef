"""From what somebody typed to what is kept, and back: names come and go, numbers stay.

    read("${Depth} > 5")  ->  "${12} > 5"  ->  shown in Arabic: "${العمق} > 5"

A field whose label and key are no name of its own any more is shown as ${#12}, which can be read again too.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from tansiq.expressions.checking import Check, Found, Setting
from tansiq.expressions.expression_fault import ExpressionFault, at, quoted
from tansiq.expressions.fields import FieldFacts, Names, squeezed
from tansiq.expressions.limits import AT_ALL
from tansiq.expressions.parsing import Part, parse
from tansiq.expressions.tree import Node
from tansiq.faults import Refused
from tansiq.language.arabic import fold
from tansiq.language.cleaning import western_digits, without_unseen
from tansiq.language.digits import whole
from tansiq.language.words import say

_MOST_GUESSES = 3
_NAME_SHOWN = 60
_NO_LETTER = re.compile(r"[^\S\n]|[\x01-\x09\x0b-\x1f\x7f-\x9f]")


def read(typed: str, setting: Setting) -> str:
    """What is kept of an expression as somebody typed it; Refused with every fault of it, each an ExpressionFault.

    Where it is no expression at all, one fault is told: that of the first letter that does not fit.
    """
    text = typed if len(typed) > AT_ALL else _cleaned(typed)
    part = parse(text)
    search = _Search(setting.names)
    _tree(part, setting, search.field)
    return _with_names(text, part, lambda name: str(search.found[_written(name)].number))


def shown(kept: str, names: Names, language: str) -> str:
    """An expression with the names its fields have now: labels in "ar" or "en", or with "key" their keys."""
    return _with_names(kept, parse(kept), lambda name: _name_of(_number(name), names, language))


def understood(kept: str, setting: Setting) -> Node:
    """The tree of an expression as it is kept.

    Refused where it means nothing any more: a field is gone or has become of another kind. The letters that are told
    are those of `shown` in no language, but of what is kept.
    """
    return _tree(parse(kept), setting, lambda name: _field_of(name, setting.names))


def fields_in(kept: str) -> tuple[int, ...]:
    """The numbers of all fields that a kept expression names, each once; "." is none of them."""
    return tuple(dict.fromkeys(_number(name) for name in _names_in(parse(kept))))


def renumbered(kept: str, numbers: Mapping[int, int]) -> str:
    """A kept expression in which each field has the number that stands for its own; Refused as `fields_in` is, and
    with UNKNOWN_FIELD where it names a field that has none."""
    part = parse(kept)
    faults = [
        at(name.start, "UNKNOWN_FIELD", say("There is no field %(number)s here.", number=_written(name)))
        for name in _names_in(part)
        if _number(name) not in numbers
    ]
    if faults:
        raise Refused(*faults)
    return _with_names(kept, part, lambda name: str(numbers[_number(name)]))


def _tree(part: Part, setting: Setting, find: Callable[[Part], Found]) -> Node:
    check = Check(setting, find)
    tree = check.whole(part)
    if check.faults or tree is None:
        raise Refused(*sorted(check.faults, key=lambda fault: fault.column))
    return tree


def _names_in(part: Part) -> Iterator[Part]:
    return (below for below in part.walk() if below.word == "name")


def _with_names(text: str, part: Part, name_of: Callable[[Part], str]) -> str:
    pieces, last = [], 0
    for name in sorted(_names_in(part), key=lambda one: one.start):
        pieces += [text[last : name.start], "${", name_of(name), "}"]
        last = name.end
    return "".join([*pieces, text[last:]])


def _written(name: Part) -> str:
    return squeezed(name.text[2:-1])


def _number(name: Part) -> int:
    """The field of a name as it is kept; 0, which none has, for anything else."""
    return whole(_written(name)) or 0


def _field_of(name: Part, names: Names) -> Found:
    told = say("There is no field with number %(number)s any more. Choose another one.", number=_written(name))
    return names.of(_number(name)) or at(name.start, "UNKNOWN_FIELD", told)


def _cleaned(typed: str) -> str:
    """What was typed without marks that nobody sees, with plain blanks: each letter stays where it is seen."""
    return _NO_LETTER.sub(" ", without_unseen(typed)).rstrip()


class _Search:
    """The fields that names of one expression lead to; `found` keeps them by name."""

    def __init__(self, names: Names) -> None:
        self.names, self.found = names, dict[str, FieldFacts]()
        self._guesses = _MOST_GUESSES

    def field(self, name: Part) -> Found:
        """The field of a name, or what is wrong with the name."""
        written = _written(name)
        fields = self._called(written)
        if len(fields) > 1:
            keys = quoted(f"${{{field.key}}}" for field in fields)
            told = say("Several fields are called “%(name)s”. Write the key of one: %(keys)s.", name=written, keys=keys)
            return at(name.start, "AMBIGUOUS_NAME", told)
        return self.found.setdefault(written, fields[0]) if fields else self._unknown(name, written)

    def _called(self, written: str) -> Sequence[FieldFacts]:
        if not written.startswith("#"):
            return self.names.called(written)
        field = self.names.of(whole(western_digits(written[1:])) or 0)
        return [field] if field else []

    def _unknown(self, name: Part, written: str) -> ExpressionFault:
        """To look for names that are nearly the same takes time, so it is done for the first few alone."""
        self._guesses -= 1
        known = {fold(one): one for one in self.names.known()} if self._guesses >= 0 else {}
        near = [known[one] for one in get_close_matches(fold(written), known)]
        told = say("There is no field “%(name)s”. Choose one of the list.", name=written[:_NAME_SHOWN])
        if near:
            told = say("There is no field “%(name)s”. Is one of these meant: %(near)s?",
                       name=written[:_NAME_SHOWN], near=quoted(f"${{{one}}}" for one in near))  # fmt: skip
        return at(name.start, "UNKNOWN_NAME", told)


def _name_of(number: int, names: Names, language: str) -> str:
    """The name of a field now that leads to it and to no other; its number where there is none."""
    field = names.of(number)
    if field is None:
        return f"#{number}"
    labels = [field.label_ar, field.label_en] if language == "ar" else [field.label_en, field.label_ar]
    for name in ([] if language == "key" else labels) + [field.key]:
        if _is_name(name) and [found.number for found in names.called(name)] == [number]:
            return squeezed(name)
    return f"#{number}"


def _is_name(name: str) -> bool:
    return bool(name.strip()) and not name.strip().startswith("#") and not set(name) & set("{}\n\0")
