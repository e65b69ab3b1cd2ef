"""What an import would do, before anything is written: the shapes that planning fills and applying reads.

Plan
  InterventionDraft (new, or known and perhaps changed)  1 --- n  SiteDraft (a row: a new or changed site)
"""

import hashlib
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson

from tansiq.exchange.lookup.learned_places import Heard, Taught
from tansiq.exchange.lookup.organization_index import OrganizationEntry
from tansiq.exchange.lookup.organization_matcher import Merging
from tansiq.exchange.lookup.place_index import AreaEntry
from tansiq.exchange.lookup.project_index import ProjectEntry
from tansiq.exchange.planning.context import Facts
from tansiq.exchange.sheet.reading import Reading
from tansiq.exchange.values.problems import Problem
from tansiq.models import Intervention, Site


@dataclass(eq=False, slots=True)
class SiteDraft:
    """One good row. `site` is the stored site that it changes, None for a new one; `changes` is
    {field: [old, new]}.

    `identity` and `said` are what it was known by before anything was entered, empty where it carries an id of ours;
    `entered` is the id of the new site once it is entered.
    """

    reading: Reading
    facts: Facts
    fingerprint: bytes = b""
    identity: bytes = b""
    said: bytes = b""
    site: Site | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)
    entered: int | None = None


@dataclass(eq=False, slots=True)
class InterventionDraft:
    """One intervention with the rows that are its sites. `stored` is None for a new one.

    `changes` holds what changes of a stored one as {field: [old, new]}, `partners` the roles that change, `items` the
    items of plans to which it is committed from now on; `facts`
    are those of its first row; `next_number` is that of its next site where it is known. `is_proposed` says that
    whoever sends it may not enter it, but have it reviewed; `is_draft` that it lacks what a published one has.
    """

    facts: Facts
    record_id: str | None = None
    stored: Intervention | None = None
    sites: list[SiteDraft] = field(default_factory=list)
    changes: dict[str, list[Any]] = field(default_factory=dict)
    partners: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    items: tuple[int, ...] = ()
    next_number: int | None = None
    is_proposed: bool = False
    is_draft: bool = False

    @property
    def is_new(self) -> bool:
        """Whether it is to be entered, or was when its plan was applied."""
        return self.stored is None or self.next_number is not None


@dataclass
class Tally:
    """Rows of the sheet by what becomes of them; every row is counted once.

    `parts` count some of the people of another row, `months` tell what the site of another row had reached earlier;
    `again_people` are the persons whom the parts and the repeated rows name, and who are not added again. `waiting`
    ones are part of a proposal already; `proposed` says how many of the new and changed ones go to review, `warned` of
    how many of them a rule of the ministry warns.
    """

    rows: int = 0
    repeated: int = 0
    same: int = 0
    parts: int = 0
    months: int = 0
    again_people: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    wrong: int = 0
    waiting: int = 0
    proposed: int = 0
    warned: int = 0


@dataclass
class Plan:
    """All that an import would do and tell. `remarks` counts what concerns many rows, by code.

    `unchanged` holds (row number, id of the intervention), `again` (row number, number of the row it repeats),
    `waiting` (row number, id of the proposal). `taught` are names of areas that the sheet teaches, `heard` tells
    what was read by learned ones, and which names nobody knows.
    """

    file_name: str
    sheet: str
    tally: Tally = field(default_factory=Tally)
    interventions: list[InterventionDraft] = field(default_factory=list)
    unchanged: list[tuple[int, int]] = field(default_factory=list)
    again: list[tuple[int, int]] = field(default_factory=list)
    waiting: list[tuple[int, int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: Counter[str] = field(default_factory=Counter)
    areas: list[AreaEntry] = field(default_factory=list)
    organizations: list[OrganizationEntry] = field(default_factory=list)
    respelled: list[OrganizationEntry] = field(default_factory=list)
    projects: list[ProjectEntry] = field(default_factory=list)
    refreshed: list[SiteDraft] = field(default_factory=list)
    change_lines: list[Any] = field(default_factory=list)
    merging: Merging = field(default_factory=Merging)
    taught: list[Taught] = field(default_factory=list)
    heard: Heard = field(default_factory=Heard)
    left_out: list[str] = field(default_factory=list)
    not_kept: list[str] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)

    @property
    def is_change(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.interventions)

    @property
    def drafts(self) -> int:
        """How many of the new interventions are entered as drafts."""
        return sum(intervention.is_draft for intervention in self.interventions)

    @property
    def digest(self) -> str:
        """Equal for plans that would do the same to a person's eye: the same counts, changes and new names."""
        told = [
            [draft.reading.row.number, name, str(_said(old)), str(_said(new))]
            for intervention in self.interventions
            for draft in intervention.sites
            for name, (old, new) in {**draft.changes, **intervention.changes}.items()
        ]
        told += [
            ["", "plan_item", str(draft.record_id), str(draft.items)] for draft in self.interventions if draft.items
        ]
        told += [["", "learned_name", str(row_id), str(count)] for row_id, count in self.heard.uses.items()]
        named = [str(_said(one)) for one in (*self.areas, *self.organizations, *self.respelled, *self.projects)]
        content = orjson.dumps([asdict(self.tally), sorted(told), sorted(named)])
        return hashlib.blake2b(content, digest_size=32).hexdigest()

    @property
    def errors(self) -> list[Problem]:
        """The problems that keep rows out."""
        return [problem for problem in self.problems if problem.severity == "error"]


def _said(value: Any) -> Any:
    """A new area, organisation or project by its names; anything else as it is."""
    if hasattr(value, "title_ar"):
        return [value.code, value.title_ar, value.title_en]
    return [value.name_ar, value.name_en] if hasattr(value, "name_ar") else value
