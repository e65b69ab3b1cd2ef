"""Who reads calls for partners, who is invited to them, and what they answer.

A call is read with the item that it is about, once it is no longer prepared. Who was invited and what each answered is
for those in charge of the plan, and for each organisation its own; everybody else is told sums alone.
"""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from peewee import Model

from tansiq import models
from tansiq.policy.belonging import NOBODY, Condition, belongs_to, lies_in
from tansiq.policy.viewer import Portal, Viewer

Rule = Callable[[Any, Viewer], Condition]

SPEAKING = frozenset({"plans:read", "proposals:write"})
"""The scopes with which a portal answers calls for the organisations of its limits."""


def called_for(rule_of_items: Rule) -> Rule:
    """The rule of calls, given that of the items that they are about."""

    def rule(table: Any, viewer: Viewer) -> Condition:
        if viewer.reads_all:
            return None
        item = models.PlanItem
        seen = rule_of_items(item, viewer)
        if seen is NOBODY:
            return NOBODY
        told = table.item.in_(item.select(item.id).where(seen))
        shown = table.archived_at.is_null() & (table.call_state != "PREPARED") & told
        return reduce(or_, _in_charge(table, viewer), shown)

    return rule


def answered(model: type[Model]) -> Rule:
    """The rule of invitations and answers: those in charge of the plan, and the organisation whose they are. A portal
    is told of those of the organisations that it is limited to, where it may speak for them."""

    def rule(table: Any, viewer: Viewer) -> Condition:
        if viewer.reads_all:
            return None
        if viewer.portal is not None:
            return _of_portal(model, table, viewer.portal)
        call = models.Call.alias("its_call")
        charge = _in_charge(call, viewer)
        found = [table.call.in_(call.select(call.id).where(reduce(or_, charge)))] if charge else []
        if viewer.organization_ids:
            found.append(belongs_to(model, table, viewer.organization_ids) & table.archived_at.is_null())
        return reduce(or_, found) if found else NOBODY

    return rule


def _of_portal(model: type[Model], table: Any, portal: Portal) -> Condition:
    if not portal.organization_ids or not portal.scopes >= SPEAKING:
        return NOBODY
    return belongs_to(model, table, portal.organization_ids) & table.archived_at.is_null()


def _in_charge(call: Any, viewer: Viewer) -> list[Condition]:
    """The conditions that the plan of a call lies in the viewer's areas, or is their organisation's."""
    if viewer.portal is not None:
        return []
    found = []
    if viewer.area_ids:
        found.append(lies_in(models.Call, call, viewer.area_ids))
    if viewer.organization_ids:
        found.append(belongs_to(models.Call, call, viewer.organization_ids))
    return found
