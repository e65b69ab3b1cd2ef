"""The form by which an arrangement is proposed: it asks for no more than its kind needs, and reads what was sent.

WITHDRAW  who              MOVE    who, and where to: a gap that is offered, or another place
DATES     days of each     AREAS   a place of each        GROUPS  people of each       SAME_PROJECT  who leads
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask import request

from admin.cases.deed_forms import LONGEST_NOTE, PlainForm
from admin.panel.inputs import DayField, ParagraphField
from admin.panel.lookups import Lookup, ReferenceField
from admin.words.labels import label
from tansiq.cases.arranging import TO_ANSWER, Step
from tansiq.language.digits import whole
from tansiq.language.words import gettext, say
from tansiq.models import Area, Intervention, PopulationGroup
from tansiq.platform import clock

CHOSEN = ("WITHDRAW", "MOVE")
"""Kinds that name who of those who take part does it."""
UNCHANGED = ("COMPLEMENTARY", "NOT_SAME", "SAME_PROJECT")
"""Kinds that change nothing of coverage: there is no effect to look at before they are proposed."""
OTHER_PLACE = "other"


class FieldOf(NamedTuple):
    """Fields of one intervention in the form."""

    work: Intervention
    fields: list[Any]


@dataclass(frozen=True)
class ArrangingForm:
    """A form for one kind: the fields that all have, and those of each intervention."""

    kind: str
    works: Sequence[Intervention]
    form: Any

    @classmethod
    def of(cls, kind: str, works: Sequence[Intervention]) -> "ArrangingForm":
        """The form as it was sent, or empty."""
        form = type("FormOfKind", (PlainForm,), {**_common(), **dict(_own(kind, works))})
        day = clock.today() + TO_ANSWER
        return cls(kind, works, form(request.form) if request.method == "POST" else form(data={"answer_by": day}))

    @property
    def of_works(self) -> list[FieldOf]:
        """The fields of each intervention, where the kind has some."""
        names = {"AREAS": ("area",), "GROUPS": ("group",), "DATES": ("starts", "ends")}.get(self.kind, ())
        return [FieldOf(work, [self.form[f"{name}_{work.id}"] for name in names]) for work in self.works if names]

    def is_right(self) -> bool:
        """Whether what was typed can be read; what is wrong is told beside its field."""
        is_read = bool(self.form.validate())
        if self.kind == "MOVE" and self.place == OTHER_PLACE and not self.form.area.data and is_read:
            self.form.area.errors = [gettext("Choose the area in which it is to work.")]
            return False
        return is_read

    @property
    def chosen(self) -> list[int]:
        """The ids of those who take part that were chosen."""
        given = {whole(one) for one in request.form.getlist("who")}
        return [work.id for work in self.works if work.id in given]

    @property
    def place(self) -> str:
        """The gap that was chosen, by its id, or another place."""
        return request.form.get("place", "")

    @property
    def lead_id(self) -> int | None:
        """The intervention that leads, of one project."""
        return whole(request.form.get("lead")) if self.kind == "SAME_PROJECT" else None

    def steps(self) -> list[Step]:
        """What becomes of which intervention; one of which nothing is said stays as it is."""
        if self.kind == "WITHDRAW":
            return [Step(row_id) for row_id in self.chosen]
        if self.kind == "MOVE":
            area_id = self.form.area.data if self.place == OTHER_PLACE else whole(self.place)
            return [Step(row_id, area_id=area_id) for row_id in self.chosen]
        told = [(work.id, [field.data for field in fields]) for work, fields in self.of_works]
        return [_step(self.kind, row_id, values) for row_id, values in told if any(values)]

    def fingerprint(self) -> str:
        """What tells these terms from others: of which the effect was seen."""
        said = repr((self.kind, self.lead_id, self.steps()))
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def _step(kind: str, row_id: int, values: list[Any]) -> Step:
    if kind == "AREAS":
        return Step(row_id, area_id=values[0])
    if kind == "GROUPS":
        return Step(row_id, population_group_id=values[0])
    return Step(row_id, starts_on=values[0], ends_on=values[1])


def _common() -> dict[str, Any]:
    return {
        "answer_by": DayField(label("answer_by", "arrangement")),
        "note": ParagraphField(label("note", "arrangement"), most=LONGEST_NOTE),
    }


def _own(kind: str, works: Sequence[Intervention]) -> Iterator[tuple[str, Any]]:
    if kind == "MOVE":
        yield "area", ReferenceField(say("Another place"), Lookup("area", Area))
    for work in works:
        if kind == "AREAS":
            yield f"area_{work.id}", ReferenceField(label("area"), Lookup("area", Area))
        elif kind == "GROUPS":
            yield f"group_{work.id}", ReferenceField(label("population_group"), Lookup("group", PopulationGroup))
        elif kind == "DATES":
            yield f"starts_{work.id}", DayField(label("starts_on"))
            yield f"ends_{work.id}", DayField(label("ends_on"))
