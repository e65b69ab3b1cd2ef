"""An import that is taken back: the same file is new again, and what others built on it stays."""

from datetime import date
from pathlib import Path

import orjson
import pytest

from tansiq.imports import runs
from tansiq.models import Area, Intervention, Organization, Project, ReachedFigure, Site
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.fivew import HEADER, row, workbook
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.imports.run_steps import OTHER, enter, errors, fresh, send, standing

pytestmark = pytest.mark.usefixtures("at_once", "folder")


def test_after_an_undo_the_same_file_is_new_again(salma: Viewer, tmp_path: Path) -> None:
    header = [*HEADER, "Record id", "Registration number", "Project code"]
    path = workbook(tmp_path, [[*row(), "ABC-1", "77", "P-1"], [*OTHER, "ABC-2", "78", "P-2"]], header)
    first = enter(salma, send(salma, path))
    runs.undo(salma, fresh(first))
    second = send(salma, path)
    assert (orjson.loads(second.tally)["new"], orjson.loads(second.tally)["wrong"]) == (2, 0)
    second = enter(salma, second)
    assert runs.state_of(second) == "APPLIED", errors(second)
    assert (standing(Site), standing(Intervention), standing(Organization), standing(Project)) == (2, 2, 2, 2)
    assert {one.record_id for one in Intervention.select().where(Intervention.archived_at.is_null())} == {
        "ABC-1",
        "ABC-2",
    }
    runs.undo(salma, fresh(second))
    assert (standing(Site), standing(Intervention), standing(Organization), standing(Project)) == (0, 0, 0, 0)
    third = enter(salma, send(salma, path))
    assert (runs.state_of(third), standing(Site)) == ("APPLIED", 2)


def test_a_corrected_file_is_taken_as_new_after_an_undo(salma: Viewer, tmp_path: Path) -> None:
    header = [*HEADER, "Registration number"]
    first = enter(salma, send(salma, workbook(tmp_path, [[*row(Organisation="Nahr Releif"), "77"]], header)))
    runs.undo(salma, fresh(first))
    second = enter(salma, send(salma, workbook(tmp_path, [[*row(Reached_people=450), "77"]], header)))
    assert orjson.loads(second.tally)["new"] == 1
    body = Organization.get(Organization.archived_at.is_null())
    assert (body.name_en, body.aliases, body.registration_number) == ("Nahar Relief", "", "77")
    assert [site.reached for site in Site.select().where(Site.archived_at.is_null())] == [450]


def test_a_country_that_only_a_sheet_told_of_comes_back_with_its_areas(salma: Viewer, tmp_path: Path) -> None:
    header = ["Organisation", "Sector", "Country", "Admin1 P-code", "Admin1", "Title", "Targeted"]
    work = ("NRA Aid", "WSH", "Mali")
    cells = [[*work, "ML01", "Kayes", "Wells", 5], [*work, "ML02", "Koulikoro", "Wells", 6]]
    path, before = workbook(tmp_path, cells, header), standing(Area)
    for _ in range(2):
        run = enter(salma, send(salma, path))
        assert (runs.state_of(run), standing(Area) - before, standing(Site)) == ("APPLIED", 3, 2), errors(run)
        runs.undo(salma, fresh(run))
        assert (standing(Area), standing(Site)) == (before, 0)


def test_what_was_taken_back_is_entered_again_and_taken_back_once_more(salma: Viewer, tmp_path: Path) -> None:
    path = workbook(tmp_path, [row(), OTHER])
    run = enter(salma, send(salma, path))
    runs.undo(salma, fresh(run))
    runs.redo(salma, fresh(run))
    assert (runs.state_of(fresh(run)), standing(Site), standing(Organization)) == ("APPLIED", 2, 2)
    assert orjson.loads(send(salma, path).tally)["unchanged"] == 2
    runs.undo(salma, fresh(run))
    assert (runs.state_of(fresh(run)), standing(Site), orjson.loads(fresh(run).left)["count"]) == ("UNDONE", 0, 0)
    assert orjson.loads(send(salma, path).tally)["new"] == 2


def test_nothing_is_entered_twice_by_doing_an_undone_import_again(salma: Viewer, tmp_path: Path) -> None:
    first = enter(salma, send(salma, workbook(tmp_path, [row(), OTHER])))
    runs.undo(salma, fresh(first))
    enter(salma, send(salma, workbook(tmp_path, [row(Reached_people=450)])))
    runs.redo(salma, fresh(first))
    first = fresh(first)
    assert (runs.state_of(first), standing(Site)) == ("UNDONE", 1)
    assert "imported again since" in errors(first)


def test_an_undo_leaves_what_changed_since_and_what_others_built_on(
    salma: Viewer, register: Register, tmp_path: Path
) -> None:
    run = enter(salma, send(salma, workbook(tmp_path, [row(), OTHER])))
    site = Site.get(Site.targeted == 500)
    site.reached = 333
    changes.save(SALMA, site)
    body = Organization.get(Organization.acronym == "ADR")
    changes.save(
        SALMA,
        Intervention(
            organization=body.id, sector=register.sectors["HEA"].id, title_en="Clinic", starts_on=date(2026, 3, 1)
        ),
    )
    runs.undo(salma, fresh(run))
    left = orjson.loads(fresh(run).left)
    kept = Intervention.get(Intervention.id == site.intervention_id)
    assert sorted(left["rows"]) == sorted(
        [
            ["reached_figure", ReachedFigure.get(ReachedFigure.site == site.id).id],
            ["site", site.id],
            ["intervention", kept.id],
            ["organization", kept.organization_id],
            ["organization", body.id],
        ]
    )
    assert (left["count"], standing(Site)) == (5, 1)
