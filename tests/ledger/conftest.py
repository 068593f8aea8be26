"""The ledger lies in the library's database, so its tests run on both as the library's do."""

from tests.library.conftest import library, postgres, url

__all__ = ["library", "postgres", "url"]
