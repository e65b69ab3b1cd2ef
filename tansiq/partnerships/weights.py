"""How much each part counts in the score of an organisation that may be a partner: a setting of the register."""

from collections.abc import Mapping
from types import MappingProxyType

PARTS = ("presence", "sector", "size", "timeliness", "capacity", "together")
"""The parts of the score, in the order in which they are told."""
USUAL: Mapping[str, int] = MappingProxyType(
    {"presence": 30, "sector": 20, "size": 10, "timeliness": 15, "capacity": 15, "together": 10}
)
MOST = 1_000


class _Kept:
    """What this process goes by."""

    weights = USUAL


def parse(text: str) -> Mapping[str, int]:
    """Weights from a text such as "presence=30, sector=20"; what is not named counts as usual. Raises ValueError for
    an unknown part, for what is no whole number from 0 to 1000, and where all are 0."""
    given: dict[str, int] = {}
    for piece in filter(None, (piece.strip() for piece in text.split(","))):
        name, _, number = (part.strip() for part in piece.partition("="))
        if name not in PARTS or not number.isascii() or not number.isdigit() or int(number) > MOST:
            raise ValueError(f"names parts ({', '.join(PARTS)}) with whole numbers from 0 to {MOST}, not {piece}")
        given[name] = int(number)
    found = {name: given.get(name, USUAL[name]) for name in PARTS}
    if not any(found.values()):
        raise ValueError("leaves nothing that counts")
    return MappingProxyType(found)


def use(text: str) -> None:
    """Let this process go by the weights of a text, "" for the usual ones. Raises ValueError as `parse` does."""
    _Kept.weights = parse(text)


def in_use() -> Mapping[str, int]:
    """The weight of each part, by its name."""
    return _Kept.weights
