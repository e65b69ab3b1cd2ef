"""A rule tried before it is published, as its reader may see it: how many records break it, which, the last ones."""

from typing import Any

from markupsafe import Markup

from admin.current_viewer import viewer
from admin.panel.field_holders import holder_name
from admin.panel.registered_views import view_of_table
from admin.panel.report_trial import reports_trial
from admin.panel.rule_filter import PARAMETER
from admin.panel.trial_told import TrialTold
from admin.words.formatting import link
from admin.words.naming import call_rows, name_of
from tansiq.language.words import gettext
from tansiq.models import RuleDefinition
from tansiq.models.definitions import Holder, known
from tansiq.models.own_rules import RuleTree
from tansiq.models.record_type import type_named
from tansiq.policy.visible_rows import standing_rows
from tansiq.records.rule_trials import breaking_rows, last_outcomes, may_try, try_out

FIRST = 10
"""Records that break a rule and are named at once; all of them stand in a list of their own."""
LAST = 20
"""Records that were changed last, each told by itself."""


def trial_of(holder: Holder, said: RuleTree | None, rule: RuleDefinition | None = None) -> TrialTold:
    """What a rule over some records would find among those that the viewer sees; `rule` once it is stored."""
    kind = known().types.get(holder[1] or 0)
    if kind is not None and kind.is_form:
        return reports_trial(kind, said)
    if said is None or not may_try(viewer(), holder, said):
        return TrialTold()
    rows = list(breaking_rows(viewer(), holder, said).limit(FIRST))
    recent = standing_rows(viewer(), holder)
    recent = list(recent.order_by(recent.model.changed_at.desc(), recent.model.id.desc()).limit(LAST))
    call_rows([*rows, *recent], viewer())
    return TrialTold(
        is_allowed=True,
        kind=holder_name(holder),
        tried=try_out(viewer(), holder, said),
        first=[_named(row) for row in rows],
        last=[(_named(row), _outcome(found)) for row, found in zip(recent, last_outcomes(said, recent), strict=True)],
        address=_address(holder, rule),
    )


def _named(row: Any) -> Markup:
    return link(row, name_of(row))


def _outcome(found: object) -> str:
    if found is None:
        return gettext("Not asked: something is missing")
    return gettext("Keeps it") if found else gettext("Breaks it")


def _address(holder: Holder, rule: RuleDefinition | None) -> str:
    """Where the list of all that break a rule stands; "" where it is not stored yet, or its records have no list."""
    view, kind = view_of_table(type_named(holder[0]).model), known().types.get(holder[1] or 0)
    # Rows of owners stand on the pages of these, and have no list.
    if rule is None or not rule.id or view is None or (kind is not None and kind.owner_table):
        return ""
    of_type = {} if kind is None else {"type": kind.key}
    return str(view.get_url(f"{view.endpoint}.index_view", **of_type, **{PARAMETER: rule.id}))
