"""What a portal's token must allow for a question to be answered."""

from collections.abc import Callable
from typing import Any

from strawberry.extensions import FieldExtension

from api.filters.arguments import Info
from api.refusals import refuse
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may_ask

REGISTRY = "registry:read"
PLANS = "plans:read"
STATISTICS = "statistics:read"
REPORTS = "statistics:write"
ROUNDS = "rounds:read"
RECORDS = "records:read"
COVERAGE = "coverage:read"
OVERLAPS = "duplication:read"
ARRANGE = "duplication:write"
PROPOSE = "proposals:write"


def require_scope(viewer: Viewer, scope: str) -> None:
    """Raise Refused(SCOPE_MISSING) unless `viewer` may ask what needs `scope`."""
    if not may_ask(viewer, scope):
        raise refuse("SCOPE_MISSING", scope=scope)


class RequiresScope(FieldExtension):
    """A field that is answered to those alone who have a scope."""

    def __init__(self, scope: str) -> None:
        self.scope = scope

    def resolve(self, next_: Callable[..., Any], source: Any, info: Info[Any, Any], **asked: Any) -> Any:
        require_scope(info.context.viewer, self.scope)
        return next_(source, info, **asked)
