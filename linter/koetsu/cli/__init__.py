"""Which commands are there, and how does a run end?

One module a command: it is imported only when it is called, and one that is put into this folder is found by its name.
"""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from koetsu.errors import KoetsuError

_INTERRUPTED = 130

_EPILOG = """\b
Examples:
  koetsu check .                     every article below this folder
  koetsu check --preset zenn articles/
  koetsu explain TR001               what a rule means, and how to mend it
\b
原稿を検査するには:  koetsu check .
メッセージの言語:    koetsu check --language ja .
規則の説明:          koetsu explain TR001 --language ja
"""


class _Commands(click.Group):
    """The modules of this folder as commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"{__name__}.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        word = args[0]
        if self.get_command(ctx, word) is None and not word.startswith("-"):
            if Path(word).exists():
                ctx.fail(f"'{word}' is no command. To check it: koetsu check {word}")
            raise click.NoSuchCommand(word, possibilities=self.list_commands(ctx), ctx=ctx)
        return super().resolve_command(ctx, args)


def _print_version(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"koetsu {version('koetsu')}")
        ctx.exit()


@click.group(cls=_Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Show the version."
)
def koetsu() -> None:
    """An editorial-quality linter for Japanese Markdown.

    koetsu reads an article as a whole: its header, what stands in it twice, sentences that break off, its headings,
    its stated reading time. It needs no network, and changes articles with --fix only.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process: 0 done, 1 findings, 2 koetsu could not do its work."""
    from koetsu.cli.shared.streams import prepare_streams, say

    prepare_streams()
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        status = koetsu.main(arguments, prog_name="koetsu", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except KoetsuError as error:
        say(str(error))
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        sys.exit(_INTERRUPTED)
    except Exception as error:  # the last place where a fault of ours can still be told from one of the user
        from koetsu.cli.shared.fault import confess

        confess(error, verbose="--verbose" in arguments or "-v" in arguments)
        sys.exit(2)
    sys.exit(status if isinstance(status, int) else 0)
