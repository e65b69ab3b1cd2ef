"""From a row to the list of what links to it."""

import pytest
from flask import Flask

from admin.panel.link_filter import TITLES
from admin.views.of_type import views_with_models
from tansiq.models import Entry, Partnership, Project, ProjectDonor
from tansiq.records import changes
from tansiq.records.backlinks import links_to
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register


def test_every_link_between_pages_has_a_heading_of_its_own(application: Flask) -> None:
    models = {view.model for view in application.extensions["admin"][0]._views if hasattr(view, "model")}
    assert {model for _view, model in views_with_models()} <= models
    # Entries are headed by what those of their record type are called.
    headed = models - {Entry}
    names = {link.name for model in models for link in links_to(model) if link.model in headed}
    assert names == set(TITLES)


def test_a_list_is_narrowed_to_what_links_to_a_row(salma: Reader, register: Register) -> None:
    nra, project = register.organization("NRA"), changes.save(SALMA, Project(title_en="Recovery", code="P-1"))
    register.intervention("NRA", title_en="Own wells", project=project.id)
    partner = register.intervention("OTH", title_en="Their wells")
    changes.replace_parts(SALMA, partner, Partnership, [{"organization": nra.id, "role": "FUNDING"}])
    changes.replace_parts(SALMA, project, ProjectDonor, [{"organization": nra.id}])

    def found(address: str) -> list[str]:
        page = salma.get(address).text
        return [title for title in ("Own wells", "Their wells", "Recovery") if f"<bdi>{title}</bdi></a>" in page]

    assert found(f"intervention/?linked=intervention.organization:{nra.id}") == ["Own wells"]
    assert found(f"intervention/?linked=partnership.organization:{nra.id}") == ["Their wells"]
    assert found(f"intervention/?linked=intervention.project:{project.id}") == ["Own wells"]
    assert found(f"project/?linked=project_donor.organization:{nra.id}") == ["Recovery"]
    assert "Interventions it carries out" in salma.get(f"intervention/?linked=intervention.organization:{nra.id}").text
    export = salma.get(f"intervention/export/csv/?linked=partnership.organization:{nra.id}").text
    assert "Their wells" in export
    assert "Own wells" not in export


@pytest.mark.parametrize(
    "given",
    ["", "x", ":", "intervention.organization", "intervention.organization:x", "site.area:1", "a.b:1", "\x00:1"],
)
def test_a_link_that_does_not_exist_narrows_nothing(salma: Reader, register: Register, given: str) -> None:
    register.intervention("NRA", title_en="Wells")
    answer = salma.client.get("/admin/intervention/", query_string={"linked": given}, follow_redirects=True)
    assert answer.status_code == 200
    assert "Wells" in answer.text


def test_a_hidden_row_answers_like_one_that_is_not_there(visitor: Reader, register: Register) -> None:
    hidden = register.organization("HID", is_published=False)
    open_row = register.intervention("NRA", title_en="Open wells")
    changes.replace_parts(SALMA, open_row, Partnership, [{"organization": hidden.id, "role": "FUNDING"}])
    for row_id in (hidden.id, 999_999):
        page = visitor.get(f"intervention/?linked=partnership.organization:{row_id}").text
        assert "Open wells" in page
        assert "HID" not in page
