"""Fields whose values are codes: which vocabulary each speaks, and what its codes are called before people."""

from tansiq.language.coded_columns import CODED
from tansiq.language.currencies import currency_choices
from tansiq.language.vocabulary import LEVEL_NAMES, LEVELS, SCOPES, Vocabulary
from tansiq.language.words import listed
from tansiq.models import Entry
from tansiq.models.entry import REFERENCES
from tansiq.models.record_type import RecordType, record_types
from tansiq.platform import clock

TABLES = frozenset({"record_table", "reference_table", "owner_table"})
"""Fields that name a table of records."""

LISTED: dict[str, Vocabulary] = {"scopes": SCOPES}
"""Fields that hold several codes, separated by spaces."""


def code_label(field: str, code: object) -> str:
    """What a code means in the language now spoken."""
    if field == "level":
        return LEVELS.label(LEVEL_NAMES[int(str(code))])
    if field in TABLES:
        # What the history kept may be of a table that is no more.
        return str(next((kind.many for kind in record_types() if kind.table == code), code))
    if field in LISTED:
        return listed(LISTED[field].label(one) for one in str(code).split())
    return CODED[field].label(str(code))


def is_coded(field: str) -> bool:
    """Whether the values of `field` are codes that people read as labels."""
    return field == "level" or field in CODED or field in LISTED or field in TABLES


def is_chosen(field: str) -> bool:
    """Whether a form offers the values of `field` in a list: coded ones, and codes that are shown as they are."""
    return is_coded(field) or field == "currency"


def _may_be_named(field: str, kind: RecordType) -> bool:
    """Whether a field that names a table may name that of these records; entries are named by their own types."""
    return kind.takes_fields if field != "reference_table" else kind.table in REFERENCES and kind.model is not Entry


def code_choices(field: str) -> list[tuple[str, str]]:
    """(code, label) pairs of a field that is chosen from a list, in the language now spoken."""
    if field == "currency":
        return currency_choices(clock.country())
    if field in TABLES:
        return [(kind.table, str(kind.many)) for kind in record_types() if _may_be_named(field, kind)]
    if field == "level":
        return [(str(number), LEVELS.label(name)) for number, name in enumerate(LEVEL_NAMES)]
    return CODED[field].choices()
