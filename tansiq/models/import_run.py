"""Imports from the back office: one run a file, and what people said of the columns of such sheets."""

from peewee import BooleanField, CharField, Check, DateTimeField, ForeignKeyField, IntegerField, TextField

from tansiq.language.import_vocabulary import IMPORT_STATES
from tansiq.models.account import Account
from tansiq.models.batch import Batch
from tansiq.models.record import Table, now
from tansiq.reporting_period import LONGEST_KEY


class ImportRun(Table):
    """One file on its way into the register, from the upload to the report.

    `stored` is the name of the kept file ("" once it is removed), `size` its bytes, `digest` that of its
    content. `understanding`, `tally`, `report`, `error` and `left` are JSON, "" where there is nothing yet;
    `agreed` digests the plan that was shown. `ordered_by` is the number of the account that ordered what the worker
    is at, or was at last, `order_language` its language. `for_plan` is the number of the plan that its rows are items
    of, `for_type` that of the own record type that its rows are entries of, `for_units` true where they are
    administrative units, `for_form` that of the form whose reports they are, with `for_period` the key of the one
    period that was asked for, and `submits` whether they are submitted; a 5W sheet has none of these.
    `for_round` is the number of the report in a round (RoundReport) whose statement a 5W sheet or a sheet of items is.
    `reason` is why rows are right of which rules warn.
    """

    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    actor = CharField(max_length=200, default="")
    file_name = CharField(max_length=255)
    stored = CharField(max_length=64, default="")
    digest = CharField(max_length=64)
    size = IntegerField()
    state = CharField(max_length=12, index=True, constraints=[Check(IMPORT_STATES.check("state"))])
    sheet = CharField(max_length=255, default="")
    mapping = TextField(default="{}")
    country = CharField(max_length=60, default="")
    good_rows_only = BooleanField(default=False)
    understanding = TextField(default="")
    tally = TextField(default="")
    report = TextField(default="")
    agreed = CharField(max_length=64, default="")
    error = TextField(default="")
    left = TextField(default="")
    batch = ForeignKeyField(Batch, null=True, backref="+", on_delete="RESTRICT")
    created_at = DateTimeField(default=now)
    changed_at = DateTimeField(default=now)
    applied_at = DateTimeField(null=True)
    ordered_by = IntegerField(null=True)
    order_language = CharField(max_length=8, default="")
    for_plan = IntegerField(null=True)
    for_type = IntegerField(null=True)
    reason = TextField(null=True)
    for_units = BooleanField(null=True)
    for_form = IntegerField(null=True)
    for_period = CharField(max_length=LONGEST_KEY, null=True)
    submits = BooleanField(null=True)
    for_round = IntegerField(null=True)

    account_id: int | None
    batch_id: int | None


class ImportMapping(Table):
    """What a person said of the columns of one shape of sheet: `mapping` is JSON {column letter: field}."""

    shape = CharField(max_length=64, unique=True)
    mapping = TextField(default="{}")
    country = CharField(max_length=60, default="")
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    used_at = DateTimeField(default=now)

    account_id: int | None
