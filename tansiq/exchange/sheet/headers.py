"""What a header says, in Arabic, English or French: exact synonyms, then areas, then counts of people.

A header is understood as it stands, else without what stands in brackets, else by its parts: people write
instructions below or behind it, and the same in another language beside it.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from tansiq.exchange.sheet import entry_fields, plan_fields, unit_fields
from tansiq.exchange.sheet.field import IN_WORDS_OF_5W, Field, SheetKind
from tansiq.exchange.sheet.fields import BY_NAME, FIELDS_OF, field_named, static_fields_of
from tansiq.exchange.sheet.header_months import Month, month_named
from tansiq.exchange.sheet.header_organizations import aspect_of_organization
from tansiq.exchange.sheet.header_parts import ASIDE, bare_header, is_harmless, parts_of, without_name
from tansiq.exchange.sheet.header_people import counts_everybody, field_of_people
from tansiq.exchange.sheet.header_places import field_of_place
from tansiq.exchange.sheet.own_fields import OwnHeaders, own_headers
from tansiq.exchange.sheet.synonyms import SYNONYMS
from tansiq.language.arabic import fold, fold_tight, is_arabic
from tansiq.models.definitions import known

_LANGUAGES = {
    "ar": "ar arabic arabe عربي العربيه بالعربيه عربيه",
    "en": "en eng english anglais انجليزي الانجليزيه بالانجليزيه انجليزيه",
    "": "fr french francais",
}
_LANGUAGE_OF = {word: code for code, words in _LANGUAGES.items() for word in words.split()}


class Claim(NamedTuple):
    """The field a header names; a weak claim, of a part of the header alone, gives way to a whole one."""

    field: str
    is_weak: bool = False
    is_numbered: bool = False


def _key(text: str) -> str:
    """Folded, without spaces, and with one spelling of organisation."""
    return fold_tight(text).replace("organiz", "organis").replace("œ", "oe")


class _Asked(NamedTuple):
    """In what sheet a header stands: the code of its country, "" where it is not known, its kind, and what the fields
    of a ministry are called in it."""

    country: str
    kind: SheetKind
    own: OwnHeaders


def _exact(fields: Sequence[Field], synonyms: Mapping[str, str]) -> dict[str, str]:
    return {
        _key(header): name
        for name, headers in (
            *((name, also.split("|")) for name, also in synonyms.items()),
            *((field.name, [field.ar, field.en, field.fr]) for field in reversed(fields)),
        )
        for header in headers
    }


_EXACT: dict[SheetKind, dict[str, str]] = {
    **dict.fromkeys(IN_WORDS_OF_5W, _exact(FIELDS_OF["FIVEW"], SYNONYMS)),
    "PLAN": _exact(FIELDS_OF["PLAN"], plan_fields.SYNONYMS),
    "UNITS": _exact(FIELDS_OF["UNITS"], unit_fields.SYNONYMS),
}


def _exact_of(kind: SheetKind) -> Mapping[str, str]:
    return _EXACT[kind] if kind in _EXACT else known().kept(("exact", kind), lambda: _exact_of_entries(kind))


def _exact_of_entries(kind: SheetKind) -> dict[str, str]:
    """What headers mean over entries beside their own fields: places are called as in 5W sheets."""
    fields = static_fields_of(kind)
    names = {field.name for field in fields}
    also = {name: words for name, words in {**SYNONYMS, **entry_fields.SYNONYMS}.items() if name in names}
    return _exact(fields, also)


def _places(kind: SheetKind) -> frozenset[str]:
    return known().kept(("names", kind), lambda: frozenset(field.name for field in static_fields_of(kind)))


# Read so only where no other column of the sheet is the field: alone the word says too little.
WEAK = {"label": "sector"}


def field_of_header(header: str, country: str = "", kind: SheetKind = "FIVEW") -> str | None:
    """The field a header names, or None. Case, accents, hamza, spaces, "3." and "*" do not matter."""
    claim = claim_of_header(header, country, kind)
    return claim.field if claim else None


def claim_of_header(header: str, country: str = "", kind: SheetKind = "FIVEW") -> Claim | None:
    """The field a header names in a sheet of a kind, and how surely; `country` is the code of the country at hand,
    where it is known."""
    return _claim(header, _Asked(country, kind, own_headers(kind)))


@lru_cache(maxsize=4096)
def _claim(header: str, asked: _Asked) -> Claim | None:
    if numbered := asked.own.numbered(header):
        return Claim(numbered)
    bare = bare_header(header)
    month = _of_month(bare) if asked.kind in IN_WORDS_OF_5W else None
    return _whole(bare, asked) or _without_asides(bare, asked) or month or _of_parts(bare, asked)


def month_of_header(header: str) -> Month | None:
    """The month that the people of a header were reached by; one without a year only where all else is understood."""
    bare = bare_header(header)
    named = month_named(bare)
    if named is None or not (named[0].year or not named[1] or _of_month(bare)):
        return None
    return named[0]


def _of_month(bare: str) -> Claim | None:
    """People reached by a month, "Atteints janv. 2026"; people of a month are those reached."""
    named = month_named(bare)
    is_reached = named is not None and (field_of_people(named[1]) == "reached" or counts_everybody(named[1]))
    return Claim("reached") if is_reached else None


def _whole(text: str, asked: _Asked) -> Claim | None:
    """What a text says as a whole."""
    return _known(text, asked) or _in_language(text, asked)


def _without_asides(bare: str, asked: _Asked) -> Claim | None:
    """What it says without its brackets; a level that they give by number is the one that counts."""
    asides = ASIDE.findall(bare)
    said = _whole(ASIDE.sub(" ", bare), asked) if asides else None
    if said is None:
        return None
    if said.field.startswith("adm") or said.field.startswith("settlement_"):
        numbered = next((c for c in (_known(one[1:-1], asked) for one in asides) if c and c.is_numbered), None)
        return numbered or said
    return said if all(map(is_harmless, asides)) or not _counts_people(said) else None


def _of_parts(bare: str, asked: _Asked) -> Claim | None:
    """What its opening says, or the part in the other script, where no other part says anything else."""
    parts = parts_of(ASIDE.sub(" ", bare))
    claims = [_whole(part, asked) for part in parts]
    known = [claim for claim in claims if claim]
    if len(parts) < 2 or not known:
        return None
    first = claims[0] or next(claim for claim in claims if claim)
    if claims[0] is None and not _in_another_script(parts, claims):
        return None
    if _counts_people(first) and not all(
        is_harmless(part) for part, claim in zip(parts, claims, strict=True) if not claim
    ):
        return None
    agreed = _agreed(known)
    return agreed and agreed._replace(is_weak=agreed.is_weak or len(known) < len(parts))


def _in_another_script(parts: list[str], claims: list[Claim | None]) -> bool:
    return all(is_arabic(part) != is_arabic(parts[0]) for part, claim in zip(parts, claims, strict=True) if claim)


def _agreed(claims: list[Claim]) -> Claim | None:
    """The claim that all make. Of two levels, a number decides, then a settlement gives way ("Territoire/Ville")."""
    if len({_base(claim.field) for claim in claims}) == 1:
        return claims[0]
    numbered = [claim for claim in claims if claim.is_numbered]
    higher = [claim for claim in claims if not claim.field.startswith("settlement_")]
    places = all(claim.field.startswith(("adm", "settlement_")) for claim in claims)
    deciding = numbered or higher if places else []
    return deciding[0] if len({claim.field for claim in deciding}) == 1 else None


def _base(field: str) -> str:
    return field.removesuffix("_ar").removesuffix("_en")


def _counts_people(claim: Claim) -> bool:
    return field_named(claim.field).kind == "count"


def _known(text: str, asked: _Asked) -> Claim | None:
    key, exact = _key(text), _exact_of(asked.kind)
    if known_as := exact.get(key) or asked.own.find(text):
        return Claim(known_as)
    place = field_of_place(key, asked.country)
    if place and place.field in _places(asked.kind):
        return Claim(place.field, place.gives_way, place.is_numbered)
    is_of_work = asked.kind in IN_WORDS_OF_5W
    found = field_of_people(text) if is_of_work else None
    found = found or exact.get(_key(without_name(text))) or (_of_organization(text) if is_of_work else None)
    return Claim(found) if found else None


def _of_organization(text: str) -> str | None:
    field, whose = aspect_of_organization(text) or ("", "")
    names = (_key(whose), _key(without_name(whose)))
    return field if any(_EXACT["FIVEW"].get(name) == "organization_name" for name in names) else None


def _in_language(text: str, asked: _Asked) -> Claim | None:
    """A known header with the word for a language before or after it: "category_ar", "Sector (Arabic)"."""
    words = fold(text).split()
    for word, rest in ((words[-1], words[:-1]), (words[0], words[1:])) if len(words) > 1 else ():
        if word in _LANGUAGE_OF:
            base = _known(" ".join(rest), asked)
            return base and base._replace(field=_variant(base.field, _LANGUAGE_OF[word]))
    return None


def _variant(base: str, code: str) -> str:
    """The field of that language, where the field has one for each."""
    return f"{base}_{code}" if f"{base}_{code}" in BY_NAME else base
