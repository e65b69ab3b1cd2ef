"""The coded words of the vocabulary as GraphQL enums, with their sentences."""

from collections.abc import Callable
from enum import Enum
from typing import TypeVar

import strawberry

from tansiq.language import vocabulary
from tansiq.language.vocabulary import Vocabulary

E = TypeVar("E", bound=type[Enum])


def spelled(words: Vocabulary, description: str) -> Callable[[E], E]:
    """Make an enum of GraphQL whose members are the codes of `words`. Raises LookupError where they differ."""

    def make(codes: E) -> E:
        if tuple(code.value for code in codes) != words.codes:
            raise LookupError(f"{codes.__name__} does not list the vocabulary of {words.name}.")
        made = strawberry.enum(codes, description=description)
        for value, word in zip(made.__strawberry_definition__.values, words, strict=True):  # type: ignore[attr-defined]
            value.description = word.sentence
        return made

    return make


@strawberry.enum(description="A language of names and sentences.")
class Language(Enum):
    AR = strawberry.enum_value("AR", description="Arabic.")
    EN = strawberry.enum_value("EN", description="English.")


@strawberry.enum(description="Upwards or downwards.")
class Direction(Enum):
    ASC = strawberry.enum_value("ASC", description="Smallest, earliest or first in the alphabet first.")
    DESC = strawberry.enum_value("DESC", description="Largest, latest or last in the alphabet first.")


@spelled(vocabulary.LEVELS, "The level of an area in the tree of its country.")
class Level(Enum):
    COUNTRY = "COUNTRY"
    GOVERNORATE = "GOVERNORATE"
    DISTRICT = "DISTRICT"
    SUBDISTRICT = "SUBDISTRICT"
    SETTLEMENT = "SETTLEMENT"


@spelled(vocabulary.STATUSES, "How far an intervention has come.")
class Status(Enum):
    PLANNED = "PLANNED"
    ONGOING = "ONGOING"
    COMPLETED = "COMPLETED"
    SUSPENDED = "SUSPENDED"
    CANCELLED = "CANCELLED"


@spelled(vocabulary.MODALITIES, "In which form help is given.")
class Modality(Enum):
    IN_KIND = "IN_KIND"
    CASH = "CASH"
    VOUCHER = "VOUCHER"
    SERVICE = "SERVICE"
    MIXED = "MIXED"


@spelled(vocabulary.ORGANIZATION_KINDS, "What kind of body an organisation is.")
class OrganizationKind(Enum):
    UN = "UN"
    INGO = "INGO"
    NNGO = "NNGO"
    ASSOCIATION = "ASSOCIATION"
    COOPERATIVE = "COOPERATIVE"
    UNION = "UNION"
    FOUNDATION = "FOUNDATION"
    INITIATIVE = "INITIATIVE"
    WOMEN_GROUP = "WOMEN_GROUP"
    GOVERNMENT = "GOVERNMENT"
    DONOR = "DONOR"
    RED_CROSS_CRESCENT = "RED_CROSS_CRESCENT"
    ACADEMIC = "ACADEMIC"
    PRIVATE = "PRIVATE"
    OTHER = "OTHER"


@spelled(vocabulary.LEGAL_STATUSES, "Where an organisation stands before the law, today.")
class LegalStatus(Enum):
    ACTIVE = "ACTIVE"
    LICENCE_EXPIRED = "LICENCE_EXPIRED"
    NO_LICENCE = "NO_LICENCE"
    SUSPENDED = "SUSPENDED"
    DISSOLVED = "DISSOLVED"


@spelled(vocabulary.PARTNER_ROLES, "What a partner does in an intervention.")
class PartnerRole(Enum):
    FUNDING = "FUNDING"
    PROGRAMMING = "PROGRAMMING"
    IMPLEMENTING = "IMPLEMENTING"
