"""How long and how deep an expression may be, told in one walk over its letters before anything parses it.

A chain counts for depth as brackets do: "1+1+1" is a tree as deep as "1+(1+1)" is. So nothing that walks the tree
later needs to look out.
"""

import re
from dataclasses import dataclass, field

from tansiq.expressions.expression_fault import ExpressionFault, at
from tansiq.language.words import Sentence, say, say_count

LETTERS = 1_000
DEPTH = 30
AT_ALL = 40_000
"""Letters with all names written out."""
NAME = re.compile(r"\$\{[^{}]{1,300}\}")
_NUMBER = "${123}"
"""What the name of a field counts for, however long its label is: it is kept by its number."""

_PIECES = re.compile(
    r"""(?P<text>'[^']*'|"[^"]*") | (?P<open>\() | (?P<close>\)) | (?P<comma>[,،])
    | (?P<sign>!=|<=|>=|[-+*=<>]|\b(?:or|and|div|mod)\b) | (?P<call>[a-z]+(?:-[a-z]+)*(?=\s*\())
    | (?P<other>\$\{[^}]*\}|\S)""",
    re.VERBOSE | re.IGNORECASE,
)
_TIGHTNESS = {"or": 0, "and": 1, "+": 3, "-": 3, "*": 4, "div": 4, "mod": 4}
_COMPARING, _NEGATIVE = 2, 5


@dataclass
class _Level:
    """What stands between one pair of brackets: how long its chains are, looser signs before tighter ones."""

    running: list[int] = field(default_factory=lambda: [0] * 6)
    longest: list[int] = field(default_factory=lambda: [0] * 6)
    below: int = 0

    def sign(self, tightness: int) -> None:
        """One more sign in a chain; chains of tighter signs begin anew after it."""
        self.running[tightness] += 1
        self.longest[tightness] = max(self.longest[tightness], self.running[tightness])
        self.running[tightness + 1 :] = [0] * (5 - tightness)

    def comma(self) -> None:
        """The next argument begins."""
        self.running = [0] * 6

    @property
    def depth(self) -> int:
        """No tree of what stands here is deeper."""
        return sum(self.longest) + self.below + 1


def size_fault(text: str) -> ExpressionFault | None:
    """What makes `text` too long or too deep to be parsed; None where nothing does."""
    if len(text) > AT_ALL or len(NAME.sub(_NUMBER, text)) > LETTERS:
        return _too_long()
    if "\0" in text:
        return at(text.index("\0"), "NUL", say("The character zero cannot be kept. Remove it."))
    if not text.strip():
        return at(0, "MISSING", say("Nothing is written. Write an expression such as ${number} > 5."))
    return _walked(text)


def _walked(text: str) -> ExpressionFault | None:
    levels, is_after_operand = [_Level()], False
    for piece in _PIECES.finditer(text):
        kind = str(piece.lastgroup)
        _count(levels, kind, piece[0], is_after_operand)
        if len(levels) > DEPTH or levels[-1].depth > DEPTH:
            return at(piece.start(), "TOO_DEEP", _deep())
        is_after_operand = kind in {"text", "close", "other"}
    return None


def _count(levels: list[_Level], kind: str, piece: str, is_after_operand: bool) -> None:
    level = levels[-1]
    if kind == "open":
        levels.append(_Level())
    elif kind == "close" and len(levels) > 1:
        levels.pop()
        levels[-1].below = max(levels[-1].below, level.depth)
    elif kind == "comma":
        level.comma()
    elif kind == "sign":
        level.sign(_tightness(piece.lower(), is_after_operand))


def _tightness(sign: str, is_after_operand: bool) -> int:
    return _NEGATIVE if sign == "-" and not is_after_operand else _TIGHTNESS.get(sign, _COMPARING)


def _too_long() -> ExpressionFault:
    told = say_count(
        "An expression has at most %(count)s letter. Let a field of its own calculate a part of it.",
        "An expression has at most %(count)s letters. Let a field of its own calculate a part of it.",
        LETTERS,
    )
    return at(LETTERS, "TOO_LONG", told)


def _deep() -> Sentence:
    return say(
        "Brackets and signs are more than %(depth)s deep here. Let a field of its own calculate a part of it.",
        depth=DEPTH,
    )
