"""What the subcommands of `library` share: their arguments, the open library, how they answer."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import click

from models.library import Library, open_library

NAME = click.argument("name", metavar="NAME")
FILE = click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
AUTHOR = click.option("--author", default="", help="A declared name; nobody checks it.")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
OUTPUT = click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write a scenario file."
)


def opened() -> Library:
    """Open the library, and say once what happened to it on the way.

    Raises
    ------
    LibraryError
        It cannot be opened.
    """
    library = open_library()
    _tell_notices(library)
    return library


@cache
def _tell_notices(library: Library) -> None:
    for notice in library.notices:
        click.echo(f"note: {notice}", err=True)


def tell(record: object, told: Iterable[str], as_json: bool) -> None:
    """Print an answer: as JSON, or as lines of text."""
    if as_json:
        click.echo(json.dumps(record, indent=1, ensure_ascii=False))
    else:
        click.echo("\n".join(told))
