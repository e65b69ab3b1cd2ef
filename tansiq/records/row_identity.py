"""What a row of a sheet is known by when it comes again: who does what, where, when and for whom, as it was resolved.

The digest is the same for a row once it is resolved and for the site that it became, however either is spelled.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from tansiq.language.arabic import fold
from tansiq.models import Intervention, Site
from tansiq.models.intervention import is_own_record_id

OF_INTERVENTION = (
    "organization", "project", "sector", "subsector", "activity_type", "title_ar", "title_en", "starts_on", "ends_on",
)  # fmt: skip
"""The fields of an intervention that say which one it is; beside them its record id where its sender gave it."""
OF_SITE = ("area", "population_group")
"""The fields of a site that say which one of its intervention it is."""


def digest(told: Mapping[str, Any]) -> bytes:
    """16 bytes over named values: ids, days, numbers, and texts whatever their capitals, spaces and signs.

    Empty values are left out, so that a column without values is as good as none.
    """
    return digest_of(plain(told))


def plain(told: Mapping[str, Any]) -> list[str]:
    """Named values, each written as digests take it, in no order; empty ones are left out."""
    return [
        _known_piece(name, value)
        if (kind := type(value)) in _SIMPLE and (kind is not str or len(value) < _SHORT)
        else _piece(name, value)
        for name, value in told.items()
        if value is not None and value != ""
    ]


def digest_of(told: list[str]) -> bytes:
    """The digest of values that are written already."""
    # No sign in names comes before the quotation mark behind them: these are in the order of their names.
    return hashlib.blake2b(f"[{', '.join(sorted(told))}]".encode(), digest_size=16).digest() if told else _OF_NOTHING


_OF_NOTHING = hashlib.blake2b(b"[]", digest_size=16).digest()
_SIMPLE = frozenset({str, int, bool, date})
_SHORT = 120
"""Letters of a text that is remembered as it is written."""


def _piece(name: str, value: Any) -> str:
    return repr((name, _plain(value)))


# Rows of a sheet say the same few organisations, days and places; True and 1 are two.
_known_piece = lru_cache(maxsize=16_384, typed=True)(_piece)


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return fold(value) or value
    return value.isoformat() if isinstance(value, date) else repr(value)


def identity_of(site: Site, intervention: Intervention) -> bytes:
    """The digest of a stored site: that of a row which says the same of who, what, where, when and for whom."""
    told = {name: intervention.__data__.get(name) for name in OF_INTERVENTION}
    told |= {name: site.__data__.get(name) for name in OF_SITE}
    if not is_own_record_id(intervention.record_id):
        told["record_id"] = intervention.record_id
    return digest(told)
