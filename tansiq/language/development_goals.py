"""The Sustainable Development Goals and their targets: codes such as 6 and 6.1, with names in the reader's language.

Numbers are those of the United Nations, the short names are ours: tansiq/reference/development_goals.csv.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tansiq.language.bilingual import pick


@dataclass(frozen=True, slots=True)
class DevelopmentGoal:
    """A goal, or one of its targets: those have a point in their code."""

    code: str
    name_ar: str
    name_en: str

    @property
    def goal(self) -> str:
        """The code of the goal that it belongs to: 8 of 8.10, and of 8 itself."""
        return self.code.partition(".")[0]


@cache
def development_goals() -> dict[str, DevelopmentGoal]:
    """By code: each of the 17 goals, followed by its targets in their order."""
    text = files("tansiq.reference").joinpath("development_goals.csv").read_text(encoding="utf-8")
    return {line["code"]: DevelopmentGoal(**line) for line in csv.DictReader(text.splitlines())}


def is_development_goal(code: str) -> bool:
    """Whether a code is that of a goal or of a target."""
    return code in development_goals()


def development_goal_name(code: str) -> str:
    """What a goal or target is called in the language now spoken, with its code; an unknown code is shown as it is."""
    found = development_goals().get(code)
    # Set apart, so that 1.a keeps its order within Arabic words.
    return f"\u2068{code}\u2069 {pick(found, 'name')}" if found else code


def development_goal_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """(name of a goal, (code, name) of the goal itself and of its targets), goal by goal."""
    found: dict[str, list[tuple[str, str]]] = {}
    for code, one in development_goals().items():
        found.setdefault(one.goal, []).append((code, development_goal_name(code)))
    return [(offered[0][1], offered) for offered in found.values()]
