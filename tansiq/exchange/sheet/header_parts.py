"""A header taken apart: its number, its brackets, the tag within it, its instructions, its two languages."""

import re

from tansiq.exchange.sheet.field import SheetKind
from tansiq.exchange.sheet.header_people import groups_people
from tansiq.exchange.sheet.hxl import Tag, field_of_tag, parse_tag
from tansiq.language.arabic import fold

ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
_MOST_LETTERS = 1000
_LONGEST_OPENING = 120

_DECORATION = re.compile(
    r"\*|^\s*\(?(?:[A-Z]|[A-Z]?\d{1,2}(?:\.\d{1,2}){0,2})(?:\s*[.):\-–]\s*|(?<=\.\d)\s+)(?=\D)"
)  # "3. Organisation *"
_FORMAT = re.compile(r"\b(?:dd?|jj|mm|y{2,4}|a{2,4})(?:[/.\- ](?:dd?|jj|mm|y{2,4}|a{2,4})){1,2}\b", re.IGNORECASE)
_ASKED = re.compile(
    r"^\s*(?:please\s+)?(?:select|choose|enter|specify|indicate|choisir|choisissez|sélectionner|sélectionnez|saisir|"
    r"indiquer|préciser|اختر|اختار|حدد|أدخل|ادخل|اكتب)\s+(?:the\s+|le\s+|la\s+|les\s+|l['’]\s*)?",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"\s*[\n:;/|؛•→>]+\s*|\s+[\-–—]+\s+|[.,،]\s+|"
    r"(?<=[\u0600-\u06ff])\s+(?=[A-Za-zÀ-ÿ])|(?<=[A-Za-zÀ-ÿ0-9)])\s+(?=[\u0600-\u06ff])"
)
_TAG = re.compile(r"(?<![^\s(\[/|:])#[a-z][a-z0-9_]*(?:\s?\+\s?[a-z][a-z0-9_]*)*", re.IGNORECASE)
_SPOKEN_NAME = re.compile(
    r"^(?:اسم|full name of (?:the )?|name of (?:the )?|noms? (?:complet )?(?:de la |de l |du |des |de |d )?)\s*|"
    r"\s+(?:full name|names?|noms?)$"
)


def tag_within(header: str, kind: SheetKind = "FIVEW") -> Tag | None:
    """The HXL tag that stands within a header, if it is one that means something here: "Who #org+name"."""
    for found in _TAG.finditer(header[:_MOST_LETTERS]):
        tag = parse_tag(found[0])
        if tag and field_of_tag(tag, kind):
            return tag
    return None


def bare_header(header: str) -> str:
    """A header without its number, its star, its tag, "choose" before it and the pattern of a date behind it."""
    text = _DECORATION.sub("", _TAG.sub(" ", header[:_MOST_LETTERS]))
    return _ASKED.sub("", _FORMAT.sub(" ", text)).strip()


def parts_of(text: str) -> list[str]:
    """The parts of a header as they are set off by lines, marks or a change of script; none where it is prose."""
    parts = [part.strip() for part in _BREAK.split(text) if len(fold(part)) > 2]
    return parts if parts and len(parts[0]) <= _LONGEST_OPENING else []


def without_name(text: str) -> str:
    """A folded header without "name of" or "name"."""
    return _SPOKEN_NAME.sub("", fold(text))


def is_harmless(part: str) -> bool:
    """Whether a part of a header of people leaves open whom it counts: an instruction does, "(women)" does not."""
    return not groups_people(part)
