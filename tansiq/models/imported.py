"""Where sites came from: the row of the sheet each was read from, so that the same file changes nothing."""

from peewee import BlobField, CharField, DateTimeField, ForeignKeyField, IntegerField

from tansiq.models.record import Table, now
from tansiq.models.site import Site


class ImportedRow(Table):
    """The sheet row behind a site. `fingerprint` digests all understood values, `identity` those that say
    who does what where and when, without the numbers (16 bytes each)."""

    site = ForeignKeyField(Site, unique=True, backref="+", on_delete="CASCADE")
    fingerprint = BlobField(index=True)
    identity = BlobField(index=True)
    file_name = CharField(max_length=255, default="")
    sheet = CharField(max_length=255, default="")
    row_number = IntegerField(null=True)
    imported_at = DateTimeField(default=now)

    site_id: int
