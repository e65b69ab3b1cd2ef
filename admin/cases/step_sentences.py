"""What an arrangement would do, in sentences: who withdraws, moves, has other days or serves other people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from admin.current_viewer import viewer
from admin.overlaps.pairs import rows_by_id
from admin.words.formatting import day_text
from admin.words.naming import name_of, paths_by_id
from tansiq.language.words import gettext
from tansiq.models import Arrangement, Intervention, Organization, PopulationGroup


@dataclass(frozen=True)
class Named:
    """What steps name: interventions with their organisations, the ways to areas, and groups of people, by id."""

    works: dict[Any, Any]
    owners: dict[Any, Any]
    places: dict[int, str]
    groups: dict[Any, Any]

    @classmethod
    def of(cls, arrangements: Iterable[Arrangement], steps: Sequence[Any]) -> "Named":
        """All that some arrangements and steps name, as far as the viewer may see it; four statements or so."""
        leads = [row.lead_id for row in arrangements]
        works = rows_by_id(Intervention, [*leads, *(step.intervention_id for step in steps)])
        return cls(
            works,
            rows_by_id(Organization, (work.organization_id for work in works.values())),
            paths_by_id((step.area_id for step in steps), viewer()),
            rows_by_id(PopulationGroup, (step.population_group_id for step in steps)),
        )

    def work(self, row_id: int | None) -> str:
        """“Water for Ja'ar” (NRA), for a sentence."""
        work = self.works.get(row_id)
        owner = self.owners.get(work.organization_id) if work is not None else None
        if work is None or owner is None:
            return gettext("an intervention that is not open to you")
        return gettext("“%(title)s” of %(organization)s", title=name_of(work), organization=name_of(owner))

    def place(self, area_id: int | None) -> str:
        return self.places.get(area_id or 0, "")

    def group(self, group_id: int | None) -> str:
        found = self.groups.get(group_id)
        return name_of(found) if found is not None else ""


def step_sentences(row: Any, steps: Sequence[Any], named: Named) -> list[str]:
    """One sentence for each step; `row` has the kind and the leading intervention, stored or still to be proposed."""
    told = [_sentence(row, step, named) for step in steps if step.intervention_id != row.lead_id]
    if row.arrangement_kind == "SAME_PROJECT" and row.lead_id:
        return [gettext("%(work)s leads.", work=named.work(row.lead_id)), *told]
    return told


def _sentence(row: Any, step: Any, named: Named) -> str:
    work = named.work(step.intervention_id)
    if row.arrangement_kind == "WITHDRAW":
        return gettext("%(work)s withdraws.", work=work)
    if row.arrangement_kind == "MOVE":
        return gettext("%(work)s moves to %(place)s.", work=work, place=named.place(step.area_id))
    if row.arrangement_kind == "AREAS":
        return gettext("%(work)s keeps %(place)s.", work=work, place=named.place(step.area_id))
    if row.arrangement_kind == "GROUPS":
        return gettext("%(work)s serves: %(group)s.", work=work, group=named.group(step.population_group_id))
    if row.arrangement_kind == "SAME_PROJECT":
        return gettext("%(work)s carries out a part of it.", work=work)
    return _of_days(work, step.starts_on, step.ends_on)


def _of_days(work: str, starts: date | None, ends: date | None) -> str:
    """Of days that stay as they are nothing is said."""
    if starts and ends:
        return gettext("%(work)s runs from %(begins)s to %(ends)s.", work=work, begins=day_text(starts),
                       ends=day_text(ends))  # fmt: skip
    if starts:
        return gettext("%(work)s begins on %(begins)s.", work=work, begins=day_text(starts))
    if ends:
        return gettext("%(work)s ends on %(ends)s.", work=work, ends=day_text(ends))
    return gettext("%(work)s stays as it is.", work=work)
