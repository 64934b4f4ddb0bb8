"""How does a test install a package of rules of its own?"""

import importlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from koetsu.engine.registry import load_registry

RULE = '''"""A rule for tests."""

import re

from koetsu import Diagnostics, Document, Message, Options, Rule


class {name}(Rule[Options]):
    """Finds a word."""

    code = "{code}"
    severity = "warning"
    message = Message(ja="「{{word}}」があります。", en="There is “{{word}}”.")

    def check(self, document: Document) -> Diagnostics:
        {body}
'''

FIND_WORD = 'yield from (self.report(span, word="猫") for span in document.prose.find(re.compile("猫")))'


def rule_module(code: str, name: str, body: str = FIND_WORD) -> str:
    """The text of a module that holds one rule."""
    return RULE.format(code=code, name=name, body=body)


def write_package(folder: Path, package: str, modules: Mapping[str, str], version: str = "1.0") -> None:
    """Write a package of rules and the metadata of an installed distribution of the same name."""
    for module, text in {"__init__": '"""Rules for tests."""\n', **modules}.items():
        file = folder / package / f"{module}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    metadata = folder / f"{package}-{version}.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n")
    (metadata / "entry_points.txt").write_text(f"[koetsu.rules]\nrules = {package}\n")


@contextmanager
def installed(folder: Path) -> Iterator[None]:
    """Let the distributions in a folder count as installed."""
    known = set(sys.modules)
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    load_registry.cache_clear()
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for module in set(sys.modules) - known:
            if getattr(sys.modules[module], "__file__", None) and str(folder) in str(sys.modules[module].__file__):
                del sys.modules[module]
        load_registry.cache_clear()
