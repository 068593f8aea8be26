"""Saved plans: every save is a revision, and none is ever overwritten.

In the order in which to read: ``tables`` and ``migrations`` (what is kept), ``database``,
``disk``, ``schema`` and ``opening`` (how it is opened, and what if it is damaged), ``keeping``
(what the others share), ``saving``, ``finding``, ``changing``, ``people``, ``backup``;
``comparing`` (two plans row by row, and one made of two) and ``reopening`` (an old plan on the
model of today). Times are UTC; names are declared and nobody checks them.
"""

from models.library.opening import Library, close_libraries, is_begun, open_library

__all__ = ["Library", "close_libraries", "is_begun", "open_library"]
