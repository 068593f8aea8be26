"""Verbs whose modules are loaded when one of them is asked for."""

from importlib import import_module

import click


class LaterGroup(click.Group):
    """The group ``name`` of a module that takes long to load."""

    def __init__(self, name: str, module: str, summary: str) -> None:
        super().__init__(name, help=summary, short_help=summary)
        self._module = module

    def _group(self) -> click.Group:
        group: click.Group = getattr(import_module(self._module), str(self.name))
        return group

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the verbs of the group."""
        return self._group().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a verb of the group."""
        return self._group().get_command(ctx, cmd_name)


class Verbs(click.Group):
    """The verbs of the terminal; each of ``LATER`` is loaded by its name from a module of its own.

    Together they load what most of them have no use for, such as what searches.
    """

    LATER = (
        *("calibrate", "compare", "drivers", "ensemble", "export", "frontier", "goal", "market"),
        *("optimise", "organisation", "recovery", "sensitivity", "stress", "wargame"),
    )

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name all verbs."""
        return sorted({*super().list_commands(ctx), *self.LATER})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a verb."""
        if cmd_name not in self.LATER:
            return super().get_command(ctx, cmd_name)
        verb: click.Command = getattr(import_module(f"pages.terminal.{cmd_name}_verb"), cmd_name)
        return verb
