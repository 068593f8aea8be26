"""``export FILE --to PATH``: the board pack of a scenario file; the ending names the writer."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.errors import ModelError
from models.inputs import read_scenarios
from models.notation import DRAW_QUARTERS
from models.scenario import Scenario
from models.text_rules import name_key, shown
from models.validation.trial import try_markets
from pages.labels.catalogue import LANGUAGES, t, use_language
from pages.terminal.common import refusals, write_files

if TYPE_CHECKING:
    from models.analysis.board_numbers import BoardNumbers
    from pages.figures.pack.pack_model import BoardPack

LOCALES = dict(zip(("en", "zh"), LANGUAGES, strict=True))
_DECK = ".pptx"


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--plan", "name", help="The plan of FILE that is told; default: the first.")
@click.option(
    "--to",
    "targets",
    required=True,
    multiple=True,
    type=click.Path(path_type=Path),
    help="deck.pptx, or another file or folder whose ending names a writer; may be given again.",
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
    targets: tuple[Path, ...],
    language: str,
    template: Path | None,
    edited: Path | None,
) -> None:
    """Write the board pack of a plan of FILE; its other plans stand beside it."""
    with refusals():
        use_language(LOCALES[language])
        for target in targets:
            check(target, template, edited)
        plan, others = chosen(read_scenarios(file), name)
        try_markets([plan.market])
        given = template.read_bytes() if template else None
        old = edited.read_bytes() if edited else None
        files, told = packed(plan, others, targets, given, old)
        with _folders(targets):
            write_files(files)
        click.echo("\n".join(told))


@contextmanager
def _folders(targets: Sequence[Path]) -> Iterator[None]:
    """Make folders of charts where they are not there; those that stay empty go again."""
    from pages.export.pack_writers import FOLDERS

    new = [target for target in targets if target.name in FOLDERS and not target.exists()]
    for target in new:
        target.mkdir()
    try:
        yield
    except OSError:
        for target in new:
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
    targets: Sequence[Path],
    template: bytes | None = None,
    edited: bytes | None = None,
) -> tuple[dict[Path, bytes], list[str]]:
    """Give the files of a pack by their paths, all of the same numbers, and what is said of each.

    Raises
    ------
    ModelError
        The plan, the template or the edited deck cannot be used.
    """
    from pages.figures.pack.pack_numbers import shown as parts_of
    from pages.terminal.ahead import numbers_ahead

    files: dict[Path, bytes] = {}
    told = []
    with numbers_ahead(plan, others, parts_of([_kind(target) for target in targets])) as numbers:
        # What draws comes last: a copy of this process that computes has no use for it.
        from pages.figures.pack.board_pack import board_pack
        from pages.labels.catalogue import language

        pack = board_pack(numbers, language(), datetime.now(UTC).date().isoformat())
        for target in targets:
            made, said = _one(target, numbers, pack, template, edited)
            files |= made
            told.append(said)
    return files, told


def _kind(target: Path) -> str:
    """Name the writer of a file or a folder."""
    return target.suffix.lower() or target.name


def _one(
    target: Path,
    numbers: "BoardNumbers",
    pack: "BoardPack",
    template: bytes | None,
    edited: bytes | None,
) -> tuple[dict[Path, bytes], str]:
    """Write one document, and say so."""
    from pages.export import pack_writers

    path, kind = shown(str(target), 200), _kind(target)
    told = t("export.written", path=path)
    if edited is not None:
        data, counts = pack_writers.refreshed(edited, numbers, pack)
        return {target: data}, t("export.refreshed", path=path, **counts)
    if kind in pack_writers.FOLDERS:
        files = pack_writers.FOLDERS[kind](numbers, pack)
        return {target / name: data for name, data in files.items()}, told
    if kind == _DECK:
        return {target: pack_writers.deck(numbers, pack, template)}, told
    return {target: pack_writers.FILES[kind](numbers, pack)}, told
