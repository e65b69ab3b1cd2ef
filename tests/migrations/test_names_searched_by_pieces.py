"""Rows that stand already are found by the index; going down takes it away and nothing else."""

from peewee import Database

from tansiq.models import Intervention, SearchDue, SearchPiece
from tansiq.records import migrating
from tansiq.records.search_index import holding
from tests.register import enter_register

MIGRATION = "0081_names_searched_by_pieces"


def test_rows_that_stand_already_are_taken_in(empty_database: Database) -> None:
    names = migrating.up()
    register = enter_register()
    row = register.intervention("NRA", title_ar="حفر آبار خنفر")
    # What the index holds was entered by nobody: nothing is asked before it goes.
    migrating.down(next(name for name in names if name.startswith(MIGRATION)))
    assert "search_piece" not in empty_database.get_tables()
    other = register.intervention("NRA", title_ar="طرق زنجبار")
    migrating.up()
    assert not SearchDue.select().exists()
    assert SearchPiece.select().where(SearchPiece.piece == "خنف").exists()
    found = [list(Intervention.select().where(holding(Intervention, [word]))) for word in ("خنفر", "زنجبار")]
    assert found == [[row], [other]]
