"""The generated register as rows of the tables, a piece at a time so that a million cost little memory.

Every column is filled as `changes` would fill it: search text, copies on sites, ancestors, closure.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
from peewee import Model

from tansiq import models
from tansiq.language.arabic import search_text
from tansiq.models import (
    ActivityType,
    Area,
    AreaClosure,
    DataVersion,
    Intervention,
    Need,
    Organization,
    Partnership,
    PopulationGroup,
    Record,
    Sector,
    Site,
)
from tansiq.models.area import ANCESTORS
from tansiq.models.data_stamps import table_name
from tansiq.models.extra import ExtraField
from tansiq.models.name_order import order_keys
from tansiq.reference import tables
from tests.bench import generator
from tests.bench.generator import Generated
from tests.bench.geography import Ids
from tests.bench.plan_batches import plan_columns

PIECE = 50_000
MOMENT = "2026-01-01 00:00:00"
DATES = [(generator.FIRST_DAY + timedelta(days=n)).isoformat() for n in range(generator.DAYS + generator.LONGEST + 1)]
KINDS = ("NNGO", "INGO", "UN", "GOVERNMENT")


class Batch(NamedTuple):
    """Some rows of one table: `columns` are column names, `rows` hold their values in that order."""

    table: type[Model]
    columns: tuple[str, ...]
    rows: Iterable[tuple[Any, ...]]


def batches(generated: Generated) -> Iterator[Batch]:
    """All rows of all tables, referred rows before those that refer to them."""
    yield from _areas(generated)
    yield from _short_lists()
    yield _organizations()
    for start in range(0, len(generated.interventions), PIECE):
        yield _interventions(generated, slice(start, start + PIECE))
    for start in range(0, len(generated.sites), PIECE):
        yield _sites(generated, slice(start, start + PIECE))
    yield _partnerships(generated)
    yield _needs(generated)
    for table, columns in plan_columns(generated):
        yield _filled(table, columns)
    yield _filled(DataVersion, {"name": [table_name(table) for table in models.ALL], "number": repeat(1)})


def _filled(table: type[Model], given: dict[str, Iterable[Any]]) -> Batch:
    """A batch of the given columns, by field name; the other fields hold their defaults. Ids count from 1."""
    fields = [field for field in table._meta.sorted_fields if field.name in given or field.name != "id"]
    columns = [given.get(field.name, repeat(_default(field))) for field in fields]
    return Batch(table, tuple(field.column_name for field in fields), zip(*columns, strict=False))


def _default(field: Any) -> Any:
    if field.name in {"created_at", "changed_at"}:
        return MOMENT
    return _bound(field, {}) if isinstance(field, ExtraField) else field.default


def _bound(field: Any, value: Any) -> Any:
    """Own fields are bound as the text of JSON."""
    return field.db_value(value) if isinstance(field, ExtraField) else value


def _areas(generated: Generated) -> Iterator[Batch]:
    places = generated.geography.places
    columns: dict[str, Iterable[Any]] = {
        "id": [place.id for place in places],
        "level": [place.level for place in places],
        "pcode": [place.pcode for place in places],
        "parent": [place.parent_id for place in places],
        "name_ar": [place.name_ar for place in places],
        "name_en": [place.name_en for place in places],
        "population": [place.population for place in places],
        "search": [search_text([place.name_ar, place.name_en, place.pcode]) for place in places],
    }
    ordered = [order_keys(place.name_ar, place.name_en) for place in places]
    columns |= {
        "name_order_ar": [arabic for arabic, _ in ordered],
        "name_order_en": [english for _, english in ordered],
    }
    columns |= {name: [place.line[level] for place in places] for level, name in enumerate(ANCESTORS)}
    yield _filled(Area, columns)
    ancestor, descendant, depth = zip(*generated.geography.closure(), strict=True)
    yield _filled(AreaClosure, {"ancestor": ancestor, "descendant": descendant, "depth": depth})


def _short_lists() -> Iterator[Batch]:
    sectors = [facts for facts in tables.sectors() if not facts.parent_code][: generator.SECTORS]
    activities = [
        ActivityType(code=f"ACTIVITY-{n}", sector=(n - 1) // 5 + 1, name_ar=f"نشاط {n}", name_en=f"Activity {n}")
        for n in range(1, generator.ACTIVITIES + 1)
    ]
    groups = {facts.code: facts for facts in tables.population_groups()}
    yield _of_rows([Sector(code=f.code, name_ar=f.name_ar, name_en=f.name_en, name_fr=f.name_fr) for f in sectors])
    yield _of_rows(activities)
    facts = [groups[code] for code in generator.GROUPS]
    yield _of_rows([PopulationGroup(code=group.code, name_ar=group.name_ar, name_en=group.name_en) for group in facts])


def _organizations() -> Batch:
    rows = [
        Organization(
            name_en=f"Organisation {n} for relief and development",
            name_ar=f"منظمة {n} للإغاثة والتنمية",
            acronym=f"ORG{n}",
            kind=KINDS[n % len(KINDS)],
        )
        for n in range(1, generator.ORGANIZATIONS + 1)
    ]
    return _of_rows(rows)


def _of_rows(rows: list[Any]) -> Batch:
    """A batch of few rows, each completed as it would be on saving."""
    for row in rows:
        row.complete()
    table: type[Record] = type(rows[0])
    kept = rows[0]._meta.fields
    given = {name: [_bound(kept[name], row.__data__.get(name)) for row in rows] for name in rows[0].__data__}
    moments = dict.fromkeys(("created_at", "changed_at"), repeat(MOMENT))
    return _filled(table, given | moments | {"id": range(1, len(rows) + 1)})


def _interventions(generated: Generated, piece: slice) -> Batch:
    all_of_them = generated.interventions
    numbers = range(1, len(all_of_them) + 1)[piece]
    return _filled(
        Intervention,
        {
            "id": numbers,
            "record_id": [f"BENCH-{n}" for n in numbers],
            "organization": all_of_them.organization[piece].tolist(),
            "sector": all_of_them.sector[piece].tolist(),
            "activity_type": all_of_them.activity[piece].tolist(),
            "title_ar": [f"تدخل {n}" for n in numbers],
            "title_en": [f"Intervention {n}" for n in numbers],
            "search": [f"تدخل {n} intervention {n} bench {n} تدخل{n} intervention{n} bench{n}" for n in numbers],
            "title_order_ar": [f"تدخل {n}" for n in numbers],
            "title_order_en": [f"intervention {n}" for n in numbers],
            **_when(generated, np.arange(len(all_of_them))[piece]),
        },
    )


def _when(generated: Generated, chosen: Ids) -> dict[str, Iterable[Any]]:
    """Dates and statuses of the chosen interventions (counted from 0)."""
    all_of_them = generated.interventions
    return {
        "starts_on": [DATES[n] for n in all_of_them.starts[chosen].tolist()],
        "ends_on": [DATES[n] for n in all_of_them.ends[chosen].tolist()],
        "status": [generator.STATUSES[n] for n in all_of_them.status[chosen].tolist()],
    }


def _sites(generated: Generated, piece: slice) -> Batch:
    sites, owners = generated.sites, generated.sites.intervention[piece]
    areas = sites.area[piece]
    lines = generated.geography.ancestors[areas]
    return _filled(
        Site,
        {
            "id": range(1, len(sites) + 1)[piece],
            "intervention": (owners + 1).tolist(),
            "number": sites.number[piece].tolist(),
            "area": areas.tolist(),
            "population_group": (sites.group[piece] + 1).tolist(),
            "targeted": sites.targeted[piece].tolist(),
            "reached": sites.reached[piece].tolist(),
            "sector": generated.interventions.sector[owners].tolist(),
            "organization": generated.interventions.organization[owners].tolist(),
            **_when(generated, owners),
            **{name: [above or None for above in lines[:, n].tolist()] for n, name in enumerate(ANCESTORS)},
        },
    )


def _partnerships(generated: Generated) -> Batch:
    partner = generated.interventions.partner
    owners = np.flatnonzero(partner)
    columns = {"intervention": (owners + 1).tolist(), "organization": partner[owners].tolist()}
    return _filled(Partnership, {**columns, "role": repeat("IMPLEMENTING")})


def _needs(generated: Generated) -> Batch:
    """A need of everybody for each district, sector and year."""
    districts = generated.geography.at_level(2).tolist()
    keys = [(d, s, y) for d in districts for s in range(1, generator.SECTORS + 1) for y in generator.YEARS]
    people = generated.needs.ravel().tolist()
    return _filled(
        Need,
        {
            "area": [district for district, _, _ in keys],
            "sector": [sector for _, sector, _ in keys],
            "population_group": repeat(1),
            "people_in_need": people,
            "severity": [min(5, 1 + n // 8_000) for n in people],
            "starts_on": [date(year, 1, 1).isoformat() for _, _, year in keys],
            "ends_on": [date(year, 12, 31).isoformat() for _, _, year in keys],
            "source": repeat("generated"),
        },
    )
