"""How does a site get a schema for its headers?"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from koetsu.cli.shared.refusal import refusal
from koetsu.cli.shared.streams import say
from koetsu.message import Language, Message

if TYPE_CHECKING:
    from koetsu.engine.articles import Headed, Misfit
    from koetsu.engine.config import Configuration
    from koetsu.engine.registry import Registry
    from koetsu.errors import UnreadableSourceError

SCHEMA_NAME = "front-matter.schema.json"

_TOO_FEW = Message(
    ja="ヘッダーのある記事は{found}本しかありません（調べたのは{articles}本）。スキーマを作るには{enough}本以上要ります",
    en="only {found} of {articles} articles have a header; a schema is not made from fewer than {enough}",
)
_MADE = Message(
    ja="{articles}本の記事のヘッダーからスキーマを作りました。必須のキー: {required:list}",
    en="The schema is made from the headers of {articles} articles. Required keys: {required:list}",
)
_MADE_WITHOUT = Message(
    ja="{articles}本の記事のヘッダーからスキーマを作りました。必須のキーはありません",
    en="The schema is made from the headers of {articles} articles. No key is required",
)
_OUTLIERS = Message(
    ja="スキーマに合わない記事は{articles}本です（指摘{count}件）。記事を直すか、スキーマを緩めてください:",
    en="Articles that differ from it: {articles} (findings: {count}). Mend them or loosen the schema:",
)
_NO_OUTLIER = Message(ja="どの記事も、このスキーマに合っています", en="Every article keeps to it")
_RARE = Message(
    ja="まれなので、スキーマに入れなかったキー: {keys:list}", en="Keys too rare to be in the schema: {keys:list}"
)
_PART = Message(
    ja="ほかの形のヘッダーを持つ記事（{count}本）には、プリセットのスキーマがそのまま効きます",
    en="Articles with another kind of header ({count}) keep the schema of the preset",
)
_MOST_RARE = 12


class Inferred(NamedTuple):
    """A schema for a site, and what there is to say about it."""

    text: str
    """The schema, as it is written to a file."""
    files: list[str] | None
    """Where it is to apply, if the configuration has to say so."""
    is_part: bool
    """Whether other articles keep the schema that they have, so that it belongs into an override."""
    replaces: bool
    """Whether the configuration has a schema of its own, which this one is to replace."""
    unread: bool
    """Whether there was something that could not be read."""


def inferred(
    folder: Path, configuration: Configuration, elsewhere: Sequence[str], language: Language, registry: Registry
) -> Inferred:
    """The schema that the headers below a folder keep to; tells on standard error which do not.

    Raises UsageError where there are too few of them.
    """
    from koetsu.engine.articles import field_of, folders_of, misfits, read
    from koetsu.engine.census import Census
    from koetsu.engine.discovery import discover
    from koetsu.engine.expectation import ENOUGH
    from koetsu.engine.globs import Globs
    from koetsu.engine.inference import infer
    from koetsu.engine.progress import progress_bar
    from koetsu.engine.runner import shown_path

    faults: list[UnreadableSourceError] = []
    root = Path(os.path.abspath(folder))  # noqa: PTH100 -- links stay as they are
    files = discover([root], configuration, unreadable=faults, language=language)
    field = field_of(files, configuration, elsewhere)
    shown = partial(shown_path, working_directory=Path.cwd())
    headed = []
    with progress_bar(len(field.files), wanted=True) as advance:
        for one in read(field.files, shown, faults):
            headed.append(one)
            advance(1)
    patterns = field.patterns
    if patterns == []:
        patterns = folders_of(headed, root) if any(not one.header for one in headed) else None
        headed = _within(headed, root, Globs(patterns)) if patterns else headed
    census = Census.of(headed)
    if not census.is_enough:
        _tell_unread(faults, shown, language)
        raise refusal(_TOO_FEW, language, found=census.articles, articles=len(headed), enough=ENOUGH)
    schema = infer(census, field.base, language)
    found: list[Misfit] = []
    with progress_bar(len(headed), wanted=True) as advance:
        for some in misfits(headed, schema, configuration, registry):
            found += some
            advance(1)
    _tell(schema, census.articles, found, registry, language)
    rare = [key.key for key in census.keys.values() if len(key.steps) == 1 and key.key not in schema["properties"]]
    if rare:
        say(_RARE.format(language, {"keys": rare[:_MOST_RARE] + ["…"] * (len(rare) > _MOST_RARE)}, {}))
    if field.others:
        say(_PART.format(language, {"count": field.others}, {}))
    _tell_unread(faults, shown, language)
    return Inferred(
        json.dumps(schema, ensure_ascii=False, indent=2) + "\n", patterns, field.others > 0, field.is_own, bool(faults)
    )


def _within(headed: Sequence[Headed], root: Path, globs: Any) -> list[Headed]:
    return [one for one in headed if globs.decide(os.path.relpath(one.file, root).replace(os.sep, "/"))]


def _tell(schema: dict[str, Any], articles: int, found: list[Misfit], registry: Registry, language: Language) -> None:
    required = list(schema.get("required", []))
    message = _MADE if required else _MADE_WITHOUT
    say(message.format(language, {"articles": articles, **({"required": required} if required else {})}, {}))
    if not found:
        say(_NO_OUTLIER.format(language, {}, {}))
        return
    lines = [_OUTLIERS.format(language, {"articles": len({one.path for one in found}), "count": len(found)}, {})]
    for one in found:
        rule = registry.rules[one.diagnostic.rule]
        said = rule.say(one.diagnostic.message, one.diagnostic.values, language)
        lines.append(f"  {one.path}:{one.line}:{one.column}: {rule.code} {said}")
    say("\n".join(lines))


def _tell_unread(faults: Sequence[UnreadableSourceError], shown: Callable[[Path], str], language: Language) -> None:
    from koetsu.engine.faults import UnreadableFile, unreadable

    for error in faults:
        fault = unreadable(error)
        said = UnreadableFile.say(fault.message, fault.values, language)
        say(f"{shown(Path(error.path))}: {said}")
