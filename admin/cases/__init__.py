"""Cases of duplication: their list, the page of one, what is written and arranged in it, and how it is decided."""
