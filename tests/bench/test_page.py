"""The three ways of answering Page agree, so that comparing their times compares the same work."""

import orjson
import pytest

from tansiq.policy.viewer import Viewer
from tests.bench import page
from tests.register import Register


@pytest.mark.parametrize("language", ["ar", "en"])
def test_planned_walked_and_database_built_pages_are_the_same(register: Register, language: str) -> None:
    for acronym in ("NRA", "ADR"):
        row = register.intervention(acronym, title_ar="مياه", ends_on=None)
        register.site(row, "YE121121", targeted=1000, reached=400)
        register.site(row, "YE1210", "IDP")
    register.intervention("BKC")
    register.site(register.intervention("BKC", status="PLANNED"))
    viewer = Viewer(face="GRAPHQL", language=language)
    answers = [orjson.loads(way(viewer)) for way in (page.planned, page.walked, page.database_json)]
    assert answers[0] == answers[1] == answers[2]
    assert [len(edge["node"]["sites"]) for edge in answers[0]["interventions"]["edges"]] == [2, 2]
