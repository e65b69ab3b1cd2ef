"""Dashboards that administrators make: pages of figures, charts, maps and lists, for everybody or for a role."""

from collections.abc import Iterator

from peewee import BooleanField, CharField, Check, IntegerField

from tansiq.faults import Fault
from tansiq.language.dashboard_vocabulary import AUDIENCES
from tansiq.language.words import N_, say
from tansiq.models.name_order import LONGEST, order_keys
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, register


class Dashboard(Record):
    """One dashboard; what it shows are its tiles, in their order."""

    name_ar = CharField(max_length=80, default="")
    name_en = CharField(max_length=80, default="")
    name_order_ar = CharField(max_length=LONGEST, null=True)
    name_order_en = CharField(max_length=LONGEST, null=True)
    audience = CharField(max_length=12, default="EVERYBODY", constraints=[Check(AUDIENCES.check("audience"))])
    is_on_start = BooleanField(default=False, help_text=N_("Its tiles stand on the start page of those it is for"))
    position = IntegerField(default=0)

    bounds = {"position": (0, 10_000)}

    derived = frozenset({"name_order_ar", "name_order_en"})

    def complete(self) -> None:
        self.name_order_ar, self.name_order_en = order_keys(self.name_ar, self.name_en)

    def faults(self) -> Iterator[Fault]:
        if not (self.name_ar or self.name_en):
            yield Fault("NAME_MISSING", "name_ar", say("Give a name, in Arabic or in English."))
        if self.audience not in AUDIENCES:
            yield Fault("UNKNOWN_CODE", "audience", say("Choose one of the list."))


register(
    RecordType(
        model=Dashboard,
        # Translators: A page of figures, charts, maps and lists (a noun).
        one=say("Dashboard"),
        many=say("Dashboards"),
        rule="shared",
        position=71,
        menu="settings",
        labels={
            "audience": say("For whom"),
            "is_on_start": say("On the start page"),
            "position": say("Place in the list"),
        },
    )
)
