"""Saved plans: every save is a revision, and none is ever overwritten."""

from models.library.opening import Library, open_library

__all__ = ["Library", "open_library"]
