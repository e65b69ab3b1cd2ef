"""What an arrangement would do, as the page tells it before it is sent: people freed, coverage before and after."""

from dataclasses import dataclass

from admin.coverage.brief import Figure, figures_of
from admin.current_viewer import viewer
from admin.words.naming import paths_by_id
from tansiq.cases.effects import Effect


@dataclass(frozen=True)
class ForetoldFigure:
    """One figure of one place, before and after."""

    before: Figure
    after: Figure

    @property
    def label(self) -> str:
        return self.before.label

    @property
    def is_changed(self) -> bool:
        return self.before.text != self.after.text


@dataclass(frozen=True)
class ForetoldPlace:
    """One place with the figures that its page of coverage shows."""

    name: str
    figures: list[ForetoldFigure]

    @property
    def changed(self) -> list[ForetoldFigure]:
        """Those that would change."""
        return [figure for figure in self.figures if figure.is_changed]


@dataclass(frozen=True)
class Foretold:
    """An effect ready for the page."""

    effect: Effect
    places: list[ForetoldPlace]


def foretold(effect: Effect) -> Foretold:
    """The effect with its places by name."""
    names = paths_by_id((area.area_id for area in effect.areas), viewer())
    places = [
        ForetoldPlace(
            names.get(area.area_id, ""),
            [ForetoldFigure(*pair) for pair in zip(figures_of(area.before), figures_of(area.after), strict=True)],
        )
        for area in effect.areas
    ]
    return Foretold(effect, places)
