"""A rule of a form tried on the reports that were sent: how many break it, of how many units, the newest of them."""

from dataclasses import dataclass, field

from markupsafe import Markup

from admin.current_viewer import viewer
from admin.panel.report_address import fill_address
from admin.panel.trial_told import TrialTold
from admin.words.formatting import bdi, number_text
from admin.words.naming import name_of
from tansiq.forms.breaking_reports import Broken, may_try_reports, try_reports
from tansiq.language.bilingual import pick
from tansiq.language.words import gettext, ngettext
from tansiq.models import Report, TypeDefinition, Unit
from tansiq.models.own_rules import RuleTree
from tansiq.records.rule_trials import Tried

FIRST = 100
"""Reports that break a rule and are named, the newest periods first."""


@dataclass(frozen=True)
class ReportsTold(TrialTold):
    """The same of reports: how many `units` break it, and how many older reports were `left` unasked."""

    broken: Broken = field(default_factory=Broken)

    def sentences(self) -> list[str]:
        """How many break it, in words."""
        if not self.is_allowed:
            return super().sentences()
        if not self.tried.broken:
            return [gettext("Every report that it can be asked of keeps it now."), *self._left()]
        asked, units = number_text(self.tried.asked), number_text(len(self.broken.unit_ids))
        told = ngettext(
            "%(count)s report of %(asked)s that were submitted breaks it; units that have such reports: %(units)s.",
            "%(count)s reports of %(asked)s that were submitted break it; units that have such reports: %(units)s.",
            self.tried.broken,
            asked=asked,
            units=units,
        )
        stay = gettext("They stay as they are: a rule is asked of reports from the next version of the form on.")
        return [told, stay, *self._left()]

    def _left(self) -> list[str]:
        if not self.broken.left:
            return []
        return [
            ngettext(
                "%(count)s older report was not asked.",
                "%(count)s older reports were not asked.",
                self.broken.left,
            )
        ]


def reports_trial(form: TypeDefinition, said: RuleTree | None) -> ReportsTold:
    """What a rule of a form would find among the reports that the viewer sees."""
    if said is None or not may_try_reports(viewer(), said):
        return ReportsTold()
    broken = try_reports(viewer(), form, said, FIRST)
    units = {unit.id: unit for unit in Unit.select().where(Unit.id.in_({row.unit_id for row in broken.first}))}
    return ReportsTold(
        is_allowed=True,
        kind=pick(form, "many"),
        tried=Tried(broken.asked, broken.count),
        first=[_named(row, units[row.unit_id]) for row in broken.first],
        broken=broken,
    )


def _named(row: Report, unit: Unit) -> Markup:
    address = fill_address(row.form_id, row.unit_id, row.period)
    said = gettext("%(unit)s, %(period)s", unit=name_of(unit), period=row.reported.name)
    return Markup('<a href="{}">{}</a>').format(address, bdi(said))
