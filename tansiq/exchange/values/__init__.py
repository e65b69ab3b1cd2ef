"""From a cell to a value: every reader gives a value, None for an empty cell, or the `Problem` of its cell."""
