"""The pages of reporting rounds: their reports, who has not reported, what is stated and what is made of it."""
