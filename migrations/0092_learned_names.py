"""Names of areas that imports taught, until somebody reviews them and after."""

from peewee import (
    BooleanField,
    CharField,
    Check,
    Database,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class Account(Table):
    pass


class Area(Table):
    pass


class LearnedName(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT")
    within = ForeignKeyField(Area, backref="+", on_delete="RESTRICT", index=False)
    spelling = CharField(max_length=200)
    name_key = CharField(max_length=400)
    name_state = CharField(
        max_length=10, default="WAITING", index=True,
        constraints=[Check("name_state IN ('WAITING', 'ACCEPTED', 'REJECTED')")],
    )  # fmt: skip
    is_for_all = BooleanField(default=False)
    taught_by = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    actor = CharField(max_length=200, default="")
    file_name = CharField(max_length=255, default="")
    import_number = IntegerField(null=True)
    use_count = IntegerField(default=0)
    used_at = DateTimeField(null=True)
    search = TextField(default="")

    class Meta:
        constraints = [Check("area_id <> within_id"), Check("name_key <> ''")]
        indexes = ((("within", "name_key", "area"), True),)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx((LearnedName,)):
        db.create_tables((LearnedName,), safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx((LearnedName,)):
        db.drop_tables((LearnedName,))
