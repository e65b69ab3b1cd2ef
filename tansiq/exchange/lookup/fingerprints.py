"""What a row is known by where it is spelled as before: 16-byte digests of its values, and which fields tell of what.

Whatever is spelled otherwise is known by what it is resolved to (`tansiq.exchange.planning.row_digests`).
"""

import hashlib
from collections.abc import Callable
from typing import Any

from tansiq.exchange.sheet.fields import FIELDS
from tansiq.exchange.sheet.own_fields import own_definition
from tansiq.models import Site
from tansiq.models.data_stamps import table_name
from tansiq.models.reached_figure import MONTHS

PEOPLE = frozenset(f.name for f in FIELDS if f.kind == "count") | {"severity", "distinct_people"}
WHO = frozenset(
    {"registration_number", "organization_acronym", "organization_kind"}
    | {f"organization_name{code}" for code in ("", "_ar", "_en")}
)
WHERE = frozenset(f.name for f in FIELDS if f.name.startswith(("country", "adm", "settlement_")))
_SITE_ALONE = PEOPLE | WHERE | {
    "record_id", "source_id", "latitude", "longitude", "indicator_value", "reported_on", "settlement_kind",
    "population_group", "population_group_ar", "population_group_en", MONTHS,
}  # fmt: skip


def _digest(values: dict[str, Any], keep: Callable[[str], bool]) -> bytes:
    told = sorted((name, str(value)) for name, value in values.items() if keep(name))
    return hashlib.blake2b(repr(told).encode(), digest_size=16).digest()


def fingerprint(values: dict[str, Any]) -> bytes:
    """16 bytes over all understood values of a row, as they are spelled."""
    return _digest(values, lambda name: True)


def work_digest(values: dict[str, Any]) -> bytes:
    """16 bytes over all but what belongs to a site: rows that share them are sites of one intervention."""
    return _digest(values, is_of_intervention)


def is_of_intervention(name: str) -> bool:
    """Whether a field tells of the intervention as a whole rather than of one of its sites."""
    own = own_definition(name)
    return name not in _SITE_ALONE if own is None else own.record_table != table_name(Site)
