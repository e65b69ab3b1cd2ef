"""How likely two organisations are one, 0 to 1, and why, in words. It proposes to a person: a machine joins by none.

    for it       numbers | the best of the names | acronym | licence | addresses | seat   1 - product of (1 - strength)
    against it   numbers, kinds, acronyms, seats, places in the names that differ         each leaves a part of that

The importer's doubts, the warnings of forms and the queue of likely twins all ask here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from math import prod

from tansiq.exchange.lookup.name_likeness import name_sign
from tansiq.exchange.lookup.organization_evidence import OrganizationEvidence
from tansiq.exchange.lookup.organization_index import OrganizationEntry
from tansiq.exchange.lookup.organization_mention import Mention
from tansiq.language.arabic import fold_tight
from tansiq.language.words import Sentence, say

LIKELY = 0.5
"""The score from which a person is told."""

SIGNS: dict[str, tuple[float, Sentence]] = {
    "IATI": (0.99, say("the same IATI identifier")),
    "REGISTRATION": (0.98, say("the same registration number")),
    "LICENCE": (0.95, say("the same licence")),
    "SAME_NAME": (0.93, say("the same name")),
    "SAME_WORDS": (0.85, say("the same name, but for general words such as association or development")),
    "SPELLING": (0.85, say("the same name in another spelling")),
    "KNOWN_BODY": (0.8, say("names of one body that is known over the world")),
    "TRANSLATED": (0.8, say("the same name in the other language")),
    "SAME_SOUND": (0.75, say("the same name in the letters of the other language")),
    "OTHER_FORM": (0.45, say("the same name, but another form, such as association and foundation")),
    "WITHIN": (0.45, say("the one name stands in the other")),
    "ACRONYM": (0.38, say("the same acronym")),
    "DOMAIN": (0.38, say("addresses of the same site")),
    "SEAT": (0.12, say("the same seat")),
}
"""What speaks for it, by code: how strongly (0 to 1), and what people are told. The strengths were set by
`make bench-identity`, which counts the pairs of each."""

AGAINST: dict[str, tuple[float, Sentence]] = {
    "REGISTERED_APART": (0.6, say("but two registration numbers")),
    "KINDS_APART": (0.55, say("but kinds that exclude each other")),
    "ACRONYMS_APART": (0.75, say("but two acronyms")),
    "SEATS_APART": (0.8, say("but two seats")),
    "PLACES_APART": (0.4, say("but names of two places")),
}
"""What speaks against it, by code: the part of the score that it leaves, and what people are told."""
_WEIGHED = {(sign, "PLACES_APART") for sign in ("KNOWN_BODY", "TRANSLATED", "SAME_SOUND")}
"""Signs whose names were compared with their places: "UK" and «بريطانيا» are one, which only look like two."""


@dataclass(frozen=True)
class Likeness:
    """A score, 0 to 1, and the codes of what speaks for it and against it."""

    score: float = 0.0
    codes: tuple[str, ...] = ()

    @property
    def is_likely(self) -> bool:
        """Whether a person is told."""
        return self.score >= LIKELY

    @property
    def rule(self) -> str:
        """The strongest sign; "" where nothing speaks for it."""
        return max((code for code in self.codes if code in SIGNS), key=strength, default="")

    @property
    def percent(self) -> int:
        """The score as people read it, 0 to 100; what is less than sure is never 100."""
        return min(round(100 * self.score), 99)

    @property
    def reasons(self) -> list[Sentence]:
        """In words: what speaks for it, then what speaks against it."""
        return [(SIGNS.get(code) or AGAINST[code])[1] for code in self.codes]

    @property
    def in_words(self) -> Sentence:
        """The score and its reasons in one sentence."""
        return say("Likeness %(score)s of 100: %(reasons)s.", score=self.percent, reasons=reduce(_joined, self.reasons))


def _joined(one: Sentence, other: Sentence) -> Sentence:
    # Translators: two of several reasons, in a list.
    return say("%(one)s, %(other)s", one=one, other=other)


NOT_ALIKE = Likeness()


def strength(code: str) -> float:
    """How strongly a sign speaks for it; 0 for none."""
    return SIGNS[code][0] if code in SIGNS else 0.0


def likeness(one: OrganizationEntry, other: OrganizationEntry, evidence: OrganizationEvidence) -> Likeness:
    """How likely two organisations are one."""
    speaking = sorted(set(_signs(one, other)), key=strength, reverse=True)
    score = 1 - prod(1 - strength(code) for code in speaking)
    if score < LIKELY:
        return NOT_ALIKE
    against = [code for code in _against(one, other, evidence) if (speaking[0], code) not in _WEIGHED]
    score *= prod(AGAINST[code][0] for code in against)
    return Likeness(score, (*speaking, *against))


def mentioned(said: Mention) -> OrganizationEntry:
    """What a row says of an organisation, as one that it could be entered as."""
    return OrganizationEntry(
        name_ar=said.name_ar,
        name_en=said.name_en,
        acronym=said.acronym,
        registration_number=said.registration,
        kind=said.kind or "OTHER",
        spellings=list(said.names),
    )


def _signs(one: OrganizationEntry, other: OrganizationEntry) -> Iterator[str]:
    if _shared([one.registration_number], [other.registration_number]):
        yield "REGISTRATION"
    if _shared([one.iati_identifier], [other.iati_identifier]):
        yield "IATI"
    if one.licences & other.licences:
        yield "LICENCE"
    named = {name_sign(mine, theirs) for mine in one.names for theirs in other.names} - {""}
    if named:
        yield max(named, key=strength)
    if _shared(one.acronyms, other.acronyms):
        yield "ACRONYM"
    if one.domains & other.domains:
        yield "DOMAIN"
    if one.home_area_id is not None and one.home_area_id == other.home_area_id:
        yield "SEAT"


def _shared(texts: Iterable[str], others: Iterable[str]) -> bool:
    return bool(({fold_tight(text) for text in texts} & {fold_tight(text) for text in others}) - {""})


def _against(one: OrganizationEntry, other: OrganizationEntry, evidence: OrganizationEvidence) -> Iterator[str]:
    number, their_number = fold_tight(one.registration_number), fold_tight(other.registration_number)
    said = Mention("", one.acronym, one.name_ar, one.name_en, one.kind)
    if number and their_number and number != their_number:
        yield "REGISTERED_APART"
    yield from evidence.against(other, said)
    if one.home_area_id is not None and other.home_area_id is not None and one.home_area_id != other.home_area_id:
        yield "SEATS_APART"
