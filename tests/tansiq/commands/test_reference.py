"""flask reference: what an operator sees."""

from pathlib import Path

from click.testing import CliRunner
from peewee import Database

from tansiq.commands.reference import reference
from tansiq.language.words import speaking
from tansiq.models import Area, AreaBoundary


def test_loading_twice_says_new_and_then_unchanged(database: Database) -> None:
    first = CliRunner().invoke(reference, ["load", "syria"])
    second = CliRunner().invoke(reference, ["load", "syria"])
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "Areas: new 349\n" in first.output
    assert "Areas: unchanged 349\n" in second.output
    assert Area.select().count() == 349


def test_an_unknown_country_is_told_the_known_ones(database: Database) -> None:
    answer = CliRunner().invoke(reference, ["load", "atlantis"])
    assert answer.exit_code == 2
    assert "yemen" in answer.output


def test_outlines_are_stored_and_strangers_listed(database: Database, shared_data: Path) -> None:
    CliRunner().invoke(reference, ["load", "egypt"])
    answer = CliRunner().invoke(reference, ["boundaries", str(shared_data / "boundaries/egy_adm2.topo.json")])
    assert answer.exit_code == 0
    assert "Outlines: new 351\n" in answer.output
    assert "Repaired where their lines crossed (16): EG" in answer.output
    assert "Not in the register, left out (14): EG0100 EG0200" in answer.output
    assert AreaBoundary.select().count() == 351


def test_a_long_list_is_cut_and_says_how_much_is_left(database: Database, shared_data: Path) -> None:
    CliRunner().invoke(reference, ["load", "syria"])
    Area.update(pcode=Area.pcode.concat("-old")).where(Area.level == 3, Area.pcode.startswith("SY01")).execute()
    Area.update(pcode=Area.pcode.concat("-old")).where(Area.level == 3, Area.pcode.startswith("SY02")).execute()
    answer = CliRunner().invoke(reference, ["boundaries", str(shared_data / "boundaries/syr_adm3.topo.json")])
    assert "and 21 more" in answer.output


def test_a_file_that_is_no_map_is_refused_in_the_operators_language(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "notes.json"
    file.write_text("{}")
    with speaking("en"):
        answer = CliRunner().invoke(reference, ["boundaries", str(file)])
    assert answer.exit_code == 1
    assert answer.output == "Error: notes.json is neither a TopoJSON topology nor a GeoJSON feature collection.\n"
