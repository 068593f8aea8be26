"""Compare and Best plan."""
