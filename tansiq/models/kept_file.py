"""Files that rows hold by own fields: a photograph, a letter. They lie beside the database, as documents do.

    row.extra == {"12": 57}  ->  KeptFile 57, of field 12 and of that row, "well.jpg"  ->  its bytes, by `stored`

A row holds the number of a file, never where it lies. A file is of the first row that was saved with it, and stays as
long as that row, its history or an open proposal names it.
"""

from peewee import CharField, Check, DateTimeField, ForeignKeyField, IntegerField

from tansiq.models.field_definition import FieldDefinition
from tansiq.models.record import Table, now

PICTURE = "image/jpeg"
"""The media type of photographs: each is made anew as one."""


class KeptFile(Table):
    """One file. `size` is bytes; `stored` is the random name under which it is kept, which nobody sees. No row owns it
    before it is saved with one. `removed_at` is set when its bytes are to go; nothing is told of it from then on."""

    field = ForeignKeyField(FieldDefinition, backref="+", on_delete="RESTRICT")
    owner_table = CharField(max_length=40, null=True)
    owner_id = IntegerField(null=True)
    file_name = CharField(max_length=200)
    media_type = CharField(max_length=100)
    size = IntegerField(constraints=[Check("size > 0")])
    sha256 = CharField(max_length=64)
    stored = CharField(max_length=64, unique=True)
    created_at = DateTimeField(default=now)
    removed_at = DateTimeField(null=True)

    field_id: int

    class Meta:
        indexes = ((("owner_table", "owner_id"), False),)

    @property
    def is_picture(self) -> bool:
        """Whether a small picture of it lies beside."""
        return self.media_type == PICTURE
