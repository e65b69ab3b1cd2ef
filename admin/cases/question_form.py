"""What is asked of the cases: a form in the address that works without scripts, and the question it makes.

?within=12&sector=WSH&state=OPEN&whose=areas&sort=deadline&ended=yes  ->  CaseQuestion, in the order asked for
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import request
from flask_admin.babel import Translations
from peewee import ModelSelect
from werkzeug.datastructures import MultiDict
from wtforms import Form, fields
from wtforms.meta import DefaultMeta

from admin.current_viewer import viewer
from admin.overlaps.question_form import keep_known, sector_choices
from admin.panel.lookups import Lookup, ReferenceField
from admin.words.labels import label
from tansiq.cases.asking import CaseQuestion, cases_asked_for
from tansiq.language.case_vocabulary import CASE_STATES, OPEN_STATES
from tansiq.language.words import gettext, say
from tansiq.models import Area, Organization, OverlapCase
from tansiq.policy.own_rows import is_own_row

UNSETTLED, ANY = "OPEN_ONES", "ALL"
"""The states of the list that are no states of a case: those still to be settled, and all."""
SORTS = ("score", "newest", "deadline")


def _states() -> list[tuple[str, str]]:
    return [(UNSETTLED, gettext("To be settled")), (ANY, gettext("All states")), *CASE_STATES.choices()]


def _whose() -> list[tuple[str, str]]:
    """An officer has areas, a partner organisations, and whoever takes a case over has it in their hands."""
    mine = gettext("Of my organisations") if viewer().organization_ids else gettext("In my hands")
    there = [("areas", gettext("In my areas"))] if viewer().area_ids else []
    return [("all", gettext("All")), *there, ("mine", mine)]


def _sorts() -> list[tuple[str, str]]:
    return [
        ("score", gettext("Strongest first")),
        ("newest", gettext("Newest first")),
        ("deadline", gettext("Those due soonest first")),
    ]


class CaseForm(Form):
    """The form of the questions, as it stands in the address; what is wrong in it is told beside the field."""

    class Meta(DefaultMeta):
        def get_translations(self, form: Any) -> Translations:
            return Translations()

    within = ReferenceField(label("area"), Lookup("within", Area))
    sector = fields.SelectField(label("sector"), choices=sector_choices, validate_choice=False)
    organization = ReferenceField(label("organization"), Lookup("organization", Organization))
    state = fields.SelectField(label("case_state", "overlap_case"), choices=_states, validate_choice=False)
    whose = fields.SelectField(say("Whose"), choices=_whose, validate_choice=False)
    sort = fields.SelectField(say("Order"), choices=_sorts, validate_choice=False)
    ended = fields.BooleanField(say("Include ended ones"))

    def question(self) -> CaseQuestion:
        """The question that the form asks."""
        state = self.state.data
        states = {UNSETTLED: OPEN_STATES, ANY: ()}.get(state, (state,))
        return CaseQuestion(
            within=self.within.lookup.get_one(self.within.data) if self.within.data else None,
            sectors=(self.sector.data,) if self.sector.data else (),
            states=tuple(states),
            organizations=(self.organization.data,) if self.organization.data else (),
            is_ended_too=bool(self.ended.data),
            is_mine=self.whose.data == "mine",
        )

    def rows(self) -> "ModelSelect[OverlapCase]":
        """The cases asked for, in the order asked for."""
        query, case = cases_asked_for(viewer(), self.question()), OverlapCase
        there = is_own_row(case, viewer()) if self.whose.data == "areas" else None
        query = query if there is None else query.where(there)
        if self.sort.data == "newest":
            return query.order_by(case.opened_on.desc(), case.id.desc())
        if self.sort.data == "deadline":
            return query.order_by(case.due_on.asc(nulls="LAST"), case.points.desc(), case.id)
        return query

    def in_force(self, _say_day: Callable[[date], str] | None = None) -> list[tuple[str, str]]:
        """(name, value) of all that is asked, in words."""
        chosen = [(one, dict(one.choices).get(one.data or "", "")) for one in (self.sector, self.state, self.whose)]
        told = [(self.within, self.within.display_text()), (self.organization, self.organization.display_text())]
        told += [(one, text) for one, text in chosen if one.data and one.data != "all"]
        told += [(self.ended, gettext("Yes") if self.ended.data else "")]
        return [(str(one.label.text), text) for one, text in told if text]

    def address(self, **changed: Any) -> dict[str, Any]:
        """The arguments of an address that asks the same, but for what is changed; what is usual is left out."""
        kept: dict[str, Any] = {
            "within": self.within.data, "sector": self.sector.data or None, "organization": self.organization.data,
            "state": _unless(self.state.data, UNSETTLED), "whose": _unless(self.whose.data, "all"),
            "sort": _unless(self.sort.data, "score"), "ended": "yes" if self.ended.data else None,
        }  # fmt: skip
        return {name: value for name, value in {**kept, **changed}.items() if value is not None}


def case_form() -> CaseForm:
    """The form as the address fills it; what the address does not say, or says wrongly, has its usual value."""
    given = MultiDict(request.args)
    keep_known(given, "state", [code for code, _text in _states()], UNSETTLED)
    keep_known(given, "whose", [code for code, _text in _whose()], "all")
    keep_known(given, "sort", SORTS, "score")
    keep_known(given, "sector", [code for code, _text in sector_choices()], "")
    form = CaseForm(given)
    form.validate()
    return form


def _unless(value: str, usual: str) -> str | None:
    return None if value == usual else value
