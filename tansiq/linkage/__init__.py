"""Records of households that are likely one household: how they are compared, and how likely they are the same.

    entries    what a list says of each household: head, spouse, identity number, telephone, place, year, size
      |  prepared      names as words, their likely spelling, their consonants; numbers without what varies in them
      |  meetings      the keys by which entries meet, but for those that too many share
      v
    records    one row an entry, ready to be compared
      |  vectors       splink on DuckDB: the pairs that meet, and how each field of them compares
      v
    patterns   a few thousand ways of comparing, with the number of pairs of each
      |  training      how likely each pattern is one household, learned without any labels
      v
    weights    kept as a file, with what they were learned from
      |  scoring
      v
    pairs      two entries, a probability, and the pattern by which it is told in words

Nothing here knows of tables, of people who ask, or of who may see what.
"""
