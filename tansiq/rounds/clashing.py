"""Rounds that ask the same organisations twice: of one kind, over the same days, in areas that meet.

Two governorates may each ask an organisation that works in both; nobody asks it twice about the same place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import fn

from tansiq.faults import Fault
from tansiq.language.bilingual import pick
from tansiq.language.words import listed, say
from tansiq.models import AreaClosure, Organization, Round, RoundReport
from tansiq.rounds.choosing import areas_of, organizations_asked

NAMED = 3
"""Organisations that a refusal names."""


@dataclass(frozen=True)
class Clash:
    """Another round, and the organisations that both ask."""

    round: Round
    organizations: Sequence[Organization]

    @property
    def fault(self) -> Fault:
        """What is said of it."""
        names = listed(pick(one, "name") or one.acronym for one in self.organizations[:NAMED])
        text = say(
            "The round “%(name)s” asks for the same period already, of %(count)s of these organisations: %(names)s.",
            name=pick(self.round, "name"), count=len(self.organizations), names=names,
        )  # fmt: skip
        return Fault("ASKED_ALREADY", "period", text)


def clashes(row: Round) -> list[Clash]:
    """The other standing rounds that ask organisations for what this one does, each with these; by their ids."""
    asked = {one.id: one for one in organizations_asked(row)}
    found = []
    for other in _alike(row) if asked else ():
        both = sorted(asked.keys() & _asked_by(other)) if _meet(areas_of(row), areas_of(other)) else []
        if both:
            found.append(Clash(other, [asked[one] for one in both]))
    return found


def _alike(row: Round) -> Iterable[Round]:
    """The standing rounds of this kind whose periods share a day with that of this one."""
    table, period = Round, row.reported
    alike = {row.round_kind, "BOTH"} if row.round_kind != "BOTH" else {"ACHIEVED", "INTENDED", "BOTH"}
    there: Any = table.select().where(table.archived_at.is_null(), table.id != (row.__data__.get("id") or 0))
    shares = (table.begins_on <= period.ends) & (table.ends_on >= period.begins)
    found: Iterable[Round] = there.where(table.round_kind.in_(sorted(alike)), shares).order_by(table.id)
    return found


def _meet(some: Iterable[int], others: Iterable[int]) -> bool:
    """Whether one of some areas lies in one of the others, or the other way round."""
    here, there = sorted(some), sorted(others)
    pairs = AreaClosure.ancestor.in_(here) & AreaClosure.descendant.in_(there)
    back = AreaClosure.ancestor.in_(there) & AreaClosure.descendant.in_(here)
    return bool(AreaClosure.select().where(pairs | back).exists())


def _asked_by(row: Round) -> set[int]:
    """The ids of those whom a round asks: it asked them, or will once it opens."""
    if not row.is_opened:
        return {one.id for one in organizations_asked(row)}
    canonical = fn.COALESCE(Organization.canonical, Organization.id)
    rows: Any = RoundReport.select(canonical).join(Organization)
    standing = rows.where(RoundReport.round == row.id, RoundReport.archived_at.is_null())
    return {organization_id for (organization_id,) in standing.tuples()}
