"""Records as such, whatever they tell of: one way to write them, their history, versions, batches and references."""
