"""What can be asked about coverage."""

from dataclasses import dataclass
from datetime import date

from tansiq.faults import Fault, Refused
from tansiq.language.vocabulary import COVERAGE_DIMENSIONS, LEVEL_NAMES
from tansiq.language.words import say
from tansiq.models import Area
from tansiq.period import Period


@dataclass(frozen=True)
class CoverageQuestion:
    """Who is where within an area, by area of a level and whichever of the dimensions.

    `within` is an area or its P-code, of any level. `level` is 0-4 (country to settlement), not above
    `within`. `by` holds codes of COVERAGE_DIMENSIONS, and may be empty. Filters that are empty let
    everything through: `sectors` (top-level) and `population_groups` are codes, `organization_kinds` codes
    of ORGANIZATION_KINDS, `organizations` ids. As of a day, people reached are those told for its month, or else
    for the last month before it; without one the last figures count. `with_margins` asks for totals of every area
    and every sector besides, in a question by sector alone.
    """

    within: Area | str
    level: int
    by: frozenset[str] = frozenset()
    period: Period | None = None
    sectors: tuple[str, ...] = ()
    population_groups: tuple[str, ...] = ()
    organization_kinds: tuple[str, ...] = ()
    organizations: tuple[int, ...] = ()
    as_of: date | None = None
    with_margins: bool = False

    def check(self, area: Area) -> None:
        """Raise Refused where the question cannot be asked of `area`, what `within` names."""
        if not 0 <= self.level < len(LEVEL_NAMES):
            raise Refused(Fault("UNKNOWN_CODE", "level", say("Choose one of the levels of areas.")))
        if self.level < area.level:
            text = say("Ask for a level that is not above the area itself.")
            raise Refused(Fault("LEVEL_ABOVE_AREA", "level", text))
        if not self.by <= set(COVERAGE_DIMENSIONS.codes):
            raise Refused(Fault("UNKNOWN_CODE", "by", say("Choose among the listed dimensions.")))
        if self.with_margins and self.by != {"SECTOR"}:
            raise ValueError("margins belong to a table of areas and sectors")
        if self.period is not None:
            self.period.check()
