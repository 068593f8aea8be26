"""The version of a database, and the way up to the version of this program."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from models.errors import LibraryError

MIGRATIONS = Path(__file__).parent / "migrations"

VERSION = max(path.stem for path in (MIGRATIONS / "versions").glob("v[0-9]*.py"))[1:5]
"""The version that this program reads and writes: that of its last migration."""

_LOCK = 7_203_117
"""Number of the lock under which PostgreSQL lets one program migrate at a time."""


def version_of(connection: Connection) -> str:
    """Give the version of a database, empty where it holds nothing.

    Raises
    ------
    LibraryError
        It holds something else than a library.
    """
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(found or "")
    if tables:
        msg = f"the database holds other tables ({', '.join(tables[:3])}); name another database"
        raise LibraryError(msg)
    return ""


def upgrade(engine: Engine, *, to: str = "head") -> None:
    """Bring a database up to the version of this program; one that has it is left alone.

    Raises
    ------
    LibraryError
        A later version of this program made it.
    """
    with engine.connect() as connection:
        if (found := version_of(connection)) == VERSION:
            return
    if found > VERSION:
        msg = (
            f"the library has version {found}, and this program knows versions up to {VERSION}; "
            "use the later program, nothing was changed"
        )
        raise LibraryError(msg)
    _migrate(engine, to)


def _migrate(engine: Engine, to: str) -> None:
    # Alembic takes a sixth of a second to load and is needed once a version.
    from alembic import command
    from alembic.config import Config

    with engine.execution_options(writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, to)
