"""The Sustainable Development Goals and their targets, which items of plans serve."""

from peewee import CharField, Check, ForeignKeyField, IntegerField, TextField

from tansiq.language.arabic import search_text
from tansiq.language.words import say
from tansiq.models.name_order import LONGEST, order_keys
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, register


class Goal(Record):
    """A goal, "6", or with a parent one of its targets, "6.1"."""

    code = CharField(max_length=10, unique=True)
    parent = ForeignKeyField("self", null=True, backref="targets", on_delete="RESTRICT")
    name_ar = CharField(max_length=300)
    name_en = CharField(max_length=300)
    position = IntegerField(default=0)
    search = TextField(default="")
    name_order_ar = CharField(max_length=LONGEST, null=True)
    name_order_en = CharField(max_length=LONGEST, null=True)

    parent_id: int | None

    derived = frozenset({"search", "name_order_ar", "name_order_en"})

    class Meta:
        constraints = [Check("parent_id <> id")]

    def complete(self) -> None:
        self.search = search_text([self.name_ar, self.name_en, self.code])
        self.name_order_ar, self.name_order_en = order_keys(self.name_ar, self.name_en)


register(
    RecordType(
        model=Goal,
        one=say("Sustainable development goal or target"),
        many=say("Sustainable development goals"),
        rule="reference",
        position=90,
        menu="settings",
        code="code",
        is_code_unique=True,
        is_short=True,
        labels={"parent": say("Target of the goal")},
    )
)
