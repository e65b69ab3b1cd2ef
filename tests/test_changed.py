"""The tests of what changed: the mirror, else the folder, else all."""

import pytest

from tests.changed import paths_of


@pytest.mark.parametrize(
    ("changed", "tests"),
    [
        ("tansiq/records/changes.py", ["tests/tansiq/records/test_changes.py"]),
        ("app.py", ["tests/test_app.py"]),
        ("tansiq/demo/codes.py", ["tests/tansiq/demo"]),
        ("tansiq/a_new_room/a_module.py", ["tests/tansiq"]),
        ("admin/static/panel.css", ["tests/admin", "tests/browser"]),
        ("migrations/0001_first.py", ["tests/migrations"]),
        ("tests/test_app.py", ["tests/test_app.py"]),
        ("tests/api/walking.py", ["tests/api"]),
        ("tests/api/test_that_is_gone.py", ["tests/api"]),
        ("tests/register.py", ["tests"]),
        ("tests/admin/conftest.py", ["tests"]),
        ("README.md", ["tests/test_documents.py"]),
        ("docs/start.jpg", ["tests/test_documents.py"]),
        ("setup.cfg", ["tests"]),
        ("Makefile", ["tests"]),
        ("locale/ar/LC_MESSAGES/messages.po", ["tests"]),
    ],
)
def test_a_changed_file_has_its_tests(changed: str, tests: list[str]) -> None:
    assert paths_of([changed]) == tests


def test_a_module_has_all_tests_that_bear_its_name() -> None:
    found = paths_of(["tansiq/policy/authority.py"])
    assert {"tests/tansiq/policy/test_authority.py", "tests/tansiq/policy/test_authority_papers.py"} <= set(found)
    assert all(path.startswith("tests/tansiq/policy/test_authority") for path in found)


def test_all_tests_leave_no_need_to_name_some() -> None:
    assert paths_of(["setup.cfg", "app.py"]) == ["tests"]


def test_nothing_changed_names_nothing() -> None:
    assert paths_of([]) == []
