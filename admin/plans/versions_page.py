"""Versions of a plan: adopting, amending, reading one as it was adopted, and comparing two item by item.

GET  /admin/versions/?id=1                        all of them; &number=1 reads one; &before=1&after=2 compares two
POST /admin/versions/adopt/ (id, on), /amend/ (id, reason)
"""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose
from markupsafe import Markup

from admin.current_viewer import viewer
from admin.panel.signed_in_view import SignedInView
from admin.panel.wrong_texts import flash_wrong
from admin.plans.tabs import TABS, page_head
from admin.words.formatting import NO_VALUE, bdi, joined_names, value_markup
from admin.words.labels import label
from tansiq.faults import Refused
from tansiq.language.words import Sentence, data_language, gettext, say
from tansiq.models import Indicator, IndicatorTarget, Plan, PlanItem, PlanVersion
from tansiq.models.indicator_target import day_or_year
from tansiq.models.record_type import type_of
from tansiq.plans.consultation import comments_taken
from tansiq.plans.versions import adopt, amend, compare, compare_indicators, content_of, stored_content, versions_of
from tansiq.platform import clock
from tansiq.policy.visibility import may
from tansiq.records import changes

NOW = "now"
"""How an address calls what the plan says at present."""


class VersionsPage(SignedInView):
    """/admin/versions/: reached from the page of a plan."""

    title: Sentence = say("Versions of the plan")
    tabs = TABS

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="versions", url="versions")

    @property
    def section(self) -> str:
        return "plan"

    def is_visible(self) -> bool:
        return False

    @expose("/")
    def index(self) -> Any:
        """The versions of a plan; one of them, or two of them compared."""
        plan = _plan(request.args.get("id"))
        versions = versions_of(viewer(), plan)
        chosen = _contents(plan, versions)
        shown = {name: chosen(request.args.get(name)) for name in ("number", "before", "after")}
        pair = (shown["before"], shown["after"]) if shown["before"] and shown["after"] else None
        differences = compare(*pair) if pair else None
        heard = comments_taken(viewer(), [(one.after or one.before)["id"] for one in differences or ()])
        return self.render(
            "plans/versions.html", **page_head(plan, "versions"), versions=versions, content=shown["number"],
            differences=differences, heard=heard, of_indicators=compare_indicators(*pair) if pair else [],
            told=told, told_of_indicator=told_of_indicator, title_of=title_of, field_label=_field_label,
            indicator_label=_indicator_label,
        )  # fmt: skip

    @expose("/adopt/", methods=("POST",))
    def adopt_view(self) -> Any:
        """Freeze what the plan says as its next version, adopted today."""
        plan = _plan(request.form.get("id"))
        return _done(plan, lambda: adopt(viewer(), plan, clock.today()), gettext("The plan was adopted."))

    @expose("/amend/", methods=("POST",))
    def amend_view(self) -> Any:
        """Open the next version, with its reason."""
        plan = _plan(request.form.get("id"))
        reason = request.form.get("reason", "")
        said = gettext("The amendment is open: what the plan says can be changed until it is adopted again.")
        return _done(plan, lambda: amend(viewer(), plan, reason), said)


def _plan(given: Any) -> Plan:
    try:
        return changes.find(viewer(), Plan, given)
    except Refused:
        abort(404)


def _done(plan: Plan, deed: Callable[[], object], said: str) -> Any:
    """Do a deed and go back to the plan, with what was done or why it was not."""
    if not may(viewer(), "CHANGE", plan):
        abort(403)
    try:
        deed()
    except Refused as refusal:
        flash_wrong(refusal.faults)
    else:
        flash(said, "success")
    return redirect(url_for("plan.details_view", id=plan.id))


def _contents(plan: Plan, versions: list[PlanVersion]) -> Callable[[str | None], Any]:
    """What a version says, by its number as an address names it; 404 for one that the plan never had."""
    adopted = {str(version.number): version for version in versions if version.adopted_on is not None}

    def content(given: str | None) -> Any:
        if not given:
            return None
        if given == NOW:
            return content_of(plan)
        return stored_content(adopted[given]) if given in adopted else abort(404)

    return content


def title_of(item: dict[str, Any]) -> str:
    """What an item of a version is called, in the language of names."""
    names = (item["name_ar"], item["name_en"])
    first, second = names if data_language() == "ar" else reversed(names)
    return str(first or second)


def told(name: str, value: Any) -> Markup:
    """A value of a version as a page tells it: rows by their names, lists of them one after the other."""
    if isinstance(value, list):
        return joined_names([told(name, one) for one in value]) if value else NO_VALUE
    if isinstance(value, dict):
        first, second = ("ar", "en") if data_language() == "ar" else ("en", "ar")
        return bdi(value[first] or value[second] or value["code"])
    kind = type_of(PlanItem)
    return value_markup(name, kind.typed(name, value) if kind.column(name) is not None else value)


def told_of_indicator(name: str, value: Any) -> Markup:
    """A value of an indicator in a version; targets by their days, each with its figure."""
    if name == "targets":
        return joined_names([_target(one) for one in value]) if value else NO_VALUE
    if name == "item":
        return bdi(value) if value else NO_VALUE
    return value_markup(name, type_of(Indicator).typed(name, value))


def _target(target: dict[str, Any]) -> Markup:
    kind = type_of(IndicatorTarget)
    day = day_or_year(kind.typed("on", target["on"]))
    return Markup("{}: {}").format(day, value_markup("value", kind.typed("value", target["value"])))


def _indicator_label(name: str) -> Sentence:
    """What a field of an indicator is called, or its targets."""
    return type_of(IndicatorTarget).many if name == "targets" else label(name, "indicator")


def _field_label(name: str) -> Sentence:
    """What a field or a part of an item is called."""
    if name == "above":
        return label("parent", "plan_item")
    return label(name, "plan_item")
