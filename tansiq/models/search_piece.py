"""The index by which names are searched: of every three letters in a row, the rows whose folded names hold them.

It narrows what is compared and decides nothing: rows that do not hold a word any more may still stand in it. Rows that
were written since are due; the database itself notes them (migrations/0081_names_searched_by_pieces.py).
"""

from peewee import BlobField, CharField, IntegerField

from tansiq.models.record import Table


class SearchPiece(Table):
    """A piece of three letters x a block of 65,536 ids of one table: its places, as
    tansiq/records/block_places.py keeps them."""

    record_table = CharField(max_length=40)
    piece = CharField(max_length=3)
    block = IntegerField()
    places = BlobField()

    class Meta:
        indexes = ((("record_table", "piece", "block"), True),)


class SearchDue(Table):
    """A row whose names were written and that the index does not know yet; once for each time it was."""

    record_table = CharField(max_length=40)
    row_id = IntegerField()

    class Meta:
        indexes = ((("record_table", "row_id"), False),)
