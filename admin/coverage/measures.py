"""What a cell shows: a figure with its denominator in words, and the step of the scale that the figure stands on.

    people 60, targeted 120, in need 1,500    reached   50%    of 120 targeted      STEP_50
                                              need      4%     of 1,500 in need     STEP_0
A denominator that is not known is said in words: it is not zero.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_percent

from admin.words.formatting import number_text
from tansiq.coverage import Figures, gap, unmet_need
from tansiq.coverage.figures import SHOWN_AS_WHOLE
from tansiq.language.vocabulary import COVERAGE_STATES, Vocabulary
from tansiq.language.words import N_, gettext, ngettext, spoken_locale

SHOWN = Vocabulary(
    "what a cell shows",
    ("reached", N_("Reached of targeted"), N_("People reached, of those whom interventions target.")),
    ("need", N_("Reached of people in need"), N_("People reached, of all who are in need.")),
    ("target", N_("Targeted of people in need"), N_("People whom interventions target, of all who are in need.")),
    ("gap", N_("Gap"), N_("People targeted and not reached.")),
    ("unmet", N_("Unmet need"), N_("People in need and not reached.")),
    ("presence", N_("Presence"), N_("Organisations at work.")),
)
USUAL = "reached"

STEPS = {"STEP_0": 0.05, "STEP_5": 0.1, "STEP_10": 0.25, "STEP_25": 0.5, "STEP_50": 0.75, "STEP_75": 1.0}
"""By step: the ratio, in whole percents, that it ends before."""
WORDED = ("NO_PRESENCE", "PRESENCE_WITHOUT_REPORT", "PLANNED_ONLY", "NO_NEED_DATA")
"""Steps of cells without a ratio, called as the states of coverage are."""
GRADES = (*STEPS, "COVERED", "OVER_REACHED", *WORDED)
"""All steps, in the order of the legend."""

_LEAST = 0.0001
Count = Callable[[Figures], int | None]


@dataclass(frozen=True)
class Shown:
    """What stands in a cell: a figure or a word, and a note that names its denominator ("" where there is none)."""

    text: str
    note: str
    is_word: bool = False

    @property
    def line(self) -> str:
        """Both in one line."""
        between = " · " if self.is_word else " "
        return f"{self.text}{between}{self.note}" if self.note else self.text


def _targeted(figures: Figures) -> int | None:
    return figures.people_targeted


def _reached(figures: Figures) -> int | None:
    return figures.people_reached


def _needed(figures: Figures) -> int | None:
    return figures.people_in_need


_PARTS: dict[str, tuple[Count, Count]] = {
    "reached": (_reached, _targeted),
    "need": (_reached, _needed),
    "target": (_targeted, _needed),
}
"""By ratio: its numerator and its denominator."""
_SHADED_BY = {"gap": "reached", "unmet": "need", "presence": "reached"}
"""What is no ratio is shaded by the one that belongs to it."""


def shaded_by(show: str) -> str:
    """The ratio by which cells are shaded that show `show`."""
    return _SHADED_BY.get(show, show)


def share(figures: Figures, show: str) -> float | None:
    """The ratio that `show` is shaded by; None where a part is not known or nobody is the denominator."""
    count, whole_of = _PARTS[shaded_by(show)]
    part, whole = count(figures), whole_of(figures)
    return None if part is None or not whole else part / whole


def percent(ratio: float | None) -> str:
    """A ratio as whole percents, "" where it is not known. Little is not nothing, and a little more is more."""
    if ratio is None:
        return ""
    if 0 < ratio < _LEAST:
        return gettext("under %(percent)s", percent=_percent(_LEAST, "#,##0.##%"))
    if 0 < ratio < 0.01:
        return _percent(ratio, "#,##0.##%")
    return _percent(ratio, "#,##0.#%" if 1 < ratio < 1.005 else None)


def _percent(ratio: float, pattern: str | None) -> str:
    if pattern and ratio > 1:
        ratio = max(ratio, 1.001)
    return format_percent(ratio, format=pattern, locale=spoken_locale())


def grade(figures: Figures, show: str) -> str:
    """The step of GRADES on which the figures stand, as `show` compares them."""
    kind = shaded_by(show)
    count, whole_of = _PARTS[kind]
    part, whole = count(figures), whole_of(figures)
    if not figures.organization_count:
        return "NO_PRESENCE"
    if kind != "target":
        if not part and figures.planned_count == figures.intervention_count:
            return "PLANNED_ONLY"
        if part is None:
            return "PRESENCE_WITHOUT_REPORT"
    return "NO_NEED_DATA" if part is None or whole is None else _step(part, whole)


def _step(part: int, whole: int) -> str:
    """A denominator of nobody is still something to compare with."""
    if part > whole:
        return "OVER_REACHED"
    if part >= SHOWN_AS_WHOLE * whole:
        return "COVERED"
    # What shows as 10 % is not called less: percents are rounded as they are written.
    as_shown = round(Decimal(str(part / whole)), 2)
    return next(step for step, below in STEPS.items() if as_shown < Decimal(str(below)))


def grade_label(code: str, show: str = USUAL) -> str:
    """What a step is called where cells show `show`: the ratios between which it lies, or its word."""
    if code in STEPS:
        lowest, below = int(code.removeprefix("STEP_")), round(STEPS[code] * 100)
        ends = percent((below - 1) / 100)
        return gettext("%(low)s to %(high)s", low=percent(lowest / 100), high=ends)
    if code in ("COVERED", "OVER_REACHED"):
        all_of_them = percent(1.0)
        return all_of_them if code == "COVERED" else gettext("over %(percent)s", percent=all_of_them)
    return _unknown(show) if code == "NO_NEED_DATA" else COVERAGE_STATES.label(code)


def _unknown(show: str) -> str:
    return gettext("No target known") if shaded_by(show) == "reached" else gettext("No need data")


def shown(figures: Figures, show: str) -> Shown:
    """What stands in a cell."""
    if show == "presence":
        count = figures.organization_count
        return Shown(number_text(count), ngettext("organisation", "organisations", count))
    if show in ("gap", "unmet"):
        return _lacking(figures, show)
    return _compared(figures, show)


def _lacking(figures: Figures, show: str) -> Shown:
    short = gap(figures) if show == "gap" else unmet_need(figures)
    if short is None:
        return Shown(_unknown(show), "", is_word=True)
    note = gettext("targeted, not reached") if show == "gap" else gettext("in need, not reached")
    return Shown(number_text(short), note)


def _compared(figures: Figures, show: str) -> Shown:
    count, whole_of = _PARTS[show]
    part, whole, code = count(figures), whole_of(figures), grade(figures, show)
    if code in WORDED:
        missing = show == "target" and part is None and code == "NO_NEED_DATA"
        text = gettext("No target known") if missing else grade_label(code, show)
        return Shown(text, _beside(show, part, whole), is_word=True)
    ratio = share(figures, show)
    text = number_text(part or 0) if ratio is None else percent(ratio)
    return Shown(text, _beside(show, part, whole))


def _beside(show: str, part: int | None, whole: int | None) -> str:
    if whole is not None:
        people = number_text(whole)
        if show == "reached":
            return ngettext("of %(number)s targeted", "of %(number)s targeted", whole, number=people)
        return ngettext("of %(number)s in need", "of %(number)s in need", whole, number=people)
    if part is None:
        return ""
    people = number_text(part)
    if show == "target":
        return ngettext("%(number)s targeted", "%(number)s targeted", part, number=people)
    return ngettext("%(number)s reached", "%(number)s reached", part, number=people)


def worst_first(figures: Figures, show: str) -> tuple[float, ...]:
    """Where figures stand among others, the worst first; those that nothing is known of come last."""
    if show == "presence":
        return (0, figures.organization_count, -(figures.people_in_need or 0))
    if show in ("gap", "unmet"):
        short = gap(figures) if show == "gap" else unmet_need(figures)
        return (1, 0, 0) if short is None else (0, -short, 0)
    count, whole_of = _PARTS[show]
    part, whole = count(figures), whole_of(figures)
    if whole is None:
        return (1, -(part or 0), 0)
    return (0, (part or 0) / whole if whole else float(bool(part)), -whole)
