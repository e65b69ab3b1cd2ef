"""What is asked of the overlaps: a form in the address that works without scripts, and the question it makes.

?within=12&level=2&sector=WSH&least=CLEAR&from=2026-01-01&to=2026-12-31  ->  OverlapQuestion
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import request
from flask_admin.babel import Translations
from werkzeug.datastructures import MultiDict
from wtforms import Form, fields
from wtforms.meta import DefaultMeta

from admin.current_viewer import viewer
from admin.panel.inputs import DayField
from admin.panel.lookups import Lookup, ReferenceField
from admin.words.coded_fields import code_choices
from admin.words.labels import label
from tansiq.attention import this_year
from tansiq.duplication.overlap import OverlapQuestion, OverlapRank
from tansiq.duplication.weights import in_use
from tansiq.language.case_vocabulary import OVERLAP_STRENGTHS
from tansiq.language.digits import whole
from tansiq.language.words import gettext, say
from tansiq.models import Area, Organization, OverlapDecision, Sector
from tansiq.models.area import ANCESTORS
from tansiq.period import Period
from tansiq.policy.visibility import may, visible

LEVELS = ("1", "2", "3")
"""The levels of areas by which pairs are grouped: governorate, district, sub-district."""
EARLIEST, LATEST = date(1900, 1, 1), date(9999, 12, 31)
"""What an empty day of a period stands for."""


def sector_choices() -> list[tuple[str, str]]:
    """(code, name) of the top-level sectors, all of them first."""
    top = Lookup("sector", Sector, lambda table: table.parent.is_null())
    # The query keeps its rows, so that they are read once.
    asked: Any = top.query()
    names = dict(top.named(asked))
    return [("", gettext("All")), *((row.code, names[row.id]) for row in asked)]


def _strengths() -> list[tuple[str, str]]:
    texts = {
        "WEAK": gettext("Include weak ones"),
        "CLEAR": gettext("Clear or strong"),
        "STRONG": gettext("Strong ones only"),
    }
    return [(word.code, texts[word.code]) for word in OVERLAP_STRENGTHS]


class OverlapForm(Form):
    """The form of the questions, as it stands in the address; what is wrong in it is told beside the field."""

    class Meta(DefaultMeta):
        def get_translations(self, form: Any) -> Translations:
            return Translations()

    within = ReferenceField(label("area"), Lookup("within", Area, lambda table: table.level < len(ANCESTORS)))
    sector = fields.SelectField(label("sector"), choices=sector_choices, validate_choice=False)
    organization = ReferenceField(label("organization"), Lookup("organization", Organization))
    begins = DayField(say("From"), name="from")
    ends = DayField(say("To"), name="to")
    least = fields.SelectField(say("How strong"), choices=_strengths, validate_choice=False)
    level = fields.SelectField(
        say("Grouped by"),
        choices=lambda: [one for one in code_choices("level") if one[0] in LEVELS],
        validate_choice=False,
    )
    settled = fields.BooleanField(say("Include decided ones"))

    @property
    def asked_level(self) -> int:
        return int(self.level.data)

    def question(self, area: Area) -> OverlapQuestion:
        """The question about an area."""
        begins, ends, weights = self.begins.data or EARLIEST, self.ends.data or LATEST, in_use()
        return OverlapQuestion(
            within=area,
            sectors=(self.sector.data,) if self.sector.data else (),
            min_score=weights.least[self.least.data],
            period=None if (begins, ends) == (EARLIEST, LATEST) else Period(begins, ends),
            organizations=(self.organization.data,) if self.organization.data else (),
            is_settled_too=self._is_settled_too(),
            above=asked_level_above(),
            weights=weights,
        )

    def _is_settled_too(self) -> bool:
        """Whether decided pairs are asked for by somebody who may read decisions."""
        return bool(self.settled.data) and may(viewer(), "READ", OverlapDecision)

    def in_force(self, say_day: Callable[[date], str] = date.isoformat) -> list[tuple[str, str]]:
        """(name, value) of all that is asked, in words; days as a file writes them, unless said otherwise."""
        fields_in_words = {
            "sector": dict(self.sector.choices).get(self.sector.data or "", ""),
            "least": dict(self.least.choices).get(self.least.data, ""),
            "settled": gettext("Yes") if self._is_settled_too() else "",
            "organization": self.organization.display_text(),
            "within": self.within.display_text(),
            "begins": say_day(self.begins.data) if self.begins.data else "",
            "ends": say_day(self.ends.data) if self.ends.data else "",
        }
        return [(str(self[name].label.text), text) for name, text in fields_in_words.items() if text]

    def address(self, **changed: Any) -> dict[str, Any]:
        """The arguments of an address that asks the same, but for what is changed; empty ones are left out."""
        kept: dict[str, Any] = {
            "within": self.within.data, "sector": self.sector.data, "organization": self.organization.data,
            "least": self.least.data, "level": self.level.data, "settled": "yes" if self.settled.data else None,
            "from": _iso(self.begins.data), "to": _iso(self.ends.data), "above": asked_level_above(),
        }  # fmt: skip
        return {name: value for name, value in {**kept, **changed}.items() if value is not None}


def overlap_form() -> OverlapForm:
    """The form as the address fills it; what the address does not say, or says wrongly, has its usual value."""
    given = MultiDict(request.args)
    if "from" not in given and "to" not in given:
        year = this_year()
        given.setlist("from", [_iso(year.begins)])
        given.setlist("to", [_iso(year.ends)])
    keep_known(given, "least", [word.code for word in OVERLAP_STRENGTHS], "CLEAR")
    keep_known(given, "level", LEVELS, "2")
    keep_known(given, "sector", [code for code, _text in sector_choices()], "")
    form = OverlapForm(given)
    form.validate()
    if form.begins.data and form.ends.data and form.ends.data < form.begins.data:
        form.ends.errors = [*form.ends.errors, gettext("The end is before the beginning.")]
    return form


def asked_area(form: OverlapForm) -> Area | None:
    """The area asked about; without one the country, where the register has just one."""
    if form.within.data:
        found: Area | None = form.within.lookup.get_one(form.within.data)
        return found
    countries = visible(Area, viewer()).where(Area.level == 0, Area.archived_at.is_null()).limit(2)
    return countries[0] if len(countries) == 1 else None


def asked_level_above() -> int | None:
    """The level above which the address asks for pairs: those of a group without an area."""
    given = request.args.get("above", "")
    return int(given) if given in LEVELS else None


def asked_rank() -> OverlapRank | None:
    """After which pair the page begins, "375-12-40" in the address; None for the first page."""
    given = request.args.get("after", "").split("-")
    numbers = [number for one in given if (number := whole(one)) is not None]
    return OverlapRank(*numbers) if len(given) == len(numbers) == 3 else None


def rank_text(rank: OverlapRank) -> str:
    """A rank as it stands in the address."""
    return "-".join(map(str, rank))


def keep_known(given: MultiDict[str, str], name: str, known: Any, usual: str) -> None:
    """Give an argument of an address its usual value where it has none of those that are known."""
    if given.get(name) not in known:
        given.setlist(name, [usual])


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
