"""Interventions without a site that stands: few of many, which the database would find by looking for sites of each."""

from typing import Any

import numpy as np
from peewee import fn

from tansiq.copied_columns.copies import Copy
from tansiq.copied_columns.tables import UncopiedError
from tansiq.copied_columns.views import view
from tansiq.models import Intervention, Site
from tansiq.platform.id_lists import id_list

MOST = 20_000
"""Where there are more of them, the database is asked for all: each would be looked up by its number."""


def siteless(copy: Copy) -> str:
    """The ids that have no standing site in the copy, as an `id_list`: numbers that no intervention has are among them,
    and those given since. Raises UncopiedError where they are too many."""
    of_sites = view(copy, "site", [Site.archived_at.is_null()]).column("intervention")
    table: Any = Intervention
    last = max(table.select(fn.MAX(table.id)).scalar() or 0, int(of_sites.max(initial=0)))
    is_placed = np.zeros(last + 1, np.bool_)
    is_placed[of_sites] = True
    found = np.flatnonzero(~is_placed)[1:]
    if len(found) > MOST:
        raise UncopiedError("siteless")
    return id_list(found.tolist())
