"""Following forms: how their reports stand, who is late, how much was received, and what waits for whoever reads."""
