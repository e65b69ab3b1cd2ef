"""The weights and limits of the score of overlaps are settings; and with which of them cases were made."""

from peewee import CharField, Check, Database, DateTimeField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator, migrate


class OverlapWeights(Model):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    country = IntegerField(default=5)
    governorate = IntegerField(default=20)
    district = IntegerField(default=50)
    subdistrict = IntegerField(default=80)
    settlement = IntegerField(default=100)
    activity = IntegerField(default=10)
    population_group = IntegerField(default=6)
    modality = IntegerField(default=4)
    opens_case = IntegerField(default=25)
    clear = IntegerField(default=25)
    strong = IntegerField(default=50)
    note = TextField()

    class Meta:
        legacy_table_names = False
        constraints = [
            Check("0 <= country AND country <= governorate AND governorate <= district"),
            Check("district <= subdistrict AND subdistrict <= settlement AND settlement <= 100"),
            Check("activity >= 0 AND population_group >= 0 AND modality >= 0"),
            Check("activity + population_group + modality = 20"),
            Check("0 < clear AND clear < strong AND strong <= 100"),
            Check("0 < opens_case AND opens_case <= strong"),
        ]


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx((OverlapWeights,)):
        db.create_tables((OverlapWeights,), safe=False)
    migrate(migrator.add_column("case_upkeep", "weights", CharField(max_length=100, default="")))


def down(migrator: SchemaMigrator, db: Database) -> None:
    migrate(migrator.drop_column("case_upkeep", "weights"))
    with db.bind_ctx((OverlapWeights,)):
        db.drop_tables((OverlapWeights,))
