"""Decisions written down before their result, and what became of them."""
