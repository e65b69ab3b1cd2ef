"""Plans: the outline of their items and their versions, the demands behind them, and who commits to what."""
