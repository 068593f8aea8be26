"""The ledger lies in the library's database, so its tests run on both as the library's do."""

from tests.library.conftest import blank_database, blank_file, library, postgres, url

__all__ = ["blank_database", "blank_file", "library", "postgres", "url"]
