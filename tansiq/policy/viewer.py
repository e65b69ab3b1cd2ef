"""Who is asking: the roles held and what they are limited to, an account or a portal, a language and a face."""

from dataclasses import dataclass, field, replace
from typing import Any

from tansiq.models.history import LONGEST_REASON

Ids = frozenset[int]
NO_IDS: Ids = frozenset()
COUNTED = frozenset({"registry:read", "plans:read"})
"""The scopes that show the rows which questions count."""


@dataclass(frozen=True)
class Portal:
    """An outside system. `scopes` are codes of SCOPES; it sees the areas and organisations of its limits alone.

    An empty limit means everything; areas reach down to all that lies in them.
    """

    id: int
    scopes: frozenset[str]
    area_ids: Ids = NO_IDS
    organization_ids: Ids = NO_IDS

    @property
    def scope(self) -> tuple[Any, ...]:
        """What the portal may see, as a key of plain values."""
        return tuple(tuple(sorted(part)) for part in (self.scopes, self.area_ids, self.organization_ids))


@dataclass(frozen=True)
class Answering:
    """What a participant of a survey may do: enter one row of its record type, or propose it where it is reviewed."""

    survey_id: int
    record_type_id: int
    is_reviewed: bool


@dataclass
class Trial:
    """A deed that is done to see what it would do. `entries` are the history entries it made, in their order,
    those of new rows with what a proposal carries of them; `lacking` tells of each act that the viewer may propose but
    not do."""

    entries: list[dict[str, Any]] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Viewer:
    """Whoever reads or writes. `roles` are codes of the vocabulary of roles, `face` one of the faces.

    `proposal_id` is the one proposal that a link opens to somebody who has no account, `answering` the one survey.
    `area_ids` are the areas an officer is in charge of, with all that lies in them; `organization_ids` the
    organisations a partner speaks for; `plan_ids` the plans to which this person is invited by their address.
    `unit_ids` are the administrative units whose reports they read as people of that unit or of one above it, of these
    `filled_unit_ids` those whose reports they fill, `approved_unit_ids` those whose reports they approve.
    `reason` is what they answered where a rule warned of what they do, `file_ids` the files that came with it.
    """

    roles: frozenset[str] = frozenset()
    area_ids: Ids = NO_IDS
    organization_ids: Ids = NO_IDS
    plan_ids: Ids = NO_IDS
    unit_ids: Ids = NO_IDS
    filled_unit_ids: Ids = NO_IDS
    approved_unit_ids: Ids = NO_IDS
    portal: Portal | None = None
    account_id: int | None = None
    name: str = ""
    language: str = "ar"
    face: str = "PANEL"
    batch_id: int | None = None
    proposal_id: int | None = None
    answering: Answering | None = None
    trial: Trial | None = field(default=None, compare=False)
    reason: str = field(default="", compare=False)
    file_ids: Ids = field(default=NO_IDS, compare=False)

    @property
    def is_admin(self) -> bool:
        return "ADMIN" in self.roles

    @property
    def reads_all(self) -> bool:
        """Administrators and auditors read every row; personal fields are another matter."""
        return not self.roles.isdisjoint({"ADMIN", "AUDITOR"})

    @property
    def scope(self) -> tuple[Any, ...]:
        """What this viewer may see, as a key of plain values: equal scopes see equal rows, so caches may share it."""
        if self.reads_all:
            return (self.is_admin,)
        whose = self.account_id if self.area_ids else None
        portal = self.portal.scope if self.portal else None
        held = (self.area_ids, self.organization_ids, self.plan_ids, self.unit_ids)
        limits = (tuple(sorted(ids)) for ids in held)
        return (False, *limits, portal, whose)

    def counting(self) -> "Viewer":
        """The same viewer, for whom the rows within their limits count although their scopes do not show them.

        For the inside of a question that was allowed, such as coverage; what is told of a row is asked of the viewer
        as they are.
        """
        if self.portal is None:
            return self
        return replace(self, portal=replace(self.portal, scopes=self.portal.scopes | COUNTED))

    def counting_commitments(self) -> "Viewer":
        """The same viewer, for whom all that stands committed to the plans they read counts.

        A portal that is limited to organisations is shown their commitments alone; what of an item is open is what
        nobody has committed to.
        """
        if self.portal is None:
            return self
        return replace(self, portal=replace(self.portal, organization_ids=NO_IDS))

    def through(self, face: str) -> "Viewer":
        """The same viewer, coming through another face (PANEL, GRAPHQL, IMPORT, COMMAND)."""
        return replace(self, face=face)

    def within(self, batch_id: int) -> "Viewer":
        """The same viewer, all of whose changes belong to one batch."""
        return replace(self, batch_id=batch_id)

    def giving(self, reason: str) -> "Viewer":
        """The same viewer, who says why what a rule warns of is right all the same; "" says nothing."""
        return replace(self, reason=" ".join(reason.split())[:LONGEST_REASON])

    def bringing(self, file_ids: Ids) -> "Viewer":
        """The same viewer, who may name these files too in own fields that hold one."""
        return replace(self, file_ids=self.file_ids | file_ids)

    def trying(self, trial: Trial) -> "Viewer":
        """The same viewer, allowed to do what they may only propose; whoever calls this takes it back again."""
        return replace(self, trial=trial)


ADMINISTRATOR = frozenset({"ADMIN"})
REGISTRANT = frozenset({"REGISTRANT"})
"""Whoever enters a new organisation without an account; nobody holds this role otherwise."""
PARTICIPANT = frozenset({"PARTICIPANT"})
"""Whoever answers a survey without an account; nobody holds this role otherwise."""
ANONYMOUS = Viewer()
OPERATOR = Viewer(roles=ADMINISTRATOR, name="operator", face="COMMAND")
"""Whoever runs commands on the server itself."""


def program_for(viewer: Viewer) -> Viewer:
    """The program, doing for the viewer what was checked before and rights to rows do not tell; told as their deed."""
    doing = OPERATOR.through(viewer.face)
    return replace(doing, account_id=viewer.account_id, name=viewer.name, batch_id=viewer.batch_id)
