"""A zip while the list of its parts is read: the library reads that whole, however long it claims to be."""

import io

MOST = 4_000_000
"""Bytes of a list of parts; one of ten thousand parts has a million."""


class ListTooLongError(ValueError):
    """The list of parts is longer than MOST."""


class ListReader(io.BufferedReader):
    """A file that gives no more at once than a list of parts may have."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > MOST:
            raise ListTooLongError
        return super().read(size)
