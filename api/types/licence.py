"""Licences: each issue and renewal of the permission by which an organisation works."""

from datetime import date
from typing import Any

import strawberry

from api.planner.fields import column
from api.types.extra import own_fields
from tansiq import models

table = models.Licence


@strawberry.type(description="One issue or renewal of a licence.")
class Licence:
    id: strawberry.ID = column(table.id, "Number of the record.")
    number: str = column(table.number, "Number of the licence, as it is written there.")
    authority: str = column(table.authority, "Who issued it.")
    issued_on: date = column(table.issued_on, "The day of its issue.")
    expires_on: date | None = column(table.expires_on, "Its last day; null where it has none.")
    extra: Any = own_fields(models.Licence)
