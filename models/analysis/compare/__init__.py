"""Which plan is better: differences, odds, and what would turn them round."""
