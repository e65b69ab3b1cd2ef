"""The matrix of plans: areas by axes, sectors or plans; the question of tansiq.plans.matrix as GraphQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any

import strawberry

from api.enums import Level, PlanKind
from api.filters.arguments import Info, Period, says, takes
from api.planner.computed_rows import ITSELF, ComputedRows
from api.planner.fields import column, computed, declared, refers_to, spoken
from api.planner.plan_builder import PlanBuilder, Read, SelectedField
from api.planner.rows import Planned, Source, Values, attributes, planned
from api.types.area import Area
from api.types.coverage import AREAS, USUAL_AREAS
from api.vocabulary_enum import vocabulary_enum
from tansiq import models
from tansiq.language import plan_vocabulary
from tansiq.language.bilingual import pick
from tansiq.language.vocabulary import LEVEL_NAMES
from tansiq.language.words import speaking
from tansiq.plans import matrix as domain
from tansiq.plans.matrix import MatrixColumn, MatrixQuestion
from tansiq.platform import clock

WEIGHT = 20_000
"""Values for which the question counts (api/http/cost.py): it adds up the items of all plans of a country."""
USUAL_COLUMNS = 10


@vocabulary_enum(plan_vocabulary.MATRIX_COLUMNS, "By what the columns of the matrix are told apart.")
class PlanMatrixDimension(Enum):
    AXIS = "AXIS"
    SECTOR = "SECTOR"
    PLAN = "PLAN"


@dataclass(frozen=True)
class _Attributes:
    """Reads some attributes of each of several objects."""

    names: tuple[str, ...]

    def __call__(self, objects: Sequence[object]) -> list[Values]:
        return attributes(objects, self.names)


@dataclass(frozen=True)
class _Listed(Read):
    """The objects that an attribute of a computed row holds, as objects of the fields selected."""

    source: Source

    def expression(self, builder: PlanBuilder, selected: SelectedField) -> str:
        inner = PlanBuilder(builder.executor, Planned())
        # Names of constants are given by their number: both count on in one.
        inner.constants = builder.constants
        made = inner.object(selected.type, selected.details)
        read = builder.constant(_Attributes(tuple(map(str, inner.sources))))
        return f"[{made} for row in {read}({builder.value(self.source)})]"


def _number(source: str, description: str) -> Any:
    def told(value: Decimal | None) -> float | None:
        return None if value is None else float(value)

    return computed(source, by=told, description=description)


@strawberry.type(
    description="""What the plans of an area have in one column. Items are counted that have none under them; cancelled
ones are left out. Empty is not known, as where nothing is planned; zero is zero."""
)
class PlanMatrixCell:
    item_count: int = column("item_count", "Items that are counted.")
    done_count: int = column("done_count", "Those that are done.")
    late_count: int = column("late_count", "Those that are late.")
    progress: float | None = _number("progress", "How far they are, 0 to 100: each by its weight.")
    change: float | None = _number(
        "change", "Points of 100 by which the same items have come further since the last month that is over."
    )


def _called(one: MatrixColumn, language: str) -> str:
    with speaking(language):
        return str(one.other) if one.other else pick(one, "name", language)


@strawberry.type(description="A column of the matrix.")
class PlanMatrixColumn:
    key: str = column(
        "key",
        """What it is known by: of an axis its name as it is compared, the code of a sector, the id of a plan; empty for
what has no axis or no sector.""",
    )
    name: str = spoken(ITSELF, by=_called, description="What it is called.")


@strawberry.type(description="An area of the level asked about, whether it has a plan or not.")
class PlanMatrixRow:
    area: Area | None = refers_to("area_id", models.Area, "Where.")
    cells: list[PlanMatrixCell] = declared(
        _Listed("cells"), "A cell for each of the columns, in their order.", expected=USUAL_COLUMNS
    )


def _columns(root: "PlanMatrix") -> list[PlanMatrixColumn]:
    return planned(ComputedRows(root.found.columns))


def _rows(root: "PlanMatrix") -> list[PlanMatrixRow]:
    return planned(ComputedRows(root.found.rows))


def _above_level_count(root: "PlanMatrix") -> int:
    return root.found.above_level_count


@strawberry.type(description="Areas by axes, sectors or plans.")
class PlanMatrix:
    found: strawberry.Private[domain.PlanMatrix]
    columns: list[PlanMatrixColumn] = strawberry.field(resolver=_columns, description="Its columns.")
    rows: list[PlanMatrixRow] = strawberry.field(resolver=_rows, description="Its rows, in the order of P-codes.")

    above_level_count: int = strawberry.field(
        resolver=_above_level_count,
        description="Items of plans for wider areas that say no place, or one above the level: in no row.",
    )


@dataclass(frozen=True)
class PlanMatrixFilters:
    """What may be asked of the matrix."""

    kind: Annotated[PlanKind, says("Plans of this kind.")]
    within: Annotated[str, says("P-code of the area asked about: a country, a governorate ...")]
    level: Annotated[Level, says("Rows are areas of this level.")]
    by: Annotated[PlanMatrixDimension, says("What the columns are.")] = PlanMatrixDimension.AXIS
    period: Annotated[Period | None, says("Only plans that share a day with this period.")] = None


@takes(PlanMatrixFilters)
def plan_matrix(info: Info[Any, Any], asked: PlanMatrixFilters) -> PlanMatrix:
    """Areas by axes, sectors or plans, of all plans of a kind: how many items, how far, how late, and what is new."""
    period = asked.period.checked() if asked.period else None
    level = LEVEL_NAMES.index(asked.level.value)
    question = MatrixQuestion(asked.kind.value, period, asked.within, level, asked.by.value)
    return PlanMatrix(found=domain.plan_matrix(info.context.viewer, question, clock.today()))


def expected_rows(arguments: Mapping[str, Any]) -> int:
    """How many rows a question is reckoned to have before its area is known."""
    return AREAS.get(str(arguments.get("level")), USUAL_AREAS)
