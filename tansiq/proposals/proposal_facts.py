"""What the steps of a proposal tell of it: its title, the organisation it is for, the areas it changes something in."""

from collections.abc import Sequence
from typing import Any

from tansiq.language.bilingual import pick
from tansiq.language.words import speaking, without_marks
from tansiq.models import Area, Entry, Intervention, Project, Record, Site
from tansiq.models.data_stamps import table_name
from tansiq.models.record_type import RecordType, type_of
from tansiq.policy.authority import area_of, areas_of, organization_of
from tansiq.policy.seen_fields import is_personal
from tansiq.policy.viewer import ANONYMOUS, Viewer
from tansiq.policy.visibility import visible
from tansiq.proposals.steps import Step


def proposed_row(step: Step) -> Record:
    """The row as the step would leave it, not saved: the stored row with what differs, or a new one."""
    row: Record = step.model() if step.id < 0 else step.model.get_by_id(step.id)
    for name, (_old, new) in step.values():
        row.enter(name, step.kind.typed(name, new))
    for name, value in step.carried.items():
        setattr(row, name, value)
    if isinstance(row, Entry):
        # What it is called by follows from what it holds.
        row.complete()
    return row


def rows_asked(steps: Sequence[Step]) -> list[Record | type[Record]]:
    """Of what is asked whether personal fields may be seen, step by step: the row as it would be where steps hold such
    fields, else the table, which answers without a statement."""
    return [
        _row_among(step, steps) if any(is_personal(name, step.model) for name in step.fields) else step.model
        for step in steps
    ]


def _row_among(step: Step, steps: Sequence[Step]) -> Record:
    """The row as the step would leave it; one that belongs to another row of the same proposal has that one."""
    row = proposed_row(step)
    above = {(other.table, other.id): other for other in steps if other.id < 0}
    owner = step.kind.parent_model
    found = None if owner is None else above.get((table_name(owner), row.__data__.get(step.kind.parent) or 0))
    if found is not None:
        setattr(row, step.kind.parent, proposed_row(found))
    return row


def titles_of_steps(steps: list[Step]) -> tuple[str, str]:
    """What the first row is called, in Arabic and in English; empty where it has no name of its own."""
    row: Any = proposed_row(steps[0])
    if steps[0].kind.called_by and all(called := _called_in_both(steps[0].kind, row)):
        return called
    if isinstance(row, Entry):
        return _named(steps[0].kind, row, "ar"), _named(steps[0].kind, row, "en")
    if not steps[0].kind.has_names and (place := area_of(row)) is not None:
        # What has no name of its own is called by its place.
        row = Area.get_or_none(Area.id == place)
    field = next((stem for stem in ("title", "name", "label") if hasattr(row, f"{stem}_ar")), "")
    if not field:
        # A document has one title, in whichever language it is written.
        own = str(getattr(row, "title", "") or "")
        return own, own
    code = str(getattr(row, "acronym", "") or getattr(row, "record_id", "") or "")
    return (pick(row, field, "ar") or code)[:500], (pick(row, field, "en") or code)[:500]


def _named(kind: RecordType, row: Record, code: str) -> str:
    with speaking(code):
        return without_marks(str(kind.name(row)) if kind.name else "")[:500]


def _called_in_both(kind: RecordType, row: Any) -> tuple[str, str]:
    """What a row is called by that has no name of its own. A proposal keeps it for all its readers: what is not
    published is left out."""
    keys = [key for key in kind.called_by if (row.__data__.get(key) or 0) > 0]
    above = [visible(row._meta.fields[key].rel_model, ANONYMOUS).where(_id_of(row, key)).first() for key in keys]
    found = [one for one in above if one is not None]

    def said(code: str) -> str:
        with speaking(code):
            names = [_name_of(one, code) for one in found]
            told = [*names, without_marks(str(kind.name(row))) if kind.name and names else ""]
            return " · ".join(filter(None, told))[:500]

    return said("ar"), said("en")


def _name_of(row: Any, code: str) -> str:
    """What a row is called by itself: as its kind says, else by its title or name."""
    kind = type_of(type(row))
    if kind.name is not None:
        return without_marks(str(kind.name(row)))
    return pick(row, "title" if hasattr(row, "title_ar") else "name", code)


def _id_of(row: Any, key: str) -> Any:
    above = row._meta.fields[key].rel_model
    return above.id == row.__data__[key]


def on_behalf_of(viewer: Viewer, steps: list[Step]) -> int | None:
    """The organisation that the first row belongs to, where the viewer speaks for it."""
    found = organization_of(proposed_row(steps[0]))
    return found if found in viewer.organization_ids else None


def area_ids_of_steps(steps: Sequence[Step]) -> list[int]:
    """The areas in which steps change something; where nothing says so, the seats of their organisations."""
    return sorted(set[int]().union(*map(_areas, steps)) or set[int]().union(*map(_seats, steps)))


def _seats(step: Step) -> set[int]:
    """Where the row lies as it stands and as it would be; an intervention or a project where its organisation does."""
    found = areas_of(proposed_row(step))
    return found | areas_of(step.model.get_by_id(step.id)) if step.id > 0 else found


def _areas(step: Step) -> set[int]:
    """Where the row lies; an intervention where its sites are, a project at its organisation and where its work is."""
    found = set() if step.model is Intervention else _seats(step)
    if step.id > 0 and step.model in (Intervention, Project):
        sites = Site.select(Site.area).distinct().where(Site.archived_at.is_null())
        key = Intervention.project if step.model is Project else Intervention.id
        works = Intervention.select(Intervention.id).where(key == step.id)
        found |= {area_id for (area_id,) in iter(sites.where(Site.intervention.in_(works)).tuples().execute())}
    return found
