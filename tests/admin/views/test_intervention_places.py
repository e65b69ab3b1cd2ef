"""The places of interventions in their list: the first by name, archived and hidden sites left out."""

from peewee import Database

from tansiq.platform import lru
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register
from tests.statements import told


def test_places_are_named_in_the_order_of_the_sites(salma: Reader, register: Register) -> None:
    row = register.intervention("NRA", title_en="Wells")
    for pcode in ("YE121121", "YE1210", "YE1927"):
        register.site(row, pcode)
    register.site(row, "YE121121", group="IDP")
    changes.archive(SALMA, register.site(row, "YE121122"))
    page = salma.get("intervention/?columns=title+places").text
    assert "Abyan / Khanfar / Ja&#39;ar" in page
    assert "and 1 more" in page
    assert "al-Kawd" not in page
    file = salma.get("intervention/export/csv/?columns=title+places").get_data().decode("utf-8-sig")
    assert "Abyan / Khanfar / Ja'ar | Abyan / Zinjibar | Hadramawt / Al Mukalla City" in file


def test_places_cost_the_same_for_few_rows_and_for_many(salma: Reader, register: Register, database: Database) -> None:
    def cost() -> int:
        lru.forget()
        with told() as statements:
            assert salma.get("intervention/?columns=title+places").status_code == 200
        return len(statements)

    register.site(register.intervention("NRA"), "YE121121")
    few = cost()
    for _number in range(10):
        register.site(register.intervention("NRA"), "YE121121")
    assert cost() == few
