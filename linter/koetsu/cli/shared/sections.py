"""How is the help of a command with many options laid out?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

_OTHERS = "Other options"


class SectionedCommand(click.Command):
    """A command whose options are listed under headings, by what they are about."""

    def __init__(self, *arguments: Any, sections: Mapping[str, Sequence[str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.sections = sections
        """By heading, the options by their long names."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, in the order of the sections; those of none come last."""
        records: dict[str, tuple[str, str]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
            if record is not None:
                records[max(parameter.opts, key=len)] = record
        listed = {name for names in self.sections.values() for name in names}
        others = [name for name in records if name not in listed]
        for heading, names in (*self.sections.items(), (_OTHERS, others)):
            if names:
                with formatter.section(heading):
                    formatter.write_dl([records[name] for name in names])
