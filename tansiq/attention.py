"""What needs a person's attention: questions whose count on the start page and whose list are the same rows.

Each condition is written once, and asked of what is the person's own to look after. Counts stop at MOST: "more than
1,000" says as much, and costs less.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from peewee import Model, ModelSelect, Value, fn

from tansiq.copied_columns.folder import counted
from tansiq.models import Area, ImportRun, Intervention, Organization, Site, tables
from tansiq.organizations import licensing
from tansiq.period import Period
from tansiq.platform import clock
from tansiq.platform.id_lists import among
from tansiq.policy.own_rows import own_rows
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition, visible
from tansiq.records.slow_answers import cached

if TYPE_CHECKING:
    from tansiq.copied_columns.copies import Copy

MOST = 1_000
SHOWN = 3
"""How many rows of a matter are named beside its count."""
_TABLES = (Site, Area)
"""What interventions, sites and districts are counted by. All that is asked of an intervention, its sites copy: their
stamp moves with it, and stands still while words and sums of money are entered."""


class Count(NamedTuple):
    """How many there are; `is_more` where the counting stopped there."""

    number: int
    is_more: bool = False


class Found(NamedTuple):
    """How many rows there are, and the first of them, most urgent first: their ids, or themselves if they have none."""

    total: Count
    first: tuple[Any, ...] = ()


def this_year() -> Period:
    """The present year, from its first day to its last."""
    today = clock.today()
    return Period(today.replace(month=1, day=1), today.replace(month=12, day=31))


def is_without_sites(table: Any) -> Any:
    """The condition that nobody can see where an intervention takes place. Cancelled ones need no place."""
    its = Site.alias("its_site")
    standing = its.select(Value(1)).where(its.intervention == table.id, its.archived_at.is_null())
    return (table.status != "CANCELLED") & ~fn.EXISTS(standing)


def is_ended_but_ongoing(table: Any) -> Any:
    """The condition that an intervention's last day is past, and that it is still told as being carried out."""
    return (table.status == "ONGOING") & (table.ends_on < clock.today())


def is_draft_to_complete(table: Any) -> Any:
    """The condition that an intervention is a draft because it lacks a name (a title, or a listed activity) or a first
    day, as rows of sheets may; one without a site is told by `is_without_sites`."""
    is_nameless = (table.title_ar == "") & (table.title_en == "") & table.activity_type.is_null()
    return ~table.is_published & (is_nameless | table.starts_on.is_null())


def is_without_presence(table: Any, viewer: Viewer) -> Any:
    """The condition that an area is a district in which, as far as `viewer` may see, nobody works this year.

    Work on the whole of its governorate is not taken for presence in the district.
    """
    there, today = Site.alias("site_there"), clock.today()
    stands = there.archived_at.is_null() & there.intervention_archived_at.is_null() & (there.status != "CANCELLED")
    present = there.select(Value(1)).where(there.district == table.id, stands, this_year().meets(there))
    allowed = condition(Site, viewer, there)
    present = present if allowed is None else present.where(allowed)
    is_valid = table.valid_until.is_null() | (table.valid_until >= today)
    return (table.level == 2) & is_valid & ~fn.EXISTS(present)


def interventions_without_sites(viewer: Viewer) -> "ModelSelect[Intervention]":
    """The viewer's own of `is_without_sites` that are not archived, newest first."""
    query = own_rows(Intervention, viewer).where(Intervention.archived_at.is_null(), is_without_sites(Intervention))
    listed = counted(_siteless)
    if listed is not None:
        query = query.where(among(Intervention.id, listed))
    return query.order_by(Intervention.id.desc())


def _siteless(copy: "Copy") -> str:
    from tansiq.copied_columns.siteless import siteless

    return siteless(copy)


def interventions_ended_but_ongoing(viewer: Viewer) -> "ModelSelect[Intervention]":
    """The viewer's own of `is_ended_but_ongoing` that are not archived, those first that ended first."""
    ended = is_ended_but_ongoing(Intervention)
    query = own_rows(Intervention, viewer).where(Intervention.archived_at.is_null(), ended)
    return query.order_by(Intervention.ends_on, Intervention.id)


def drafts_to_complete(viewer: Viewer) -> "ModelSelect[Intervention]":
    """The viewer's own of `is_draft_to_complete` that are not archived, newest first."""
    query = own_rows(Intervention, viewer).where(Intervention.archived_at.is_null(), is_draft_to_complete(Intervention))
    return query.order_by(Intervention.id.desc())


def districts_without_presence(viewer: Viewer) -> "ModelSelect[Area]":
    """The viewer's own of `is_without_presence` that are not archived."""
    query = own_rows(Area, viewer).where(Area.archived_at.is_null(), is_without_presence(Area, viewer))
    return query.order_by(Area.pcode)


def licences_running_out(viewer: Viewer) -> "ModelSelect[Organization]":
    """The viewer's own standing organisations whose licence ends within the next 60 days, those not archived."""
    return _licences(viewer, licensing.expires_within(Organization, licensing.SOON, clock.today()))


def licences_over(viewer: Viewer) -> "ModelSelect[Organization]":
    """The viewer's own standing organisations whose licence is over, those not archived, the longest over first."""
    return _licences(viewer, licensing.has_legal_status(Organization, "LICENCE_EXPIRED", clock.today()))


def _licences(viewer: Viewer, ends: Any) -> "ModelSelect[Organization]":
    query = own_rows(Organization, viewer).where(Organization.archived_at.is_null(), ends)
    return query.order_by(Organization.licence_expires_on, Organization.id)


def imports_failed(viewer: Viewer) -> "ModelSelect[ImportRun]":
    """Workbooks that could not be read and wait for somebody to send them again, or to throw them away."""
    return visible(ImportRun, viewer).where(ImportRun.state == "FAILED")


def found(viewer: Viewer, name: str, query: "Callable[[Viewer], ModelSelect[Any]]", *more: type[Model]) -> Found:
    """`find` for a query over sites, areas, and of interventions what their sites copy, kept as `cached` does under
    `name`; `more` are tables that it asks besides."""
    kept: Found = cached((name, viewer.scope), (*_TABLES, *more), lambda: find(query(viewer))).value
    return kept


def found_in_all(viewer: Viewer, name: str, look: Callable[[], Found]) -> Found:
    """What `look` finds in more tables than anybody would list, kept in the same way until anything changes at all."""
    kept: Found = cached((name, viewer.scope), tables().values(), look).value
    return kept


def find(query: "ModelSelect[Any]") -> Found:
    """How many rows there are, counted up to MOST, and the first of them in the query's order."""
    model: Any = query.model
    ids = [row_id for (row_id,) in query.select(model.id).limit(MOST + 1).tuples()]
    return Found(Count(min(len(ids), MOST), len(ids) > MOST), tuple(ids[:SHOWN]))


def is_empty(viewer: Viewer, model: type[Model]) -> bool:
    """Whether `viewer` sees no row of the table that is not archived; it looks for one, and counts none."""
    return not visible(model, viewer).where(model.archived_at.is_null()).exists()  # type: ignore[attr-defined]
