"""What a plan was made from: taken before it is made, asked once more when nobody else can write any longer.

    basis = PlanBasis(...) -> plan, made while others work -> lock -> basis.holds(plan) -> written, or made anew

Most of what others change meanwhile concerns no row of the sheet: another intervention, the telephone of an
organisation. So what is changed all the time is looked at more closely than its stamp.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from peewee import Model, chunked, fn

from tansiq.exchange.lookup.fingerprints import WHO
from tansiq.exchange.lookup.known_rows import AT_ONCE, by_proposal
from tansiq.exchange.planning.context import Facts, PlanningContext
from tansiq.exchange.planning.facts import resolve
from tansiq.exchange.planning.facts_who import survey
from tansiq.exchange.planning.plan import Plan, SiteDraft
from tansiq.exchange.sheet.reading import Reading, own_id
from tansiq.models import (
    ActivityType,
    Area,
    Batch,
    ImportedRow,
    Intervention,
    LearnedName,
    Organization,
    PopulationGroup,
    Project,
    Proposal,
    ProposedRow,
    Record,
    Sector,
    Site,
)
from tansiq.models.data_stamps import stamps, table_name
from tansiq.policy.viewer import Viewer

_WHOLE = (Area, LearnedName, Sector, ActivityType, PopulationGroup, ImportedRow)
"""Tables of which any change may be a change of the plan; they change seldom."""
_NAMED = (Organization, Project)
"""Tables that rows name: what they are understood as is asked again where these have changed."""
_GROUPS = ("organization", "lead", "donors", "project")
_VALUES = WHO | {"donor", "project_code"}
_STEMS = ("lead_name", "project_title")

Version = tuple[Any, ...]


class PlanBasis:
    """The state of the register before a plan is made as `viewer`; `context` gives what rows are compared with.

    It is completed by the plan as it was made, before any of it gets an id or a new version.
    """

    def __init__(self, viewer: Viewer, context: Callable[[], PlanningContext]) -> None:
        self._viewer, self._context = viewer, context
        self._stamps, self._undone = stamps(), _undone_batches()
        self._versions = dict[type[Record], dict[int, Version]]()
        self._fingerprints, self._said = set[bytes](), set[bytes]()
        self._mentions = dict[Any, tuple[Reading, list[Any]]]()
        self._is_renamed = False

    def complete(self, made: Plan) -> None:
        """Note which rows the plan is about, and what these name."""
        stored = [intervention.stored for intervention in made.interventions if intervention.stored is not None]
        sites = [draft.site for draft in _drafts(made) if draft.site is not None]
        self._versions = {Intervention: _versions(stored), Site: _versions(sites)}
        self._fingerprints = {draft.fingerprint for draft in _drafts(made)}
        self._said = {draft.said for draft in _drafts(made)}
        for intervention in made.interventions:
            renames = {"organization", "project"} & intervention.changes.keys() or intervention.partners
            for draft in intervention.sites:
                if own_id(draft.reading) is None:
                    self._mentions.setdefault(_said(draft.reading), (draft.reading, _named(draft.facts)))
                else:
                    self._is_renamed = self._is_renamed or bool(renames)

    def holds(self) -> bool:
        """Whether the plan would be the same if it was made now; asked in the transaction that writes it."""
        now = stamps()
        if _undone_batches() != self._undone or self._differs(now, *_WHOLE):
            return False
        if not all(_have_versions(model, seen) for model, seen in self._versions.items()):
            return False
        if self._differs(now, Proposal) and self._is_proposed():
            return False
        return not self._differs(now, *_NAMED) or self._names_the_same()

    def _is_proposed(self) -> bool:
        """Whether any of the rows waits for approval, to the letter or in all it says."""
        kept = ((ProposedRow.fingerprint, self._fingerprints), (ProposedRow.said, self._said))
        return any(by_proposal(self._viewer, column, digests) for column, digests in kept)

    def _differs(self, now: dict[str, int], *tables: type[Model]) -> bool:
        return any(now.get(table_name(table)) != self._stamps.get(table_name(table)) for table in tables)

    def _names_the_same(self) -> bool:
        """Whether every organisation and project that the sheet names is still the same one, or still a new one."""
        if self._is_renamed:
            return False
        context = self._context()
        asked = [(replace(reading, problems=[]), named) for reading, named in self._mentions.values()]
        survey(context, [reading for reading, _ in asked])
        found = [(resolve(context, reading, _GROUPS), named) for reading, named in asked]
        # Later rows may tell more of a new organisation: what it is called is known at the end.
        return all(_named(facts) == named for facts, named in found)


def _said(reading: Reading) -> tuple[tuple[str, str], ...]:
    """What a row says of organisations and projects."""
    values = reading.values.items()
    return tuple((name, str(value)) for name, value in values if name in _VALUES or name.startswith(_STEMS))


def _named(facts: Facts) -> list[Any]:
    found: list[Any] = [one.id or (one.name_ar, one.name_en, one.acronym) for one in facts.organizations]
    project = facts.project
    return [*found, project and (project.id or (project.code, project.title_ar, project.title_en))]


def _drafts(made: Plan) -> Iterator[SiteDraft]:
    return (draft for intervention in made.interventions for draft in intervention.sites)


def _versions(rows: Iterable[Record]) -> dict[int, Version]:
    return {row.id: tuple(row.__data__[name] for name in _versioned(type(row))) for row in rows}


def _versioned(model: type[Record]) -> list[str]:
    """What differs where a row was changed: its version, and what records of their own tell of it."""
    return ["version", *sorted(model.told_apart)]


def _have_versions(model: type[Record], seen: dict[int, Version]) -> bool:
    columns = [model._meta.fields[name] for name in _versioned(model)]
    for piece in chunked(sorted(seen), AT_ONCE):
        rows = model.select(model.id, *columns).where(model.id.in_(piece)).tuples()
        if {row_id: tuple(values) for row_id, *values in iter(rows.execute())} != {key: seen[key] for key in piece}:
            return False
    return True


def _undone_batches() -> tuple[Any, ...]:
    """What was taken back so far: rows that an undone import entered are as good as none."""
    asked = Batch.select(fn.COUNT(Batch.id), fn.MAX(Batch.id)).where(Batch.kind == "UNDO")
    return tuple(next(iter(asked.tuples().execute())))
