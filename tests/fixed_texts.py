"""Texts that are fixed as a run does it: checked by rules, mended, checked again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from koetsu import Rule
from koetsu.engine.check import Checker
from koetsu.engine.fixing import Fixed, fix_file
from koetsu.engine.lint import lint
from koetsu.engine.registry import load_registry
from koetsu.engine.report import FileReport, positions_of
from koetsu.engine.settings import Settings
from koetsu.text.document import Document
from koetsu.text.source import Source

CHECKER = Checker(load_registry())


def settings(*codes: str) -> Settings:
    """Settings that select rules; all of them unless they are named."""
    return Settings(codes or tuple(CHECKER.registry.rules), {}, {}, "commonmark", None)


def report(source: Source, codes: Sequence[str] = (), file: str = "") -> FileReport:
    """What the built-in rules find in a text."""
    checked = CHECKER.check(source, settings(*codes))
    positions = positions_of(source, checked.diagnostics)
    return FileReport(source.path, file, checked.diagnostics, positions, checked.held)


def fix(source: Source, *codes: str, unsafe: bool = False, file: Path | None = None) -> Fixed:
    """A text after fixing by the built-in rules."""
    name = "" if file is None else str(file)
    return fix_file(source, lambda after, edits: report(after, codes, name), unsafe=unsafe)


def fix_by(rules: Sequence[Rule[Any]], text: str, *, unsafe: bool = False) -> Fixed:
    """A text after fixing by rules of a test."""

    def check(source: Source) -> FileReport:
        return FileReport(source.path, "", lint(Document(source), rules), {})

    return fix_file(Source("a.md", text), lambda after, edits: check(after), unsafe=unsafe)
