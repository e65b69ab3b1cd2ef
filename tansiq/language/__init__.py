"""Words of the interface, coded words, names in two languages, Arabic folded for search, and catalogues."""
