"""The page of a plan: its outline and its versions."""
