"""The tree of areas from which one is chosen: it opens level by level, for those who signed in."""

from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register


def test_the_tree_of_areas_opens_level_by_level(salma: Reader, register: Register) -> None:
    [country] = salma.get("area/branch/").get_json()
    assert (country["name"], country["opens"]) == ("Yemen", True)
    below = salma.get(f"area/branch/?of={register.areas['YE1211'].id}").get_json()
    assert [(leaf["full"], leaf["level"], leaf["opens"]) for leaf in below] == [
        ("Abyan / Khanfar / Ja'ar (YE121121)", "Sub-district", False),
        ("Abyan / Khanfar / al-Kawd (YE121122)", "Sub-district", False),
    ]
    for forged in ("999999", "x", "-1", ""):
        assert salma.get(f"area/branch/?of={forged}").get_json() == []


def test_archived_areas_grow_on_no_tree_and_nobody_reads_it_without_signing_in(
    salma: Reader, nobody: Reader, register: Register
) -> None:
    changes.archive(SALMA, register.areas["YE121122"])
    below = salma.get(f"area/branch/?of={register.areas['YE1211'].id}").get_json()
    assert [leaf["code"] for leaf in below] == ["YE121121"]
    nobody.client.delete_cookie("tansiq")
    assert nobody.get("area/branch/").status_code == 302
