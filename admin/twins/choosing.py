"""Which value of two organisations stands, field by field: the form of a merge."""

from typing import NamedTuple

from flask import request
from markupsafe import Markup

from admin.current_viewer import viewer
from admin.words.formatting import display_rows
from admin.words.labels import label
from admin.words.naming import table_of
from tansiq.models import Organization
from tansiq.policy.seen_fields import may_see_field
from tansiq.twins.merging import fields_that_differ, fuller_of_loser


class FieldChoice(NamedTuple):
    """A field in which the two differ: its label, both values as they are shown, and which one is chosen."""

    name: str
    label: str
    winner: Markup
    loser: Markup
    is_of_loser: bool


def field_choices(winner: Organization, loser: Organization) -> list[FieldChoice]:
    """The fields in which two differ, as they were sent, else the fuller value of each chosen."""
    names = _offered(winner, loser)
    display = display_rows([winner, loser], names, viewer())
    taken = chosen_fields(winner, loser)
    return [
        FieldChoice(
            name,
            str(label(name, table_of(Organization))),
            display.value(winner, name),
            display.value(loser, name),
            name in taken,
        )
        for name in names
    ]


def chosen_fields(winner: Organization, loser: Organization) -> list[str]:
    """The fields whose value is taken from the second one."""
    names = _offered(winner, loser)
    if "winner_version" not in request.form:
        fuller = fuller_of_loser(winner, loser)
        return [name for name in names if name in fuller]
    return [name for name in names if request.form.get(f"take-{name}") == "second"]


def _offered(winner: Organization, loser: Organization) -> list[str]:
    return [name for name in fields_that_differ(winner, loser) if may_see_field(viewer(), name, winner)]
