"""How things are called and shown: labels, names of rows, dates, and texts of the libraries under the panel."""
