"""Carry out the attacks and print a table: ``make attacks``, or names of some, or ``--quick``."""

import sys
import time
from importlib import import_module

import click

from tests.attacks.attack import ATTACKS

SUBJECTS = ("demand", "timing", "sellers", "rivalry", "organisation", "war", "searches")
ROW = "| {:<28} | {:<72} | {:>9} | {:<16} | {:<34} | {:<6} |"

for subject in SUBJECTS:
    import_module(f"tests.attacks.{subject}")


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(ATTACKS)))
@click.option("--quick", is_flag=True, help="Leave the searches and sweeps out.")
def main(names: tuple[str, ...], quick: bool) -> None:
    """Print what each attack finds; status 1 where a bound is broken."""
    click.echo(ROW.format("attack", "what", "figure", "unit", "what the text says", "ok"))
    click.echo(ROW.format(*("-" * 6,) * 6))
    broken = False
    for name in names or ATTACKS:
        attack = ATTACKS[name]
        if quick and attack.is_slow:
            continue
        begun, title = time.perf_counter(), attack.title
        for found in attack.find():
            row = (title, found.what, f"{found.value:.4g}", found.unit)
            click.echo(ROW.format(*row, found.bounds, found.verdict))
            broken, title = broken or not found.holds, ""
        click.echo(f"{name}: {time.perf_counter() - begun:.1f} s", err=True)
    sys.exit(broken)


if __name__ == "__main__":
    main()
