"""What lists may be narrowed by: arguments, conditions, look-ups, and the scopes a question needs."""
