"""How is the effective configuration shown?"""

# os.path and not Path, which raises where rights are missing.
# ruff: noqa: PTH110, PTH112

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from koetsu.cli.shared.parameters import LANGUAGE, Named
from koetsu.cli.shared.refusal import refusal
from koetsu.cli.shared.settings import configuration_options, language_of, load_configuration
from koetsu.cli.shared.streams import write

if TYPE_CHECKING:
    from koetsu.engine.config import Configuration, Origin

_FORMAT = Named("format", lambda: ("text", "json"))


@click.command(
    epilog="""\b
Examples:
  koetsu config                                  for the working directory
  koetsu config posts/a.md                       for one article
  koetsu config --schema > koetsu.schema.json    for an editor that completes keys
"""
)
@click.argument("path", default=".", type=click.Path(path_type=Path))
@click.option("-f", "--output-format", type=_FORMAT, default="text", show_default=True, help="How it is written.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a configuration file, and stop.")
@click.option("--language", type=LANGUAGE, is_eager=True, help="Language of the messages.")
@configuration_options
def command(path: Path, schema: bool, output_format: str, **options: Any) -> None:
    """Show what is configured for PATH, an article or a folder, and where each value comes from."""
    configuration = load_configuration(options)
    if schema:
        write(_schema(configuration))
        return
    if not os.path.exists(path):
        from koetsu.engine.discovery import MISSING

        raise refusal(MISSING, language_of(options, configuration), path=str(path))
    # A folder is shown as an article in it would see it.
    file = path / "article.md" if os.path.isdir(path) else path
    origins = configuration.origins(file)
    write(_json(origins) if output_format == "json" else _table(origins))


def _schema(configuration: Configuration) -> Iterator[str]:
    import json

    from koetsu.engine.config import configuration_schema

    yield json.dumps(configuration_schema(configuration.registry), ensure_ascii=False, indent=2) + "\n"


def _table(origins: list[Origin]) -> Iterator[str]:
    from koetsu.output.terminal.cells import visible, width

    rows = [(f"{origin.key} = {_written(origin.value)}", origin.place or origin.source) for origin in origins]
    longest = min(max((width(row[0]) for row in rows), default=0), 60)
    for row, source in rows:
        yield f"{visible(row)}{' ' * max(longest - width(row), 0)}  # {visible(source)}\n"


def _written(value: Any) -> str:
    import msgspec

    written = msgspec.json.encode(value).decode()
    return written if len(written) <= 120 else f"{written[:119]}…"


def _json(origins: list[Origin]) -> Iterator[str]:
    import msgspec

    yield msgspec.json.encode([origin._asdict() for origin in origins]).decode() + "\n"
