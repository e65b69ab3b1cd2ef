"""Which units fill a form, and in which time: of them alone reports are expected.

    Form --n-- Assignment --1-- Unit        Municipal statistics: the municipality of Zinjibar, from 1 January 2026 on

A unit is expected for a period whose last day lies in the time of its assignment and in that of the unit itself
(tansiq.forms.expecting). Times of one form and unit do not overlap, so that nobody is expected twice.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from peewee import Check, DateField, ForeignKeyField

from tansiq.faults import Fault
from tansiq.language.words import N_, say
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, register
from tansiq.models.type_definition import TypeDefinition
from tansiq.models.unit import Unit


class Assignment(Record):
    """One unit that fills one form, from a day to a day, both included; without a last day until further notice."""

    form = ForeignKeyField(TypeDefinition, backref="assignments", on_delete="RESTRICT", index=False)
    unit = ForeignKeyField(Unit, backref="assignments", on_delete="RESTRICT")
    starts_on = DateField(help_text=N_("Reports are expected of the periods that end on this day or later"))
    ends_on = DateField(null=True, help_text=N_("Empty: until further notice"))

    form_id: int
    unit_id: int

    class Meta:
        constraints = [Check("ends_on >= starts_on")]
        indexes = ((("form", "unit", "starts_on"), False),)

    def faults(self) -> Iterator[Fault]:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            yield Fault("DATES_REVERSED", "ends_on", say("The end is before the beginning."))

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        form, unit = self.referred("form"), self.referred("unit")
        if form is not None and not form.is_form:
            yield Fault("NOT_A_FORM", "form", say("This record type is no form: nothing is reported in it."))
        if before and before["form"] != self.__data__.get("form"):
            yield Fault("FIXED", "form", say("An assignment stays with its form."))
        if before and before["unit"] != self.__data__.get("unit"):
            yield Fault(
                "FIXED", "unit", say("An assignment stays with its unit. End it, and add one of the other unit.")
            )
        if unit is not None and self.starts_on and unit.ends_on and unit.ends_on < self.starts_on:
            yield Fault("NOT_IN_BEING", "unit", say("This unit has ended by then."))
        if self.keeps("form", "unit", "starts_on", "ends_on") and not list(self.faults()) and self._meets_another():
            text = say("This unit fills the form in these days already. End that assignment first.")
            yield Fault("TAKEN", "starts_on", text)

    def _meets_another(self) -> bool:
        table = Assignment
        same = (table.form == self.form_id) & (table.unit == self.unit_id) & table.archived_at.is_null()
        meets = table.ends_on.is_null() | (table.ends_on >= self.starts_on)
        if self.ends_on is not None:
            meets &= table.starts_on <= self.ends_on
        return bool(table.select().where(same, meets, table.id != (self.id or 0)).exists())


register(
    RecordType(
        model=Assignment,
        # Translators: That a unit is to fill a form (a noun).
        one=say("Assignment"),
        many=say("Assignments"),
        rule="assignment",
        proposers=frozenset({"people"}),
        parent="form",
        lies_in="unit.area",
        called_by=("unit", "form"),
        labels={
            "form": say("Form"),
            "unit": say("Administrative unit"),
            "starts_on": say("From"),
            "ends_on": say("Until"),
        },
    )
)
