"""Who asks: what is known of them, what they are limited to and what they may do."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import Enum
from typing import Any

import strawberry

from api.filters.arguments import Info
from api.filters.scopes import COVERAGE, OVERLAPS
from api.planner.rows import Rows, planned
from api.types.area import Area
from api.types.organization import Organization
from tansiq import models
from tansiq.language.vocabulary import SCOPES
from tansiq.models.record_type import described_types
from tansiq.policy.viewer import Ids, Viewer
from tansiq.policy.visibility import may, may_ask, visible

QUESTIONS = {"Coverage": COVERAGE, "Overlap": OVERLAPS}
"""By type of the answer: the scope of the question."""


@strawberry.enum(description="What kind of reader asks.")
class ViewerKind(Enum):
    ANONYMOUS = strawberry.enum_value("ANONYMOUS", description="Anybody, without a token.")
    PORTAL = strawberry.enum_value("PORTAL", description="An outside system, known by its token.")


@strawberry.enum(description="What may be done.")
class Act(Enum):
    READ = strawberry.enum_value("READ", description="Read what lies within the limits.")
    PROPOSE = strawberry.enum_value("PROPOSE", description="Propose to enter, change or archive; an officer decides.")


@strawberry.type(description="What may be done with records or answers of one type.")
class Permission:
    on: str = strawberry.field(description="The type of this schema, such as Intervention.")
    acts: list[Act] = strawberry.field(description="What may be done; empty is nothing.")


def _areas(root: "ViewerType", info: Info[Any, Any]) -> list[Area]:
    return planned(Rows(_limits(info.context.viewer, models.Area, root.area_ids)))


def _organizations(root: "ViewerType", info: Info[Any, Any]) -> list[Organization]:
    return planned(Rows(_limits(info.context.viewer, models.Organization, root.organization_ids)))


def _limits(viewer: Viewer, model: Any, ids: Ids) -> Any:
    return visible(model, viewer).where(model.id.in_(sorted(ids))).order_by(model.id)


@strawberry.type(name="Viewer", description="Whoever asks.")
class ViewerType:
    area_ids: strawberry.Private[Ids]
    organization_ids: strawberry.Private[Ids]
    kind: ViewerKind = strawberry.field(description="What kind of reader this is.")
    name: str = strawberry.field(description="The portal's name; empty for an anonymous reader.")
    scopes: list[str] = strawberry.field(
        description="What a portal may ask, such as coverage:read; empty for an anonymous reader, whom no scope binds."
    )
    is_limited: bool = strawberry.field(description="Whether only some areas or organisations are read.")
    areas: list[Area] = strawberry.field(
        resolver=_areas, description="The areas that are read, with all that lies in them; empty: no such limit."
    )
    organizations: list[Organization] = strawberry.field(
        resolver=_organizations,
        description="The organisations whose work is read; empty: no such limit, or no scope registry:read.",
    )
    requests_a_minute: int = strawberry.field(
        description="How many questions are answered within a minute; a heavy one counts as several."
    )
    token_expires_at: datetime | None = strawberry.field(description="When the token ends (UTC), if there is one.")
    permissions: list[Permission] = strawberry.field(description="What may be done, by type.")


def viewer(info: Info[Any, Any]) -> ViewerType:
    """Who asks, and what they may do."""
    context = info.context
    caller, client, token = context.viewer, context.client, context.token
    portal = caller.portal
    areas, organizations = (portal.area_ids, portal.organization_ids) if portal else (frozenset(), frozenset())
    return ViewerType(
        area_ids=areas,
        organization_ids=organizations,
        kind=ViewerKind.PORTAL if portal else ViewerKind.ANONYMOUS,
        name=caller.name,
        scopes=[code for code in SCOPES.codes if portal and code in portal.scopes],
        is_limited=bool(areas or organizations),
        requests_a_minute=client.requests_a_minute if client else context.settings.anonymous_requests_a_minute,
        token_expires_at=token.expires_at.replace(tzinfo=UTC) if token else None,
        permissions=list(_permissions(caller)),
    )


def _permissions(caller: Viewer) -> Iterable[Permission]:
    for kind in described_types():
        if kind.scope:
            acts = [act for act in Act if may(caller, act.name, kind.model)]
            yield Permission(on=kind.model.__name__, acts=acts)
    for name, scope in QUESTIONS.items():
        yield Permission(on=name, acts=[Act.READ] if may_ask(caller, scope) else [])
