"""Verbs of the terminal, one a file; `cli.py` gathers them."""
