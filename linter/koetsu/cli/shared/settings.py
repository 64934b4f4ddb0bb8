"""Which configuration did the caller ask for?"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from koetsu.cli.shared.parameters import Preset, RuleLevels, RuleWords
from koetsu.engine.settings import spoken_language
from koetsu.message import Language

if TYPE_CHECKING:
    from koetsu.engine.config import Configuration
    from koetsu.engine.config.tables import Rules

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--select", multiple=True, type=RuleWords(), help="Rules to run: codes, names, families (DUP), ALL."),
    click.option("--ignore", multiple=True, type=RuleWords(), help="Rules not to run."),
    click.option("--severity", multiple=True, type=RuleLevels(), help="Set a level: error, warning, info or off."),
    click.option("--preset", type=Preset(), help="Add a preset: astro, hugo, jekyll, qiita or zenn."),
    click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration only."),
    click.option("--isolated", is_flag=True, help="Use no configuration file."),
)


def configuration_options(command: F) -> F:
    """Give a command the options that choose and change the configuration."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def load_configuration(options: Mapping[str, Any]) -> Configuration:
    """The configuration that these options ask for."""
    from koetsu.engine.config import Configuration
    from koetsu.engine.registry import load_registry

    asked = options["language"]
    return Configuration.load(
        Path.cwd(),
        config=options["config"],
        isolated=options["isolated"],
        preset=options["preset"],
        select=options["select"],
        ignore=options["ignore"],
        severity=options["severity"],
        language=None if asked in (None, "auto") else asked,
        registry=load_registry(),
    )


def known_rules() -> Rules:
    """The rules that can be named in the working directory: those that are installed, and its patterns.

    Raises ConfigurationError.
    """
    from koetsu.engine.config import Configuration
    from koetsu.engine.registry import load_registry

    return Configuration.load(Path.cwd(), registry=load_registry()).registry


def language_of(options: Mapping[str, Any], configuration: Configuration) -> Language:
    """The language to speak: as asked for on the command line, by the configuration, by the locale."""
    return spoken_language(options["language"] or configuration.run.language, os.environ)
