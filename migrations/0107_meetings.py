"""Meetings: their agenda, who takes part, what was decided, what was mailed of them and who follows them."""

from peewee import (
    BooleanField,
    CharField,
    Check,
    Database,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator

ABOUT = "'PLAN_ITEM', 'CASE', 'GAP', 'NEED', 'DEMAND', 'ROUND', 'CALL', 'ORGANIZATION', 'DECISION'"


class Table(Model):
    class Meta:
        legacy_table_names = False


class Area(Table):
    pass


class Sector(Table):
    pass


class Organization(Table):
    pass


class Unit(Table):
    pass


class Account(Table):
    pass


class Record(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)


class Meeting(Record):
    meeting_kind = CharField(
        max_length=12,
        constraints=[Check("meeting_kind IN ('QUARTERLY', 'CONSULTATION', 'WORKSHOP', 'COUNCIL')")],
    )
    name_ar = CharField(max_length=300)
    name_en = CharField(max_length=300)
    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT")
    starts_at = DateTimeField()
    ends_at = DateTimeField()
    place = CharField(max_length=300)
    link = CharField(max_length=500)
    meeting_state = CharField(max_length=10, constraints=[Check("meeting_state IN ('PLANNED', 'HELD', 'CANCELLED')")])
    minutes_ar = TextField()
    minutes_en = TextField()
    series = ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")
    series_place = IntegerField()
    every = CharField(
        max_length=10, constraints=[Check("every = '' OR every IN ('MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR')")]
    )
    until_on = DateField(null=True)
    calendar_sequence = IntegerField()
    is_published = BooleanField()
    search = TextField()
    name_order_ar = CharField(max_length=60, null=True)
    name_order_en = CharField(max_length=60, null=True)

    class Meta:
        constraints = [
            Check("name_ar <> '' OR name_en <> ''"),
            Check("ends_at > starts_at"),
            Check("every = '' OR until_on IS NOT NULL"),
        ]
        indexes = ((("series", "series_place"), True), (("area", "starts_at"), False), (("starts_at", "id"), False))


class AgendaItem(Record):
    meeting = ForeignKeyField(Meeting, backref="+", on_delete="RESTRICT", index=False)
    title_ar = CharField(max_length=500)
    title_en = CharField(max_length=500)
    position = IntegerField()
    about_kind = CharField(max_length=20, constraints=[Check(f"about_kind = '' OR about_kind IN ({ABOUT})")])
    about_id = IntegerField(null=True)
    about_sector = ForeignKeyField(Sector, null=True, backref="+", on_delete="RESTRICT")
    remark = TextField()
    title_order_ar = CharField(max_length=60, null=True)
    title_order_en = CharField(max_length=60, null=True)

    class Meta:
        constraints = [Check("title_ar <> '' OR title_en <> '' OR about_kind <> ''")]
        indexes = ((("meeting", "position", "id"), False), (("about_kind", "about_id"), False))


class MeetingAttendee(Record):
    meeting = ForeignKeyField(Meeting, backref="+", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, null=True, backref="+", on_delete="RESTRICT")
    unit = ForeignKeyField(Unit, null=True, backref="+", on_delete="RESTRICT")
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    guest = CharField(max_length=200)
    email = CharField(max_length=255)
    is_invited = BooleanField()
    invitation_answer = CharField(
        max_length=10,
        constraints=[Check("invitation_answer = '' OR invitation_answer IN ('ACCEPTED', 'DECLINED', 'TENTATIVE')")],
    )
    answered_at = DateTimeField(null=True)
    has_attended = BooleanField()


class MeetingDecision(Record):
    meeting = ForeignKeyField(Meeting, backref="+", on_delete="RESTRICT")
    title_ar = CharField(max_length=1000)
    title_en = CharField(max_length=1000)
    organization = ForeignKeyField(Organization, null=True, backref="+", on_delete="RESTRICT")
    unit = ForeignKeyField(Unit, null=True, backref="+", on_delete="RESTRICT")
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    due_on = DateField(null=True)
    about_kind = CharField(max_length=20, constraints=[Check(f"about_kind = '' OR about_kind IN ({ABOUT})")])
    about_id = IntegerField(null=True)
    about_sector = ForeignKeyField(Sector, null=True, backref="+", on_delete="RESTRICT")
    decision_state = CharField(max_length=10, constraints=[Check("decision_state IN ('OPEN', 'DONE', 'DROPPED')")])
    settled_on = DateField(null=True)
    remark = TextField()
    title_order_ar = CharField(max_length=60, null=True)
    title_order_en = CharField(max_length=60, null=True)

    class Meta:
        constraints = [Check("title_ar <> '' OR title_en <> ''")]
        indexes = ((("decision_state", "due_on"), False), (("about_kind", "about_id"), False))


class MeetingMail(Table):
    meeting = ForeignKeyField(Meeting, backref="+", on_delete="CASCADE", index=False)
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="CASCADE")
    email = CharField(max_length=255)
    mail_kind = CharField(
        max_length=12,
        constraints=[Check("mail_kind IN ('INVITATION', 'CHANGE', 'CANCELLATION', 'REMINDER', 'MINUTES')")],
    )
    calendar_sequence = IntegerField()
    sent_at = DateTimeField()

    class Meta:
        indexes = ((("meeting", "email", "mail_kind", "calendar_sequence"), True),)


class MeetingCalendar(Table):
    account = ForeignKeyField(Account, unique=True, backref="+", on_delete="CASCADE")
    digest = CharField(max_length=64, unique=True)
    renewed_at = DateTimeField()


TABLES = (Meeting, AgendaItem, MeetingAttendee, MeetingDecision, MeetingMail, MeetingCalendar)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(tuple(reversed(TABLES)))
