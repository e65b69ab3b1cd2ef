"""Who may see and change what: viewers, the rule of each table, where rows lie, whose they are, who is in charge."""
