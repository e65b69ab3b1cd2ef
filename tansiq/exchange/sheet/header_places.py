"""Headers that name an area: "Cercle", "RegionPcode", "admin2name_en", "رمز المديرية" and their kin.

A header is a word for areas with or without a word for code or name, so the pairs are put together, not listed.
"""

import re
from typing import NamedTuple

from tansiq.exchange.sheet.area_words import AreaWord, area_word

_CODE = re.compile(r"^(?:pcodes?|codes?|رمز|كود)|(?:pcode|pcod|pcodes|code|codes|الرمز|رمز|الكود)$")
_NAME = re.compile(r"^(?:names?|noms?|اسم)|(?:names|name|nom|الاسم)$")
_OF = ("", "of", "ofthe", "de", "du", "des", "del", "dela", "la", "le")


class PlaceHeader(NamedTuple):
    """The field of a header of areas, whether it says its level by number, and whether it gives way to others."""

    field: str
    is_numbered: bool = False
    gives_way: bool = False


def field_of_place(tight: str, country: str = "") -> PlaceHeader | None:
    """What a folded header without spaces names: "regionpcode" is `adm1_pcode`, "cercle" is `adm2_name`.

    `country` is the two-letter code of the country at hand, where it is known.
    """
    said = area_word(tight, country)
    if said:
        return _named(said, "name")
    for pattern, ending in ((_CODE, "pcode"), (_NAME, "name")):
        bare = pattern.sub("", tight, count=1)
        words = (area_word(bare.removeprefix(of), country) for of in _OF if bare.startswith(of))
        said = next(filter(None, words), None) if bare != tight else None
        if said:
            return _named(said, ending)
    return None


def _named(said: AreaWord, ending: str) -> PlaceHeader:
    field = "country" if (said.level, ending) == ("country", "name") else f"{said.level}_{ending}"
    return PlaceHeader(field, said.is_numbered, said.gives_way)
