"""What does a new rule start from?

``python -m koetsu.scaffold FAMILY NAME`` writes the module, the page and the cases of a rule with the next free code of
its family. What it writes fails its own tests until its examples are real.
"""

from __future__ import annotations

import re
from pathlib import Path

import click

from koetsu.engine.registry import family_letters, family_name, rules_in
from koetsu.errors import UsageError
from koetsu.testing import PLACEHOLDER

_NAME = re.compile(r"[a-z]+(-[a-z0-9]+)*")
_FAMILY = re.compile(r"[a-z]+(_[a-z]+)*")

_MODULE = '''"""{sentence}: which places does it see?"""

from koetsu import Diagnostics, Document, Message, Options, Rule


class {class_name}(Rule[Options]):
    """{sentence}."""

    code = "{code}"
    severity = "info"
    message = Message(
        ja="{placeholder}",
        en="{placeholder}",
    )

    def check(self, document: Document) -> Diagnostics:
        yield from ()
'''

_PAGE = """# ja: {placeholder}
{placeholder}

## どう直すか
{placeholder}

## わからないこと
{placeholder}

# en: {sentence}
{placeholder}

## How to mend it
{placeholder}

## What it cannot know
{placeholder}

```md bad
⟦{placeholder}⟧
```

```md good
{placeholder}
```
"""

_CASES = """# {name}

## {placeholder}

```md good
{placeholder}
```
"""


def write_rule(root: Path, family: str, name: str, letters: str | None = None) -> list[Path]:
    """Write the files of a new rule into a checkout of koetsu, and tell which.

    ``letters`` begin the codes of a family that has no rule yet. Raises UsageError.
    """
    if not _NAME.fullmatch(name) or not _FAMILY.fullmatch(family):
        raise UsageError("a family is written like front_matter, a rule like repeated-sentence")
    folder = root / "rules" / "koetsu_rules"
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; run this at the root of the repository")
    slug = name.replace("-", "_")
    words = name.replace("-", " ")
    values = {
        "name": name,
        "class_name": "".join(part.capitalize() for part in name.split("-")),
        "sentence": words[0].upper() + words[1:],
        "code": _next_code(family, letters),
        "placeholder": PLACEHOLDER,
    }
    files = {
        folder / family / f"{slug}.py": _MODULE.format(**values),
        folder / family / f"{slug}.md": _PAGE.format(**values),
        root / "tests" / "rules" / family / f"{slug}.md": _CASES.format(**values),
    }
    if not (folder / family).is_dir():
        files[folder / family / "__init__.py"] = f'"""Rules about {family.replace("_", " ")}."""\n'
    taken = [str(file) for file in files if file.exists()]
    if taken:
        raise UsageError(f"there already is {', '.join(taken)}")
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return list(files)


def _next_code(family: str, letters: str | None) -> str:
    rules = rules_in("koetsu_rules")
    known = sorted({family_letters(rule.code) for rule in rules if family_name(rule) == family})
    if not known and not letters:
        raise UsageError(f"the family {family} has no rule yet: say which letters its codes begin with (letters=XX)")
    prefix = known[0] if known else str(letters)
    # From 101 on stand the rules that compare articles.
    numbers = [int(rule.code.removeprefix(prefix)) for rule in rules if family_letters(rule.code) == prefix]
    return f"{prefix}{max((number for number in numbers if number < 100), default=0) + 1:03}"


@click.command()
@click.argument("family")
@click.argument("name")
@click.option("--letters", help="What the codes of a family without rules begin with.")
def main(family: str, name: str, letters: str | None) -> None:
    """Write the module, the page and the cases of a new rule."""
    try:
        files = write_rule(Path.cwd(), family, name, letters)
    except UsageError as error:
        raise click.ClickException(str(error)) from error
    click.echo("\n".join(file.relative_to(Path.cwd()).as_posix() for file in files))


if __name__ == "__main__":
    main()
