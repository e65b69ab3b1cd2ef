"""Expressions: what a field is calculated from, when it is shown, which rule its rows keep.

    "${Depth} > 5 and ${الحالة} = 'OPEN'"          what somebody typed
        |  reading.read: limits -> parsing -> checking, every fault at its letter
    "${12} > 5 and ${15} = 'OPEN'"                 what is kept: fields by number, so that no renaming breaks it
        |  reading.shown: the same with the names of today
        |  reading.understood
    Node (tree.py): every part has its kind; where numbers are rounded is said in the tree itself
        +-- evaluating.compiled: Python, for one row            exact decimals
        +-- sql.written: a Peewee node, for all rows at once    exact on PostgreSQL, fifteen digits on SQLite
        +-- script.written: JSON for admin/static/expressions.js      fifteen digits

The three give one answer. Missing values go through as NULL does in SQL; docs/decisions/low_code.md says what follows.
"""
