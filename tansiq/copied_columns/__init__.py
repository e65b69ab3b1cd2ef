"""The columns that the great questions read, as arrays in memory: counting them takes a tenth of what SQL takes.

    database --building--> file --mapped--> Copy <--following-- the steps of the stamps (tansiq/models/data_changes.py)
                                              |
                       masks: the same conditions as SQL has, row by row --> coverage

The file is shared by all processes and never changed; each maps it, and what changed since is written into pages of
its own. A copy that is behind, damaged, of another version or of another database is not believed: the question goes
to the database, and the worker builds a new file.
"""
