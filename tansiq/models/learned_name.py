"""Names of areas that imports taught: a spelling that the register did not know, and the area that it was read as.

WAITING --accept--> ACCEPTED: another name of the area, searched by
        --reject--> REJECTED: never read as the area again          both --reopen--> WAITING
"""

from collections.abc import Iterator

from peewee import BooleanField, CharField, Check, DateTimeField, ForeignKeyField, IntegerField, TextField

from tansiq.faults import Fault
from tansiq.language.arabic import search_text
from tansiq.language.area_names import area_key
from tansiq.language.import_vocabulary import NAME_STATES
from tansiq.language.words import say
from tansiq.models.account import Account
from tansiq.models.area import Area
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, register

LONGEST_NAME = 200
"""Letters of a name of an area."""
SAID = frozenset({"area", "within", "spelling"})
"""What whoever imports says of a name; all else of it is for those who review it."""


class LearnedName(Record):
    """One spelling as it stood in a sheet, read as `area` where it was named within the area `within`.

    `name_key` is the spelling as names are matched (`area_key`). Until it is reviewed a name `is_for_all` where
    whoever taught it is in charge of the area, or two people said so; else it is read for its teacher alone.
    `taught_by` is the account and `actor` its name; `file_name` and `import_number` (of the ImportRun, None for a
    command) tell where. `use_count` counts the rows of sheets that were read by it.
    """

    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT")
    within = ForeignKeyField(Area, backref="+", on_delete="RESTRICT", index=False)
    spelling = CharField(max_length=LONGEST_NAME)
    name_key = CharField(max_length=LONGEST_NAME * 2)
    name_state = CharField(
        max_length=10, default="WAITING", index=True, constraints=[Check(NAME_STATES.check("name_state"))]
    )
    is_for_all = BooleanField(default=False)
    taught_by = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    actor = CharField(max_length=200, default="")
    file_name = CharField(max_length=255, default="")
    import_number = IntegerField(null=True)
    use_count = IntegerField(default=0)
    used_at = DateTimeField(null=True)
    search = TextField(default="")

    area_id: int
    within_id: int
    taught_by_id: int | None

    derived = frozenset(
        {"name_key", "is_for_all", "taught_by", "actor", "file_name", "import_number", "use_count", "used_at", "search"}
    )

    class Meta:
        constraints = [Check("area_id <> within_id"), Check("name_key <> ''")]
        indexes = ((("within", "name_key", "area"), True),)

    def complete(self) -> None:
        self.name_key, self.search = area_key(self.spelling), search_text([self.spelling])

    def faults(self) -> Iterator[Fault]:
        if not area_key(self.spelling) or "|" in self.spelling:
            yield Fault("NO_NAME", "spelling", say("This is no name: it has no letters, or holds the sign |."))
        if self.name_state not in NAME_STATES:
            yield Fault("UNKNOWN_CODE", "name_state", say("Choose one of the listed decisions."))
        if self.__data__.get("area") == self.__data__.get("within"):
            yield Fault("SAME_AREA", "area", say("An area does not lie within itself."))


register(
    RecordType(
        model=LearnedName,
        # Translators: A spelling of the name of an area that an import taught the register.
        one=say("Learned name"),
        many=say("Learned names"),
        rule="officers",
        writers="officers",
        readers_say=SAID,
        position=51,
        has_pages=False,
        parent="area",
        lies_in="area",
        name=lambda row: row.spelling,
        labels={
            "spelling": say("Name in the sheet"),
            "within": say("Where it is named within"),
            "name_state": say("State"),
            "is_for_all": say("Read in everybody's imports"),
            "actor": say("Said by"),
            "import_number": say("Number of the import"),
            "use_count": say("Rows read by it"),
            "used_at": say("Last used"),
        },
    )
)
