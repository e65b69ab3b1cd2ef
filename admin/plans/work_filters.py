"""By what interventions are narrowed where plans are concerned: whether they serve one, which item they may serve."""

from admin.current_viewer import viewer
from admin.panel.filters import ChoiceFilter, with_all
from admin.panel.reference_filter import ReferenceFilter
from admin.words.labels import label
from tansiq.language.words import gettext, say
from tansiq.models import PlanItem
from tansiq.plans.at_work import may_serve
from tansiq.plans.unplanned import serves_none, serves_plan

SERVES = ChoiceFilter(
    "serves",
    label("plan"),
    lambda: with_all([("none", gettext("Serves no plan")), ("some", gettext("Serves a plan"))]),
    lambda table, value: serves_none(table, viewer()) if value == "none" else serves_plan(table, viewer()),
)
"""The same condition as that of the question `unplannedInterventions`."""
MAY_SERVE = ReferenceFilter(
    "may_serve",
    PlanItem,
    lambda table, row: may_serve(table, viewer(), row.id),
    say("May serve the item, and does not"),
)
"""The interventions that are counted beside an open item."""
