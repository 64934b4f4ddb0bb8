"""What do articles with findings look like to the baseline?"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from xxhash import xxh3_64_hexdigest

from koetsu import Diagnostic, Span
from koetsu.engine.baseline.acceptance import Acceptance
from koetsu.engine.baseline.baseline import NAME, Baseline
from koetsu.engine.baseline.renewal import renewed
from koetsu.engine.config import Configuration
from koetsu.engine.registry import load_registry
from koetsu.engine.report import FileReport, Report

Words = str | Diagnostic


def finding(text: str, rule: str = "TR001", *, scope: str = "text", ordinal: int = 0) -> Diagnostic:
    """A finding about a text."""
    fingerprint = xxh3_64_hexdigest("\0".join((rule, "" if scope == "file" else text, str(ordinal))).encode())
    return Diagnostic(rule, Span(0, len(text)), "error", scope=scope, fingerprint=fingerprint)


class Site:
    """A folder with articles, of which only the findings matter."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.articles: dict[str, list[Diagnostic]] = {}
        self.configuration = Configuration.load(folder, registry=load_registry())

    def has(self, articles: Mapping[str, Iterable[Words]]) -> None:
        """From now on these are the articles; a word is a finding about a text."""
        for path in self.articles.keys() - articles.keys():
            (self.folder / path).unlink()
        for path in articles:
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).touch()
        self.articles = {
            path: [finding(one) if isinstance(one, str) else one for one in found] for path, found in articles.items()
        }

    def files(self, *paths: str) -> list[FileReport]:
        """What a run over some articles finds, over all unless any are named."""
        return [
            FileReport(path, str(self.folder / path), self.articles[path], {})
            for path in paths or sorted(self.articles)
        ]

    def baseline(self) -> Baseline:
        """The baseline that accepts everything there is."""
        return renewed(Baseline(self.folder / NAME), self.report(), self.configuration).baseline

    def report(self, *paths: str) -> Report:
        """A run over some articles, over all unless any are named."""
        return Report(self.files(*paths), load_registry().rules)

    def acceptance(self, baseline: Baseline) -> Acceptance:
        """The baseline at the start of a run."""
        return Acceptance(baseline, self.folder)


def new(files: Iterable[FileReport]) -> dict[str, list[Diagnostic]]:
    """What is left to report, by article."""
    return {file.path: file.diagnostics for file in files if file.diagnostics}
