"""The page of coverage and the small answers that it asks for while it is read.

address --choices--> question --kept--> answer --> table, map, gaps, files
"""

from typing import Any

from flask import Response, abort, g, jsonify, redirect, request, url_for
from flask_admin import expose

from admin.coverage import asking as plan_items
from admin.coverage import choices as choosing
from admin.coverage import explanation as sentences
from admin.coverage import grade_styles, measures
from admin.coverage import matrix as tables
from admin.coverage.cases import figures_address
from admin.coverage.choices import ORDERS, Choices, read_choices
from admin.coverage.files import KINDS, file_for
from admin.coverage.headings import in_force, question_words, title_of
from admin.coverage.maps import map_data, shapes_of, svg
from admin.coverage.matrix import cells_of
from admin.current_viewer import viewer
from admin.panel.drawn_map import shapes_folder
from admin.panel.figure_fields import months_offered
from admin.panel.list_export import TYPES
from admin.panel.put_off import MOST_AT_ONCE, put_off
from admin.panel.signed_in_view import SignedInView
from admin.words.naming import name_of
from tansiq.coverage import Cell, CoverageAnswer, cached_coverage, empty, gap, ranked_gaps, state, unmet_need
from tansiq.faults import Refused
from tansiq.language.digits import whole
from tansiq.language.vocabulary import COVERAGE_STATES, LEVEL_NAMES, LEVELS, ORGANIZATION_KINDS
from tansiq.language.words import say
from tansiq.models import Area, PopulationGroup, Sector
from tansiq.models.area import ANCESTORS
from tansiq.policy.visibility import visible
from tansiq.records import changes

NAMED, MOST_ASKING = 2, 50
"""Items of plans that a gap names, and that the page of a cell does."""
GAPS = 10
"""Gaps that one page tells: on a telephone each is a card."""


class CoverageView(SignedInView):
    """/admin/coverage/"""

    title = say("Coverage")
    group = "questions"
    icon = "coverage"

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="coverage")

    @expose("/")
    def index(self) -> Any:
        choices = read_choices(request.args)
        answer, refused = _answer(choices)
        table = tables.matrix(answer, choices) if answer else None
        return self.render(
            "panel/coverage.html",
            choices=choices,
            faults=[*choices.faults, *refused],
            table=table,
            sector_names={sector.id: name_of(sector) for sector in table.sectors} if table else {},
            above=_above(choices.area),
            sector_on=_sector_on(choices),
            in_force=in_force(choices, _sector_on(choices)),
            gaps=_gaps(answer, choices) if answer else None,
            shapes=shapes_of(choices) if answer else None,
            figures_of_cases=figures_address(choices),
            area_report=report_address(choices),
            **_words(choices),
        )

    @expose("/cell/")
    def cell(self) -> Any:
        """How one cell came about."""
        choices = read_choices(request.args)
        answer, _refused = _answer(choices)
        found = _cell_at(answer, request.args.get("at", "")) if answer else None
        if found is None or choices.area is None:
            abort(404)
        area = changes.find(viewer(), Area, found.area_id) if found.area_id else choices.area
        sector = changes.find(viewer(), Sector, found.sector_id) if found.sector_id else None
        return self.render(
            "panel/coverage_cell.html", choices=choices, cell=found, area=area, sector=sector,
            above=_above(choices.area), asking=plan_items.asking_of([found], choices, MOST_ASKING), **_words(choices),
        )  # fmt: skip

    @expose("/areas/")
    def areas(self) -> Any:
        """Areas whose names hold what is typed, for the field of the page."""
        return jsonify(choosing.lookup().get_list(request.args.get("query"), limit=12))

    @expose("/reckonings.json")
    def reckonings(self) -> Any:
        """{"area-sector": sentences} of the cells of one page of the table."""
        choices = read_choices(request.args)
        table = tables.matrix(_known(choices), choices)
        cells = [cell for row in table.rows for cell in (*row.cells, row.total)] + table.of_sectors
        return jsonify({_key(cell): sentences.reckoning(cell) for cell in cells})

    @expose("/map.json")
    def map(self) -> Any:
        """What the shapes of the map are coloured and told by."""
        choices = read_choices(request.args)
        sector = _sector_on(choices)
        return jsonify(map_data(choices, _known(choices), sector.id if sector else None))

    @expose("/map.svg")
    def drawing(self) -> Any:
        """The map drawn on the server, for whoever reads without scripts."""
        choices = read_choices(request.args)
        answer, sector, shapes = _known(choices), _sector_on(choices), shapes_of(choices)
        cells = cells_of(answer, sector.id if sector else None)
        drawn = svg(shapes, cells, choices, title_of(choices, sector)) if shapes else None
        if drawn is None:
            abort(404)
        return Response(drawn, content_type="image/svg+xml; charset=utf-8")

    @expose("/shapes/<int:area_id>/<int:level>.json")
    def shapes_static(self, area_id: int, level: int) -> Any:
        """The shapes of a map, at an address that changes with them: it may be kept for a year."""
        from tansiq.geography.shapes import shapes_within
        from tansiq.geography.topology import topology

        try:
            area = changes.find(viewer(), Area, area_id)
        except Refused:
            abort(404)
        shapes = shapes_within(area, level, shapes_folder())
        if request.args.get("v") != shapes.mark:
            return redirect(url_for(".shapes_static", area_id=area_id, level=level, v=shapes.mark))
        return Response(topology(shapes), content_type="application/json")

    @expose("/export/<kind_of_file>")
    def export(self, kind_of_file: str) -> Any:
        """The table, the map or a report as a file."""
        if kind_of_file not in KINDS:
            abort(404)
        choices = read_choices(request.args)
        is_long = kind_of_file in TYPES and len(_known(choices).cells) > MOST_AT_ONCE
        if waits := put_off(is_long, self.title):
            return waits
        return file_for(kind_of_file, choices, _known(choices), _sector_on(choices))


