"""Figures: the numbers of reports one by one, a copy for reckoning; the document of a report is the truth.

    Report.extra {"13": {"M": 3, "F": 4}}  ->  (13, "M", 3), (13, "F", 4), (13, "", 7)      "": all together

Kept by tansiq.records.report_figures within the change of the report itself, and made anew by `tansiq figures
rebuild`. Reports that are being filled have none.
"""

from peewee import BooleanField, CharField, DateField, DoubleField, ForeignKeyField

from tansiq.models.area import Area
from tansiq.models.column_values import LONGEST_CELL
from tansiq.models.field_definition import FieldDefinition
from tansiq.models.record import Table
from tansiq.models.report import Report
from tansiq.models.unit import Unit


class Figure(Table):
    """One number of a report: of which item, and of which cell of its breakdown: the code of an answer, or of one of
    each list with a space between. `is_approved` says that its report is; `area` is that of the unit."""

    report = ForeignKeyField(Report, backref="figures", on_delete="CASCADE")
    item = ForeignKeyField(FieldDefinition, backref="+", on_delete="RESTRICT", index=False)
    cell = CharField(max_length=LONGEST_CELL, default="")
    period_ends = DateField()
    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT", index=False)
    unit = ForeignKeyField(Unit, backref="+", on_delete="RESTRICT")
    is_approved = BooleanField()
    value = DoubleField()

    report_id: int
    item_id: int
    area_id: int
    unit_id: int

    class Meta:
        indexes = ((("item", "cell", "period_ends", "area", "unit", "is_approved", "value"), False),)
