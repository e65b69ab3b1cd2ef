"""tansiq records rebuild: what entries are called and found by, written anew."""

from click.testing import CliRunner
from peewee import Database

from tansiq.commands.records import records
from tansiq.models import Entry
from tansiq.records import changes
from tests.definitions import field, record_type
from tests.people import SALMA


def test_texts_that_are_not_what_they_should_be_are_written_and_counted(database: Database) -> None:
    kind = record_type("well", has_area=False, has_organization=False)
    one = field("calling", table="entry", record_type=kind.id)
    kind.title_number = one.number
    changes.save(SALMA, kind)
    changes.save(SALMA, Entry(record_type=kind.id, extra={str(one.number): "Old well"}))
    Entry.update(title="wrong").execute()
    said = [CliRunner().invoke(records, ["rebuild"]).output for _ in range(2)]
    assert said == ["1 entry was written anew.\n", "0 entries were written anew.\n"]
    assert Entry.get().title == "Old well"
