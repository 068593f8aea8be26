"""The figures and tables of Compare and Best plan."""
