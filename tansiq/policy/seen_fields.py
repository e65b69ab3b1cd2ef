"""Which fields of a row that somebody sees are shown to them: personal ones to few, secret ones to nobody."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from peewee import Model

from tansiq import models
from tansiq.models.definitions import known
from tansiq.models.extra import number_of
from tansiq.models.record_type import find_type
from tansiq.policy.authority import area_of, is_in_charge, is_to_review, owner_key
from tansiq.policy.viewer import Viewer

PERSONAL: dict[type[Model], frozenset[str]] = {
    models.Registration: frozenset({"email", "name"}),
    models.SurveyInvitation: frozenset({"email"}),
    models.Feedback: frozenset({"email"}),
    models.MeetingMail: frozenset({"email"}),
}
"""Fields that are personal data, of the tables that hold no records."""

SECRET: dict[type[Model], frozenset[str]] = {
    models.Registration: frozenset({"digest"}),
    models.SurveyInvitation: frozenset({"digest"}),
    models.Feedback: frozenset({"digest"}),
    models.MeetingCalendar: frozenset({"digest"}),
    models.Creation: frozenset({"digest", "body"}),
    models.SignInFailure: frozenset({"key"}),
    models.SecondFactor: frozenset({"secret", "recovery", "last_step"}),
    models.AccountSession: frozenset({"key"}),
}
"""Fields that are shown to nobody, of the tables that hold no records."""

_shown: ContextVar[set[int] | None] = ContextVar("shown", default=None)


@contextmanager
def noting_own_fields() -> Iterator[set[int]]:
    """The numbers of all fields of the ministry that somebody was found to see within the block: whatever is made in it
    holds values of no others."""
    noted = set[int]()
    before = _shown.set(noted)
    try:
        yield noted
    finally:
        _shown.reset(before)


def may_see_field(viewer: Viewer, field: str, row: Model | type[Model]) -> bool:
    """Whether `viewer` may see the value of `field` on a row that is visible to them."""
    model = row if isinstance(row, type) else type(row)
    if (number := number_of(field)) is not None:
        is_seen, noted = _may_see_own_field(viewer, number, row), _shown.get()
        if is_seen and noted is not None:
            noted.add(number)
        return is_seen
    kind = find_type(model)
    if field in (kind.secret if kind else SECRET.get(model, ())):
        return False
    return not is_personal(field, model) or _knows(viewer, row)


def is_personal(field: str, model: type[Model]) -> bool:
    """Whether a field of a table says something of a person, and is shown to few."""
    if (number := number_of(field)) is not None:
        one = known().fields.get(number)
        return one is not None and one.is_personal
    kind = find_type(model)
    return field in (kind.personal if kind else PERSONAL.get(model, ()))


def _may_see_own_field(viewer: Viewer, number: int, row: Model | type[Model]) -> bool:
    """Of fields that a ministry defined: what is personal is for administrators, and of a row for the officers in
    charge of it; what is kept from the public for whoever signed in."""
    one = known().fields.get(number)
    if one is None or one.use_state == "DRAFT":
        return viewer.is_admin
    if one.is_personal:
        return viewer.is_admin or (bool(viewer.area_ids) and isinstance(row, Model) and _is_in_charge(viewer, row))
    return one.is_published or viewer.account_id is not None or viewer.reads_all


def _is_in_charge(viewer: Viewer, row: Model) -> bool:
    """Whether an officer is in charge of a row by where it lies. A new one that says nothing of that, such as an
    intervention apart from its sites, is every officer's to enter; so that shows what is personal to none."""
    is_placed = bool(row.__data__.get("id") or owner_key(type(row)) or area_of(row) is not None)
    return is_placed and is_in_charge(viewer, row)


def _knows(viewer: Viewer, row: Model | type[Model]) -> bool:
    """Personal data are for administrators, for the person they are about, and for whoever reviews what they sent; of
    some kinds (record_type) for the officers in charge of the row too."""
    if viewer.is_admin:
        return True
    if isinstance(row, models.Registration):
        return is_to_review(viewer, row.proposal)
    if isinstance(row, models.Feedback):
        return bool(viewer.area_ids) and is_in_charge(viewer, row.entry)
    if row is models.OrganizationContact or isinstance(row, models.OrganizationContact):
        # The rule shows nothing but their own organisations' contacts, and those meant for the public.
        return viewer.account_id is not None or bool(viewer.area_ids or viewer.organization_ids)
    kind = find_type(type(row)) if isinstance(row, Model) else None
    if kind is not None and kind.is_known_in_charge and viewer.area_ids:
        return is_in_charge(viewer, row)
    is_oneself = isinstance(row, models.Account) and row.id == viewer.account_id
    return is_oneself and viewer.account_id is not None
