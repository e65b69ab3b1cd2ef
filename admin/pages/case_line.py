"""What became of cases of duplication this year, in one line of the start page."""

from collections.abc import Iterator

from admin.current_viewer import viewer
from admin.words.formatting import figure, number_text
from tansiq.attention import this_year
from tansiq.cases.figures import CaseFigures, case_figures, together
from tansiq.language.words import gettext, listed, ngettext


def case_line() -> str:
    """The line; "" for whoever looks after no area, and where there is nothing to tell."""
    if not (viewer().reads_all or viewer().area_ids):
        return ""
    figures = together(case_figures(viewer(), this_year(), area_ids=viewer().area_ids).values())
    return _sentences(figures) if any((figures.opened, figures.settled, figures.avoided)) else ""


def _sentences(figures: CaseFigures) -> str:
    said = gettext("This year: %(counts)s.", counts=listed(list(_counts(figures))))
    days = figures.days_to_settle
    if days is None:
        return said
    # A text within an f-string would not be found by whoever gathers the texts to translate.
    median = gettext("Days until a case is settled (median): %(days)s.", days=number_text(days))
    return f"{said} {median}"


def _counts(figures: CaseFigures) -> Iterator[str]:
    yield ngettext("%(count)s case opened", "%(count)s cases opened", figure(figures.opened))
    yield ngettext("%(count)s settled", "%(count)s settled", figure(figures.settled))
    yield ngettext("%(count)s avoided at entry", "%(count)s avoided at entry", figure(figures.avoided))
    if figures.people_freed:
        yield ngettext("%(count)s person freed", "%(count)s people freed", figure(figures.people_freed))
