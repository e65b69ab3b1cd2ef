"""Administrative units: their tree on a day, and how they are merged, divided, ended and moved."""
