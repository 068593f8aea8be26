"""A group of verbs whose module is loaded when one of them is asked for."""

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
