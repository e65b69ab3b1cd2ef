"""The Sustainable Development Goals and their targets, which items of plans serve."""

import strawberry

from api.planner.fields import refers_to
from api.types.sector import code_and_names
from tansiq import models


@strawberry.type(description="A Sustainable Development Goal; with a parent, one of its targets.")
class Goal:
    id: strawberry.ID
    code: str
    name_ar: str
    name_en: str
    name: str
    id, code, name_ar, name_en, name = code_and_names(models.Goal, example="6.1")
    parent: "Goal | None" = refers_to(models.Goal.parent, models.Goal, "The goal that this target belongs to.")
