"""How a cell came about, in sentences: who works there, how many people, and what is missing."""

from collections.abc import Iterator

from admin.coverage.measures import SHOWN, percent, share
from admin.words.formatting import number_text
from tansiq.coverage import Figures, gap, projected_gap, state, unmet_need
from tansiq.language.vocabulary import COVERAGE_STATES
from tansiq.language.words import gettext, ngettext


def counted(figures: Figures) -> list[str]:
    """Who is there: organisations and interventions, by number."""
    organizations = figures.organization_count
    if not organizations:
        return [gettext("No organisation works here.")]
    return [
        ngettext(
            "%(number)s organisation at work", "%(number)s organisations at work", organizations,
            number=number_text(organizations),
        ),
        interventions(figures),
    ]  # fmt: skip


def interventions(figures: Figures) -> str:
    """How many interventions are behind the figures."""
    count = figures.intervention_count
    return ngettext("%(number)s intervention", "%(number)s interventions", count, number=number_text(count))


def reckoning(figures: Figures) -> list[str]:
    """Every figure of a cell in a sentence of its own, the most important first."""
    said = COVERAGE_STATES.label(state(figures))
    return [said, *_people(figures), *counted(figures), *_missing(figures)]


def summary(figures: Figures) -> str:
    """The reckoning in one line."""
    return " · ".join(reckoning(figures))


def _people(figures: Figures) -> Iterator[str]:
    reached, targeted, needed = figures.people_reached, figures.people_targeted, figures.people_in_need
    if reached is not None and targeted is not None:
        yield gettext(
            "Reached %(reached)s of %(targeted)s targeted", reached=number_text(reached), targeted=number_text(targeted)
        )
    elif targeted is not None:
        yield gettext("Targeted %(targeted)s; nobody reported people reached", targeted=number_text(targeted))
    elif reached is not None:
        yield gettext("Reached %(reached)s; no target is known", reached=number_text(reached))
    elif figures.organization_count:
        yield gettext("Neither a target nor people reached are known")
    if needed is None:
        yield gettext("The need is not known")
    else:
        yield gettext("In need: %(people)s", people=number_text(needed))
    yield from ratios(figures)


def ratios(figures: Figures) -> Iterator[str]:
    """The ratios that are known, each with what it is of."""
    for show in ("reached", "need", "target"):
        if found := percent(share(figures, show)):
            yield f"{SHOWN.label(show)}: {found}"


def _missing(figures: Figures) -> Iterator[str]:
    if state(figures) == "OVER_REACHED":
        # The state compares with the target, without one with the need.
        over = percent(share(figures, "reached") or share(figures, "need"))
        yield gettext("More than 100 %%: %(percent)s. People may have been counted twice.", percent=over)
    if short := gap(figures):
        yield gettext("Gap: %(people)s targeted and not reached", people=number_text(short))
    if figures.people_planned:
        yield gettext("Planned interventions target %(people)s", people=number_text(figures.people_planned))
        if short and (left := projected_gap(figures)) is not None:
            yield gettext("With what is planned %(people)s remain", people=number_text(left))
    if unmet := unmet_need(figures):
        yield gettext("Unmet need: %(people)s in need and not reached", people=number_text(unmet))
