"""Who reads what was published of a form, and who fills it."""

from collections.abc import Callable
from typing import Any

from tansiq import models
from tansiq.policy.belonging import NOBODY, Condition
from tansiq.policy.entry_rule import known_type
from tansiq.policy.viewer import Viewer

Rule = Callable[[Any, Viewer], Condition]


def of_form(table: Any, viewer: Viewer) -> Condition:
    """What was published of a form is read by whoever knows the form."""
    forms, allowed = models.TypeDefinition, known_type(models.TypeDefinition, viewer)
    return None if allowed is None else table.form.in_(forms.select(forms.id).where(allowed))


def assigned(rule_of_units: Rule) -> Rule:
    """Who fills a form is read by whoever knows the form and reads the unit; an archived one by administrators."""

    def rule(table: Any, viewer: Viewer) -> Condition:
        units, forms = rule_of_units(models.Unit, viewer), of_form(table, viewer)
        if units is None or units is NOBODY:
            return units
        seen = table.unit.in_(models.Unit.select(models.Unit.id).where(units)) & table.archived_at.is_null()
        return seen if forms is None else seen & forms

    return rule
