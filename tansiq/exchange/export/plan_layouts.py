"""The ways in which the sheet of a plan tells where its items stand (`plan_sheet`)."""

from typing import Literal

PlanLayout = Literal["numbering", "indentation", "columns"]
LAYOUTS: tuple[PlanLayout, ...] = ("numbering", "indentation", "columns")
