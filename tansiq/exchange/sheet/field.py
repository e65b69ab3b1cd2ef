"""What one column of a sheet can mean: a `Field`, and how its variants by language and by people arise."""

from dataclasses import dataclass, replace
from typing import Literal

from tansiq.language.words import Sentence, language, say

# What the values of a field are; the readers stand in tansiq.exchange.values.
Kind = Literal[
    "text", "code", "names", "count", "number", "money", "date", "period",
    "latitude", "longitude", "status", "modality", "yes_no", "prose", "share", "item_kind",
    "item_state", "own",
]  # fmt: skip

SheetKind = str
"""What the rows of a sheet are: sites ("FIVEW"), people in need ("NEEDS"), items of a plan ("PLAN"), administrative
units ("UNITS"), or entries of an own record type ("ENTRIES 12", see `own_fields`). Each kind has its own fields and
words over its columns."""
IN_WORDS_OF_5W: tuple[SheetKind, ...] = ("FIVEW", "NEEDS")
"""The kinds whose columns are called as those of 5W sheets are."""


@dataclass(frozen=True)
class Field:
    """One meaning a column can have.

    `hxl` lists the tags that say it, the one we write first. A `bilingual` field has variants `name_ar` and
    `name_en`. `personal` values are recognised in order to be left out.
    """

    name: str
    kind: Kind
    hxl: str
    ar: str
    en: str
    fr: str
    about: Sentence
    bilingual: bool = False
    personal: bool = False

    def __str__(self) -> str:
        """Its header in the language now spoken, so that a field can stand in a sentence."""
        return self.ar if language() == "ar" else self.en

    @property
    def tag(self) -> str:
        """The HXL tag that we write over this column; empty where HXL has no word for it."""
        return self.hxl.split()[0] if self.hxl else ""


def in_two_languages(field: Field) -> list[Field]:
    """The field with its Arabic and English variants: `sector`, `sector_ar`, `sector_en`."""
    if not field.bilingual:
        return [field]
    return [field, _in(field, "ar"), _in(field, "en")]


def _in(field: Field, code: str) -> Field:
    """One variant; `header` takes words such as "(Arabic)" off by itself, so it needs no synonyms."""
    arabic = code == "ar"
    return replace(
        field,
        name=f"{field.name}_{code}",
        hxl=" ".join(f"{tag}+{code}" for tag in field.hxl.split()),
        ar=f"{field.ar} ({'بالعربية' if arabic else 'بالإنجليزية'})",
        en=f"{field.en} ({'Arabic' if arabic else 'English'})",
        fr=f"{field.fr} ({'arabe' if arabic else 'anglais'})",
        about=say("%(what)s In Arabic.", what=field.about) if arabic else say("%(what)s In English.", what=field.about),
        bilingual=False,
    )
