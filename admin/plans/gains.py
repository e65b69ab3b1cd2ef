"""What plans gained since the month before, in words."""

from decimal import Decimal

from markupsafe import Markup

from admin.words.formatting import NO_VALUE, bdi, figure
from tansiq.language.words import gettext, ngettext


def gain_text(now: Decimal, before: Decimal | None) -> str:
    """What a progress gained or lost, in words; "" where it is not known what it was."""
    return "" if before is None else points_text(whole_points(now, before))


def points_markup(points: int | None) -> Markup:
    """Points gained or lost, with a sign and in words; a dash where they are not known."""
    if points is None:
        return NO_VALUE
    sign, kind = ("▲", "more") if points > 0 else ("▼", "less") if points < 0 else ("", "same")
    mark = Markup('<span aria-hidden="true">{}</span> ').format(sign) if sign else ""
    return Markup('<span class="gain gain-{}">{}{}</span>').format(kind, mark, bdi(points_text(points)))


def points_text(points: int) -> str:
    """Points gained or lost, in words."""
    if not points:
        return gettext("No change")
    if points > 0:
        return ngettext("%(count)s point more", "%(count)s points more", figure(points))
    return ngettext("%(count)s point less", "%(count)s points less", figure(-points))


def whole_points(now: Decimal, before: Decimal) -> int:
    """What lies between two progresses as they are read, in whole percents: from 40.9 to 42.1 reads 40 to 42."""
    return int(now) - int(before)
