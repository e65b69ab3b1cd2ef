"""Where sites came from: the row of the sheet each was read from, so that the same file changes nothing."""

from peewee import BlobField, CharField, DateTimeField, ForeignKeyField, IntegerField

from tansiq.models.record import Table, now
from tansiq.models.site import Site


class ImportedRow(Table):
    """The sheet row behind a site, by three digests of 16 bytes: `fingerprint` is of its values as they were spelled,
    `said` of all that they were resolved to (NULL where that is not known), `identity` of who does what where, when
    and for whom, without the numbers. `source_id` is the id of the row in its sender's own system."""

    site = ForeignKeyField(Site, unique=True, backref="+", on_delete="CASCADE")
    fingerprint = BlobField(index=True)
    identity = BlobField(index=True)
    file_name = CharField(max_length=255, default="")
    sheet = CharField(max_length=255, default="")
    row_number = IntegerField(null=True)
    imported_at = DateTimeField(default=now)
    said = BlobField(null=True, index=True)
    source_id = CharField(max_length=255, null=True)

    site_id: int
