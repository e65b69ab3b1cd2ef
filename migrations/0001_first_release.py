"""All tables of the first release: areas, short lists, the register, needs, people and history."""

from datetime import datetime

from peewee import (
    BlobField,
    BooleanField,
    CharField,
    Check,
    Database,
    DateField,
    DateTimeField,
    DecimalField,
    DoubleField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class Area(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField(default=datetime.now)
    changed_at = DateTimeField(default=datetime.now)
    archived_at = DateTimeField(null=True)
    level = IntegerField(constraints=[Check("level BETWEEN 0 AND 4")])
    pcode = CharField(max_length=40, unique=True)
    parent = ForeignKeyField("self", null=True, backref="children", on_delete="RESTRICT")
    name_ar = CharField(max_length=200, default="")
    name_en = CharField(max_length=200, default="")
    aliases = TextField(default="")
    population = IntegerField(null=True, constraints=[Check("population >= 0")])
    population_year = IntegerField(null=True)
    population_source = CharField(max_length=200, default="")
    latitude = DoubleField(null=True, constraints=[Check("latitude BETWEEN -90 AND 90")])
    longitude = DoubleField(null=True, constraints=[Check("longitude BETWEEN -180 AND 180")])
    area_km2 = DoubleField(null=True)
    valid_from = DateField(null=True)
    valid_until = DateField(null=True)
    country = ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")
    governorate = ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")
    district = ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")
    subdistrict = ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")
    search = TextField(default="")

    class Meta:
        indexes = ((("level", "pcode"), False),)
        constraints = [
            Check("name_ar <> '' OR name_en <> ''"),
            Check("(level = 0) = (parent_id IS NULL)"),
            Check("valid_until >= valid_from"),
        ]


class AreaClosure(Table):
    ancestor = ForeignKeyField(Area, backref="+", on_delete="CASCADE", index=False)
    descendant = ForeignKeyField(Area, backref="+", on_delete="CASCADE")
    depth = IntegerField(constraints=[Check("depth BETWEEN 0 AND 4")])

    class Meta:
        indexes = ((("ancestor", "descendant"), True),)


class AreaBoundary(Table):
    area = ForeignKeyField(Area, unique=True, backref="+", on_delete="CASCADE")
    geometry = TextField()
    source = CharField(max_length=200, default="")


class Sector(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField(default=datetime.now)
    changed_at = DateTimeField(default=datetime.now)
    archived_at = DateTimeField(null=True)
    code = CharField(max_length=20, unique=True)
    parent = ForeignKeyField("self", null=True, backref="subsectors", on_delete="RESTRICT")
    name_ar = CharField(max_length=200)
    name_en = CharField(max_length=200)
    name_fr = CharField(max_length=200, default="")
    aliases = TextField(default="")
    dac_code = CharField(max_length=10, default="")
    position = IntegerField(default=0)
    search = TextField(default="")

    class Meta:
        constraints = [Check("parent_id <> id")]


class ActivityType(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField(default=datetime.now)
    changed_at = DateTimeField(default=datetime.now)
    archived_at = DateTimeField(null=True)
    code = CharField(max_length=40, unique=True)
    sector = ForeignKeyField(Sector, backref="activity_types", on_delete="RESTRICT")
    name_ar = CharField(max_length=200)
    name_en = CharField(max_length=200)
    aliases = TextField(default="")
    search = TextField(default="")


class PopulationGroup(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField(default=datetime.now)
    changed_at = DateTimeField(default=datetime.now)
    archived_at = DateTimeField(null=True)
    code = CharField(max_length=20, unique=True)
    name_ar = CharField(max_length=200)
    name_en = CharField(max_length=200)
    aliases = TextField(default="")
    position = IntegerField(default=0)
    search = TextField(default="")


class Organization(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField(default=datetime.now)
    changed_at = DateTimeField(default=datetime.now)
    archived_at = DateTimeField(null=True)
    name_ar = CharField(max_length=300, default="")
    name_en = CharField(max_length=300, default="")
    acronym = CharField(max_length=60, default="")
    acronym_ar = CharField(max_length=60, default="")
    aliases = TextField(default="")
    kind = CharField(
        max_length=30,
        default="OTHER",
        constraints=[
            Check(
                "kind IN ('UN', 'INGO', 'NNGO', 'ASSOCIATION', 'COOPERATIVE', 'UNION', 'FOUNDATION', 'INITIATIVE', 'GOVERNMENT', 'DONOR', 'RED_CROSS_CRESCENT', 'ACADEMIC', 'PRIVATE', 'OTHER')"
            )
        ],
    )
    registration_number = CharField(max_length=60, null=True, unique=True)
    home_area = ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT")
    canonical = ForeignKeyField("self", null=True, backref="duplicates", on_delete="RESTRICT")
    is_published = BooleanField(default=True)
    acronym_key = CharField(max_length=60, default="", index=True)
    name_key_ar = CharField(max_length=300, default="", index=True)
    name_key_en = CharField(max_length=300, default="", index=True)
    search = TextField(default="")

    class Meta:
        constraints = [Check("name_ar <> '' OR name_en <> '' OR acronym <> ''"), Check("canonical_id <> id")]


class OrganizationArea(Table):
    organization = ForeignKeyField(Organization, backref="operating_areas", on_delete="CASCADE", index=False)
    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = ((("organization", "area"), True),)


class OrganizationSector(Table):
    organization = ForeignKeyField(Organization, backref="operating_sectors", on_delete="CASCADE", index=False)
    sector = ForeignKeyField(Sector, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = ((("organization", "sector"), True),)


class Project(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField(default=datetime.now)
    changed_at = DateTimeField(default=datetime.now)
    archived_at = DateTimeField(null=True)
    code = CharField(max_length=80, null=True, unique=True)
    title_ar = CharField(max_length=500, default="")
    title_en = CharField(max_length=500, default="")
    organization = ForeignKeyField(Organization, null=True, backref="projects", on_delete="RESTRICT")
    budget = DecimalField(max_digits=16, decimal_places=2, null=True, constraints=[Check("budget >= 0")])
    currency = CharField(max_length=3, default="")
    starts_on = DateField(null=True)
    ends_on = DateField(null=True)
    is_published = BooleanField(default=True)
    search = TextField(default="")

    class Meta:
        constraints = [
            Check("title_ar <> '' OR title_en <> '' OR code <> ''"),
            Check("ends_on >= starts_on"),
            Check("budget IS NULL OR currency <> ''"),
        ]


class ProjectDonor(Table):
    project = ForeignKeyField(Project, backref="donors", on_delete="CASCADE", index=False)
    organization = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = ((("project", "organization"), True),)


class Intervention(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField(default=datetime.now)
    changed_at = DateTimeField(default=datetime.now)
    archived_at = DateTimeField(null=True)
    record_id = CharField(max_length=80, unique=True)
    organization = ForeignKeyField(Organization, backref="interventions", on_delete="RESTRICT")
    project = ForeignKeyField(Project, null=True, backref="interventions", on_delete="RESTRICT")
    sector = ForeignKeyField(Sector, backref="interventions", on_delete="RESTRICT")
    subsector = ForeignKeyField(Sector, null=True, backref="+", on_delete="RESTRICT")
    activity_type = ForeignKeyField(ActivityType, null=True, backref="+", on_delete="RESTRICT")
    title_ar = CharField(max_length=500, default="")
    title_en = CharField(max_length=500, default="")
    status = CharField(
        max_length=12,
        default="ONGOING",
        constraints=[Check("status IN ('PLANNED', 'ONGOING', 'COMPLETED', 'SUSPENDED', 'CANCELLED')")],
    )
    modality = CharField(
        max_length=12, null=True, constraints=[Check("modality IN ('IN_KIND', 'CASH', 'VOUCHER', 'SERVICE', 'MIXED')")]
    )
    starts_on = DateField(null=True)
    ends_on = DateField(null=True)
    budget = DecimalField(max_digits=16, decimal_places=2, null=True, constraints=[Check("budget >= 0")])
    currency = CharField(max_length=3, default="")
    remarks = TextField(default="")
    is_published = BooleanField(default=True)
    search = TextField(default="")

    class Meta:
        constraints = [
            Check("ends_on >= starts_on"),
            Check("budget IS NULL OR currency <> ''"),
            Check("subsector_id <> sector_id"),
        ]
        indexes = (
            (("status", "id"), False),
            (("starts_on", "id"), False),
            (("ends_on", "id"), False),
            (("changed_at", "id"), False),
        )


class Partnership(Table):
    intervention = ForeignKeyField(Intervention, backref="partnerships", on_delete="CASCADE", index=False)
    organization = ForeignKeyField(Organization, backref="partnerships", on_delete="RESTRICT")
    role = CharField(max_length=12, constraints=[Check("role IN ('FUNDING', 'PROGRAMMING', 'IMPLEMENTING')")])

    class Meta:
        indexes = ((("intervention", "organization", "role"), True),)


class Site(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField(default=datetime.now)
    changed_at = DateTimeField(default=datetime.now)
    archived_at = DateTimeField(null=True)
    intervention = ForeignKeyField(Intervention, backref="sites", on_delete="CASCADE", index=False)
    number = IntegerField(default=1)
    area = ForeignKeyField(Area, backref="sites", on_delete="RESTRICT")
    population_group = ForeignKeyField(PopulationGroup, backref="+", on_delete="RESTRICT", index=False)
    targeted = IntegerField(null=True)
    reached = IntegerField(null=True)
    targeted_women = IntegerField(null=True)
    targeted_men = IntegerField(null=True)
    targeted_girls = IntegerField(null=True)
    targeted_boys = IntegerField(null=True)
    targeted_elderly_women = IntegerField(null=True)
    targeted_elderly_men = IntegerField(null=True)
    targeted_disabled = IntegerField(null=True)
    reached_women = IntegerField(null=True)
    reached_men = IntegerField(null=True)
    reached_girls = IntegerField(null=True)
    reached_boys = IntegerField(null=True)
    reached_elderly_women = IntegerField(null=True)
    reached_elderly_men = IntegerField(null=True)
    reached_disabled = IntegerField(null=True)
    households_targeted = IntegerField(null=True)
    households_reached = IntegerField(null=True)
    is_distinct_people = BooleanField(default=False)
    latitude = DoubleField(null=True, constraints=[Check("latitude BETWEEN -90 AND 90")])
    longitude = DoubleField(null=True, constraints=[Check("longitude BETWEEN -180 AND 180")])
    sector = ForeignKeyField(Sector, backref="+", on_delete="RESTRICT", index=False)
    organization = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")
    starts_on = DateField(null=True)
    ends_on = DateField(null=True)
    status = CharField(max_length=12)
    is_published = BooleanField(default=True)
    intervention_archived_at = DateTimeField(null=True)
    country = ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT", index=False)
    governorate = ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT")
    district = ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT")
    subdistrict = ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT")

    class Meta:
        constraints = [
            Check("targeted >= 0"),
            Check("targeted_women >= 0"),
            Check("targeted_men >= 0"),
            Check("targeted_girls >= 0"),
            Check("targeted_boys >= 0"),
            Check("targeted_elderly_women >= 0"),
            Check("targeted_elderly_men >= 0"),
            Check("reached >= 0"),
            Check("reached_women >= 0"),
            Check("reached_men >= 0"),
            Check("reached_girls >= 0"),
            Check("reached_boys >= 0"),
            Check("reached_elderly_women >= 0"),
            Check("reached_elderly_men >= 0"),
            Check("targeted_disabled >= 0"),
            Check("reached_disabled >= 0"),
            Check("households_targeted >= 0"),
            Check("households_reached >= 0"),
        ]
        indexes = (
            (("intervention", "number"), True),
            (("sector", "area", "starts_on", "ends_on", "organization"), False),
        )


class Need(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField(default=datetime.now)
    changed_at = DateTimeField(default=datetime.now)
    archived_at = DateTimeField(null=True)
    area = ForeignKeyField(Area, backref="needs", on_delete="RESTRICT", index=False)
    sector = ForeignKeyField(Sector, backref="needs", on_delete="RESTRICT")
    population_group = ForeignKeyField(PopulationGroup, backref="+", on_delete="RESTRICT", index=False)
    people_affected = IntegerField(null=True, constraints=[Check("people_affected >= 0")])
    people_in_need = IntegerField(constraints=[Check("people_in_need >= 0")])
    severity = IntegerField(null=True, constraints=[Check("severity BETWEEN 1 AND 5")])
    starts_on = DateField()
    ends_on = DateField()
    source = CharField(max_length=200, default="")
    is_published = BooleanField(default=True)

    class Meta:
        constraints = [Check("ends_on >= starts_on")]
        indexes = ((("area", "sector", "population_group", "starts_on", "ends_on", "source"), True),)


class Account(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField(default=datetime.now)
    changed_at = DateTimeField(default=datetime.now)
    archived_at = DateTimeField(null=True)
    email = CharField(max_length=255, unique=True)
    name = CharField(max_length=200, default="")
    password = CharField(max_length=255, null=True)
    active = BooleanField(default=True)
    fs_uniquifier = CharField(max_length=64, unique=True)
    language = CharField(max_length=2, default="ar")
    confirmed_at = DateTimeField(null=True)


class Role(Table):
    name = CharField(max_length=40, unique=True)
    description = TextField(default="")


class AccountRole(Table):
    account = ForeignKeyField(Account, backref="account_roles", on_delete="CASCADE", index=False)
    role = ForeignKeyField(Role, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = ((("account", "role"), True),)


class HistoryEntry(Table):
    record_type = CharField(max_length=40)
    record_id = IntegerField()
    record_version = IntegerField()
    at = DateTimeField(default=datetime.now, index=True)
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    actor = CharField(max_length=200, default="")
    face = CharField(max_length=10, constraints=[Check("face IN ('PANEL', 'GRAPHQL', 'IMPORT', 'COMMAND')")])
    act = CharField(max_length=10, constraints=[Check("act IN ('READ', 'CREATE', 'CHANGE', 'ARCHIVE', 'RESTORE')")])
    changes = TextField(default="{}")

    class Meta:
        indexes = ((("record_type", "record_id", "id"), False),)


class DataVersion(Table):
    name = CharField(max_length=40, unique=True)
    number = IntegerField(default=0)


class OverlapDecision(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField(default=datetime.now)
    changed_at = DateTimeField(default=datetime.now)
    archived_at = DateTimeField(null=True)
    first = ForeignKeyField(Intervention, backref="+", on_delete="CASCADE", index=False)
    second = ForeignKeyField(Intervention, backref="+", on_delete="CASCADE")
    decision = CharField(
        max_length=15, constraints=[Check("decision IN ('DUPLICATE', 'COMPLEMENTARY', 'SAME_PROJECT', 'LATER')")]
    )
    first_version = IntegerField()
    second_version = IntegerField()
    note = TextField(default="")
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    decided_at = DateTimeField(default=datetime.now)

    class Meta:
        constraints = [Check("first_id < second_id")]
        indexes = ((("first", "second"), True),)


class ImportedRow(Table):
    site = ForeignKeyField(Site, unique=True, backref="+", on_delete="CASCADE")
    fingerprint = BlobField(index=True)
    identity = BlobField(index=True)
    file_name = CharField(max_length=255, default="")
    sheet = CharField(max_length=255, default="")
    row_number = IntegerField(null=True)
    imported_at = DateTimeField(default=datetime.now)


TABLES = (
    Area,
    AreaClosure,
    AreaBoundary,
    Sector,
    ActivityType,
    PopulationGroup,
    Organization,
    OrganizationArea,
    OrganizationSector,
    Project,
    ProjectDonor,
    Intervention,
    Partnership,
    Site,
    Need,
    Account,
    Role,
    AccountRole,
    HistoryEntry,
    DataVersion,
    OverlapDecision,
    ImportedRow,
)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
