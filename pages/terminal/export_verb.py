"""``export FILE --to PATH``: the board pack of a scenario file; the ending names the writer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from models.errors import ModelError
from models.inputs import read_scenarios
from models.notation import DRAW_QUARTERS
from models.scenario import Scenario
from models.text_rules import name_key, shown
from pages.labels.catalogue import LANGUAGES, t, use_language
from pages.terminal.common import refusals, write_files

LOCALES = dict(zip(("en", "zh"), LANGUAGES, strict=True))
_DECK = ".pptx"


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--plan", "name", help="The plan of FILE that is told; default: the first.")
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Path(path_type=Path),
    help="deck.pptx, or another file or folder whose ending names a writer.",
)
@click.option("--language", type=click.Choice([*LOCALES]), default="en", show_default=True)
@click.option("--template", type=click.Path(path_type=Path), help="A .pptx with our layouts.")
@click.option(
    "--refresh",
    "edited",
    type=click.Path(path_type=Path),
    help="A deck made here and edited since: its numbers follow the plan, the rest stays.",
)
def export(
    file: Path,
    name: str | None,
    target: Path,
    language: str,
    template: Path | None,
    edited: Path | None,
) -> None:
    """Write the board pack of a plan of FILE; its other plans stand beside it."""
    with refusals():
        use_language(LOCALES[language])
        check(target, template, edited)
        plan, others = chosen(read_scenarios(file), name)
        given = template.read_bytes() if template else None
        files, told = packed(plan, others, target, given, edited.read_bytes() if edited else None)
        with _folder(target):
            write_files(files)
        click.echo(told)


@contextmanager
def _folder(target: Path) -> Iterator[None]:
    """Make the folder of charts where it is not there; one that stays empty goes again."""
    from pages.export.pack_writers import FOLDERS

    is_new = target.name in FOLDERS and not target.exists()
    if is_new:
        target.mkdir()
    try:
        yield
    except OSError:
        if is_new:
            target.rmdir()
        raise


def check(target: Path, template: Path | None, edited: Path | None) -> None:
    """Refuse what no writer writes before anything is computed.

    Raises
    ------
    ModelError
        No writer has that ending, it is not the deck's where a deck is given, or the folder is
        not there.
    """
    from pages.export.pack_writers import FILES, FOLDERS

    suffix, folder = target.suffix.lower(), target.name
    if suffix not in FILES and folder not in FOLDERS:
        known = ", ".join([*FILES, *(f"{name}/" for name in FOLDERS)])
        raise ModelError(t("export.no_writer", found=shown(str(target), 200), known=known))
    if (template or edited) and suffix != _DECK:
        raise ModelError(t("export.deck_only"))
    if not target.parent.is_dir():
        raise ModelError(t("export.no_folder", path=shown(str(target.parent), 200)))


def chosen(plans: list[Scenario], name: str | None) -> tuple[Scenario, list[Scenario]]:
    """Give the plan that is told, and those of the same market beside it.

    Raises
    ------
    ModelError
        No plan bears the name.
    """
    found = [one for one in plans if name is None or name_key(one.name) == name_key(name)]
    if not found:
        names = ", ".join(shown(one.name, 80) for one in plans)
        raise ModelError(t("export.no_plan", name=shown(name or "", 80), names=names))
    plan = found[0]
    beside = [one for one in plans if one is not plan and one.market == plan.market]
    return capped(plan), beside


def capped(plan: Scenario) -> Scenario:
    """Give the plan with as many draws as the screen computes."""
    return replace(plan, draws=min(plan.draws, DRAW_QUARTERS // plan.horizon))


def packed(
    plan: Scenario,
    others: list[Scenario],
    target: Path,
    template: bytes | None = None,
    edited: bytes | None = None,
) -> tuple[dict[Path, bytes], str]:
    """Give the files of a pack by their paths, and what is said of them.

    Raises
    ------
    ModelError
        The plan, the template or the edited deck cannot be used.
    """
    from pages.labels.catalogue import language
    from pages.terminal.two_sides import numbers_side_by_side

    numbers = numbers_side_by_side(plan, others)
    # What draws comes last: a copy of this process that computes has no use for it.
    from pages.export import pack_writers
    from pages.figures.pack.board_pack import board_pack

    pack = board_pack(numbers, language(), datetime.now(UTC).date().isoformat())
    told = t("export.written", path=shown(str(target), 200))
    if edited is not None:
        data, counts = pack_writers.refreshed(edited, numbers, pack)
        return {target: data}, t("export.refreshed", path=shown(str(target), 200), **counts)
    if target.name in pack_writers.FOLDERS:
        files = pack_writers.FOLDERS[target.name](numbers, pack)
        return {target / name: data for name, data in files.items()}, told
    if target.suffix.lower() == _DECK:
        return {target: pack_writers.deck(numbers, pack, template)}, told
    return {target: pack_writers.FILES[target.suffix.lower()](numbers, pack)}, told
