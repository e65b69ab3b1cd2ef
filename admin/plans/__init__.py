"""The page of a plan: the outline of its items, in which people work, and its versions."""
