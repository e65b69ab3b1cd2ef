"""The shapes of areas, for maps: outlines that were loaded, else cells computed from centre points."""