def _answer(choices: Choices) -> tuple[CoverageAnswer | None, list[Any]]:
    """What is known, and why it is not told if it is refused; asked once a request."""
    if choices.area is None:
        return None, []
    try:
        if "coverage" not in g:
            g.coverage = cached_coverage(viewer(), choices.question(choices.area))
    except Refused as refusal:
        return None, list(refusal.faults)
    return g.coverage, []


def report_address(choices: Choices) -> str:
    """Where the report of the chosen area over the same days stands; over this year where an end is open."""
    asked = choices.arguments()
    days = {name: asked[name] for name in ("from", "to")}
    return url_for("areareport.index", within=asked.get("within"), **(days if all(days.values()) else {}))


def _known(choices: Choices) -> CoverageAnswer:
    answer, _refused = _answer(choices)
    return answer or abort(404)


def _sector_on(choices: Choices) -> Sector | None:
    """The sector whose coverage the map shows; None is all of them."""
    if not choices.on:
        return None
    found: Sector | None = visible(Sector, viewer()).where(Sector.code == choices.on, Sector.parent.is_null()).first()
    return found


def _above(area: Area | None) -> list[Area]:
    """The areas above one, from the country down, itself last."""
    if area is None:
        return []
    ids = [getattr(area, f"{name}_id") for name in ANCESTORS]
    rows = visible(Area, viewer()).where(Area.id.in_([one for one in ids if one and one != area.id]))
    return [*sorted(rows, key=lambda row: row.level), area]


def _gaps(answer: CoverageAnswer, choices: Choices) -> dict[str, Any]:
    ranked, begins = ranked_gaps(answer.cells), choices.gaps * GAPS
    shown = ranked[begins : begins + GAPS]
    return {
        "cells": shown, "count": len(ranked), "page": choices.gaps, "has_next": begins + GAPS < len(ranked),
        "asking": plan_items.asking_of(shown, choices, NAMED),
    }  # fmt: skip


def _cell_at(answer: CoverageAnswer, at: str) -> Cell | None:
    """The cell `area-sector` of an answer; one of the two may be empty."""
    area, _dash, sector = at.partition("-")
    if any(whole(one) is None for one in (area, sector) if one):
        return None
    if area and sector:
        key = (int(area), int(sector))
        return next((cell for cell in answer.cells if (cell.area_id, cell.sector_id) == key), None)
    if area:
        known = answer.of_areas.get(int(area))
        stands = any(cell.area_id == int(area) for cell in answer.cells)
        return known or (empty(int(area), None) if stands else None)
    return answer.of_sectors.get(int(sector)) if sector else None


def _key(cell: Cell) -> str:
    return f"{cell.area_id or ''}-{cell.sector_id or ''}"


def _words(choices: Choices) -> dict[str, Any]:
    """What the templates say and look things up with."""
    groups = visible(PopulationGroup, viewer()).where(PopulationGroup.archived_at.is_null())
    sectors = visible(Sector, viewer()).where(Sector.parent.is_null(), Sector.archived_at.is_null())
    return {
        "presets": choosing.presets(),
        "levels": [
            (LEVEL_NAMES[level], LEVELS.label(LEVEL_NAMES[level])) for level in choosing.levels_below(choices.area)
        ],
        "groups": [(row.code, name_of(row)) for row in groups.order_by(PopulationGroup.position, PopulationGroup.code)],
        "sectors": [(row.code, name_of(row)) for row in sectors.order_by(Sector.position, Sector.code)],
        "kinds": ORGANIZATION_KINDS.choices(),
        "months": months_offered(),
        "measures": measures,
        "orders": ORDERS,
        "states": COVERAGE_STATES,
        "states_of": state,
        "states_sentence": {word.code: word.sentence for word in COVERAGE_STATES}.get,
        "gap": gap,
        "unmet_need": unmet_need,
        "signs": grade_styles,
        "tables": tables,
        "sentences": sentences,
        "plan_items": plan_items,
        "key": _key,
        "period": question_words(choices),
    }
