"""Keys by which names are ordered: the folded name, so that آفاق stands beside الأمل and not before every other letter.

Databases order by code points or by a language of their own; a key that is written once orders everywhere alike.
"""

from tansiq.language.arabic import fold

LONGEST = 60
"""Letters of a key: names that are equal so far follow each other by their ids."""


def order_keys(arabic: str | None, english: str | None, otherwise: str | None = None) -> tuple[str, str]:
    """The keys of a row in Arabic and in English: of the name that is shown there, `otherwise` where it has none."""
    keys = fold(arabic or english or otherwise), fold(english or arabic or otherwise)
    return keys[0][:LONGEST], keys[1][:LONGEST]
