"""``python cli.py library …``: saved plans, their revisions and what is done to them."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from models.errors import ConflictError
from models.inputs import read_scenarios
from models.ledger import entries
from models.library import changing, finding, people, saving
from models.library.backup import backup, restore_backup
from models.library.figures import figures_today
from models.library.reopening import reopened
from models.text_rules import name_key
from pages.terminal import library_lines as lines
from pages.terminal.common import refusals, write_files
from pages.terminal.library_door import AS_JSON, AUTHOR, FILE, NAME, OUTPUT, opened, tell


@click.group()
def library() -> None:
    """Keep plans: every save is a revision, and none is ever overwritten."""


@library.command()
@FILE
@AUTHOR
@click.option("--message", default="", help="What changed, and why.")
@click.option("--onto", type=click.IntRange(0), help="The revision you began from; 0: a new plan.")
@AS_JSON
def save(file: Path, author: str, message: str, onto: int | None, as_json: bool) -> None:
    """Save every plan of FILE; the answer comes once the revision is on the disk."""
    with refusals():
        plans = [(scenario, figures_today(scenario)) for scenario in read_scenarios(file)]
        try:
            saved = saving.save_all(opened(), plans, author=author, message=message, onto=onto)
        except ConflictError as conflict:
            mine = next(s for s, _ in plans if name_key(s.name) == name_key(conflict.name))
            winner = finding.revision(opened(), conflict.name)
            told = lines.conflict(conflict, mine, winner)
            tell(told, lines.conflict_lines(conflict, mine, winner), as_json)
            sys.exit(1)
        tell([vars(one) for one in saved], lines.saved(saved), as_json)


@library.command("list")
@click.option("--search", default="", help="Part of a name, person, message, tag or comment.")
@click.option("--archived", is_flag=True, help="Those in the archive instead.")
@click.option("--as", "viewer", default="", help="Your name; without it no private plan is listed.")
@AS_JSON
def list_plans(search: str, archived: bool, viewer: str, as_json: bool) -> None:
    """List the plans, the last saved first."""
    with refusals():
        found = finding.plans(opened(), search, archived=archived, viewer=viewer)
        tell([lines.entry(one) for one in found], lines.entries(found), as_json)


@library.command()
@NAME
@click.option("--revision", type=click.IntRange(1), help="An earlier revision than the last.")
@OUTPUT
@AS_JSON
def show(name: str, revision: int | None, output: Path | None, as_json: bool) -> None:
    """Show a plan with its results then and today, or write it as a scenario file."""
    with refusals():
        kept = finding.revision(opened(), name, revision)
        if output:
            write_files({output: lines.file_of(kept)})
        today = reopened(kept, figures_today(kept.scenario()))
        notes = finding.comments(opened(), name)
        tell(lines.shown_plan(kept, today, notes), lines.plan_lines(kept, today, notes), as_json)


@library.command()
@NAME
@AS_JSON
def history(name: str, as_json: bool) -> None:
    """List the revisions of a plan, the last first."""
    with refusals():
        steps = finding.history(opened(), name)
        tell([lines.step(one) for one in steps], lines.steps(steps), as_json)


@library.command()
@NAME
@click.argument("a", type=click.IntRange(1))
@click.argument("b", type=click.IntRange(1))
@AS_JSON
def diff(name: str, a: int, b: int, as_json: bool) -> None:
    """Set revision A of a plan against revision B, lever by lever and figure by figure."""
    with refusals():
        one, other = (finding.revision(opened(), name, number) for number in (a, b))
        tell(lines.diff(one, other), lines.diff_lines(one, other), as_json)


Decorator = Callable[[Any], Any]
Work = Callable[..., dict[str, object]]


def _verb(name: str, *parameters: Decorator) -> Callable[[Work], click.Command]:
    """Declare a subcommand that changes something and answers in one object."""

    def declare(work: Work) -> click.Command:
        def verb(as_json: bool, **given: object) -> None:
            with refusals():
                done = work(**given)
                told = ", ".join(f"{key}: {value}" for key, value in done.items())
                tell(done, [told], as_json)

        verb.__doc__ = work.__doc__
        declared: Any = verb
        for parameter in (AS_JSON, *reversed(parameters)):
            declared = parameter(declared)
        command: click.Command = library.command(name)(declared)
        return command

    return declare


NEW = click.argument("new", metavar="NEW")
NAMES = click.argument("names", metavar="NAME...", nargs=-1, required=True)
INTO = click.option("-o", "--output", type=lines.PATH, required=True)


@_verb("restore", NAME, click.option("--revision", type=click.IntRange(1), required=True), AUTHOR)
def restore(name: str, revision: int, author: str) -> dict[str, object]:
    """Make an earlier revision the last one, as a new revision; those between stay."""
    return vars(changing.restore(opened(), name, revision, author=author))


@_verb("branch", NAME, NEW, AUTHOR)
def branch(name: str, new: str, author: str) -> dict[str, object]:
    """Begin the plan NEW with the last revision of NAME."""
    return vars(changing.branch(opened(), name, new, author=author))


@_verb("tag", NAME, click.argument("tag"))
def tag(name: str, tag: str) -> dict[str, object]:
    """Give the last revision of NAME the name TAG."""
    return {"name": name, "tag": tag, "revision": changing.tag(opened(), name, tag)}


@_verb("rename", NAME, NEW)
def rename(name: str, new: str) -> dict[str, object]:
    """Give a plan another name; its history stays with it."""
    changing.rename(opened(), name, new)
    return {"name": new.strip()}


@_verb("comment", NAME, click.argument("text"), click.option("--on", default=""), AUTHOR)
def comment(name: str, text: str, on: str, author: str) -> dict[str, object]:
    """Say something of a plan, of one of its levers or of a metric (--on)."""
    changing.comment(opened(), name, text, on=on, author=author)
    return {"name": name, "on": on, "text": text}


@_verb("archive", NAME)
def archive(name: str) -> dict[str, object]:
    """Put a plan out of the list; nothing of it is deleted."""
    changing.archive(opened(), name)
    return {"name": name, "archived": True}


@_verb("unarchive", NAME)
def unarchive(name: str) -> dict[str, object]:
    """Put a plan back into the list."""
    changing.archive(opened(), name, away=False)
    return {"name": name, "archived": False}


@_verb("own", NAME, click.argument("person"), click.option("--private", is_flag=True))
def own(name: str, person: str, private: bool) -> dict[str, object]:
    """Give a plan to PERSON; --private hides it from others and does not protect it."""
    changing.own(opened(), name, person, private=private)
    return {"name": name, "owner": person, "private": private}


@_verb("backup", INTO)
def write_backup(output: Path) -> dict[str, object]:
    """Write the whole library into one file."""
    backup(opened(), output)
    return {"backup": str(output)}


@_verb("restore-backup", FILE)
def take_backup(file: Path) -> dict[str, object]:
    """Put a backup in place of the library, which is kept under a dated name."""
    return {"restored": str(file), "before": str(restore_backup(opened(), file))}


@_verb("forget", click.argument("person"))
def forget(person: str) -> dict[str, object]:
    """Delete PERSON's private plans and comments, and the name wherever else it is declared.

    Backups that were made before hold it still.
    """
    return vars(people.forget(opened(), person, entries.forget))


@_verb("export", NAMES, INTO)
def export(names: tuple[str, ...], output: Path) -> dict[str, object]:
    """Write the last revisions of plans into one scenario file."""
    write_files({output: finding.exported(opened(), names)})
    return {"plans": len(set(names)), "file": str(output)}


@library.command("import")
@FILE
@AUTHOR
@AS_JSON
def take_in(file: Path, author: str, as_json: bool) -> None:
    """Save every plan of FILE, all or none; those that stand already are left out."""
    with refusals():
        plans = [(scenario, figures_today(scenario)) for scenario in read_scenarios(file)]
        message = f"imported from {file.name}"
        saved = saving.save_all(opened(), plans, author=author, message=message, again=False)
        tell([vars(one) for one in saved], lines.saved(saved), as_json)
