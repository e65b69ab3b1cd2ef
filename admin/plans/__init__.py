"""Plans: their outline, the demands behind them, and who commits to what."""
