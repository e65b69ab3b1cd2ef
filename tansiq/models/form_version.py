"""What was published of a form: its items, rules and days, frozen, so that a report is read as it was asked.

draft (fields of the record type) --publish--> version 1 from 2026-Q1 on --publish--> version 2 from 2026-Q3 on
"""

from datetime import date
from typing import Any

from peewee import CharField, Check, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from tansiq.models.account import Account
from tansiq.models.record import Table, now
from tansiq.models.type_definition import TypeDefinition


class FormVersion(Table):
    """One version of a form, numbered from 1; reports of periods that begin on `used_from` or later are filled in it,
    until that of the next one, or until it is withdrawn.

    `content` is a document of definitions (tansiq.definition_documents) of this form alone, `digest` the SHA-256 of
    it. The days are copied from the form (tansiq.forms.deadlines): what was due then stays so.
    """

    form = ForeignKeyField(TypeDefinition, backref="versions", on_delete="RESTRICT", index=False)
    number = IntegerField()
    used_from = DateField()
    content = TextField()
    digest = CharField(max_length=64)
    opens_days = IntegerField()
    due_days = IntegerField()
    closes_days = IntegerField(null=True)
    approval_levels = IntegerField(constraints=[Check("approval_levels BETWEEN 0 AND 3")])
    withdrawn_on = DateField(null=True)
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    actor = CharField(max_length=200, default="")
    created_at = DateTimeField(default=now)

    form_id: int
    account_id: int | None

    class Meta:
        indexes = ((("form", "number"), True),)
        constraints = [Check("number > 0")]


def version_of_period(form_id: int, begins: date, without: int | None = None) -> FormVersion | None:
    """The version in which a report of the period that begins on this day is begun; None where there is none.

    `without` is the number of one that is about to be withdrawn.
    """
    rows: Any = FormVersion.select().where(FormVersion.form == form_id, FormVersion.withdrawn_on.is_null())
    if without is not None:
        rows = rows.where(FormVersion.number != without)
    found: FormVersion | None = rows.where(FormVersion.used_from <= begins).order_by(FormVersion.number.desc()).first()
    return found


class FormVersions:
    """All versions of a form, read once: for whoever asks for those of many reports."""

    def __init__(self, form: TypeDefinition) -> None:
        rows: Any = FormVersion.select().where(FormVersion.form == form.id).order_by(FormVersion.number.desc())
        self._by_id: dict[int, FormVersion] = {version.id: version for version in rows}
        for version in self._by_id.values():
            version.form = form

    def named(self, version_id: int) -> FormVersion:
        """The version with this id."""
        return self._by_id[version_id]

    def of_period(self, begins: date, without: int | None = None) -> FormVersion | None:
        """As `version_of_period` finds it."""
        standing = (one for one in self._by_id.values() if one.withdrawn_on is None and one.number != without)
        return next((one for one in standing if one.used_from <= begins), None)
