"""Saved plans: every save is a revision, and none is ever overwritten."""

from models.library.opening import Library, close_libraries, open_library

__all__ = ["Library", "close_libraries", "open_library"]
