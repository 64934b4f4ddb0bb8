"""How does a site get its first configuration?"""

from __future__ import annotations

import errno
import os
import shlex
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from koetsu.cli.shared.parameters import LANGUAGE, Named
from koetsu.cli.shared.refusal import asked_language, refusal
from koetsu.cli.shared.streams import say, write
from koetsu.message import Language, Message

if TYPE_CHECKING:
    from koetsu.engine.generators import Site

_NAME = "koetsu.toml"
_NO_PRESET = "none"
_SHOWN_BELOW = 3


def _presets() -> tuple[str, ...]:
    from koetsu.engine.config import PRESETS

    return (*PRESETS, _NO_PRESET)


_NO_FOLDER = Message(
    ja="{path}: フォルダーではありません。サイトの根元のフォルダーを指定してください",
    en="{path}: not a folder; give the root folder of the site",
)
_CLOSED = Message(
    ja="{path}: フォルダーの中を調べる権限がありません。権限を与えてください",
    en="{path}: no permission to look into the folder; grant it",
)
_EXISTS = Message(
    ja="{file}がすでにあります。initは設定を上書きしません。書くはずだった内容を見るには--printを付けてください",
    en="{file} is already there, and init overwrites no configuration; --print shows what it would have written",
)
_SCHEMA_EXISTS = Message(
    ja="{file}がすでにあります。initは上書きしません。作るはずだった内容を見るには--printを付けてください",
    en="{file} is already there, and init overwrites nothing; --print shows what it would have written",
)
_PRESET_BESIDE = Message(
    ja="プリセットは{file}が決めています。--presetを外すか、そこのextendsを書き換えてください",
    en="{file} says what the preset is: leave out --preset, or change extends there",
)
_SCHEMA_WRITTEN = Message(ja="{file}を書きました", en="Wrote {file}")
_TO_ADD = Message(ja="{file}に書き加えてください:", en="Add to {file}:")
_TO_REPLACE = Message(
    ja="{file}にあるスキーマの代わりに、次のように書いてください（その内容も含みます）:",
    en="Write in {file}, in place of the schema there, of which it is made as well:",
)
_NOT_WRITTEN = Message(ja="{file}を書けません: {reason}", en="{file} cannot be written: {reason}")
_RECOGNISED = Message(
    ja="{title}のサイトです（{marks:list}）。記事は{size}本です",
    en="This is a site built by {title} ({marks:list}); articles: {size}",
)
_CHOSEN = Message(ja="{title}のサイトとして設定します。記事は{size}本です", en="Set up for {title}; articles: {size}")
_NOT_RECOGNISED = Message(
    ja="サイトを作るものは分かりませんでした。プリセットなしで設定します（選ぶには--preset）",
    en="What builds this site is unknown, so no preset is set (--preset chooses one)",
)
_OTHERS = Message(
    ja="{title}のサイトにも見えます（{marks:list}）。そちらにするには: koetsu init --preset {preset}",
    en="It also looks like {title} ({marks:list}); to choose that: koetsu init --preset {preset}",
)
_BELOW = Message(
    ja="{folder}は{title}のサイトに見えます。そこに設定を置くには: koetsu init {path}",
    en="{folder} looks like a site built by {title}; to set it up there: koetsu init {path}",
)
_REPLACES = Message(
    ja="このフォルダー以下では、上にある{file}に代わってこの設定が効きます",
    en="Below this folder it replaces {file}, which lies further up",
)
_WRITTEN = Message(ja="{file}を書きました。次にすること:", en="Wrote {file}. What to do next:")
_CHECK = Message(ja="記事を検査する", en="check the articles")
_BASELINE = Message(
    ja="今ある指摘を控え、これから増えるものだけを知らせる", en="accept what is there, hear of what is new"
)
_CHANGES = Message(ja="変更した行だけを検査する", en="check changed lines only")
_ACTION = Message(
    ja="GitHub Actions、GitLab CI、pre-commitに加える方法は、READMEの「プルリクエストに組み込む」にあります",
    en="For GitHub Actions, GitLab CI and pre-commit, see “Add it to your pull requests” in the README",
)


@click.command(
    epilog="""\b
Examples:
  koetsu init                     for the working directory
  koetsu init docs                for a site in a folder
  koetsu init --preset zenn       whatever the folder looks like
  koetsu init --print             show it, write nothing
  koetsu init --infer-schema      and a schema for the headers, made from those that there are
\b
Afterwards:
  koetsu check .                  check the articles
  koetsu baseline create .        accept the findings of today; only new ones count
\b
設定の説明を日本語で書くには: koetsu init --language ja
"""
)
@click.argument("folder", default=".", type=click.Path(readable=False))
@click.option("--preset", type=Named("preset", _presets), help="What builds the site, instead of what it looks like.")
@click.option(
    "--infer-schema",
    "infers",
    is_flag=True,
    help="Also write front-matter.schema.json: what nearly all headers have in common. Beside a configuration that is"
    " there, write only that. With --print, print only that.",
)
@click.option("--print", "prints", is_flag=True, help="Write to standard output instead of the file.")
@click.option("--language", type=LANGUAGE, is_eager=True, help="Language of the comments; auto is that of the locale.")
def command(folder: str, preset: str | None, infers: bool, prints: bool, **_: Any) -> None:
    """Write a first koetsu.toml for the site in FOLDER.

    The folder tells what builds the site: Astro, Hugo, Jekyll, Qiita CLI or Zenn CLI. The file says what is set and
    shows what else can be, each with a word on what it is for. A configuration that is there is never overwritten.
    """
    if not os.path.isdir(folder):  # noqa: PTH112 -- raises nothing where rights are missing
        raise refusal(_NO_FOLDER, path=folder)
    if not os.access(folder, os.R_OK | os.X_OK):
        raise refusal(_CLOSED, path=folder)
    if infers:
        _init_with_schema(Path(folder), preset, prints, asked_language())
    else:
        _init(Path(folder), preset, prints, asked_language())


def _init_with_schema(folder: Path, preset: str | None, prints: bool, language: Language) -> None:
    from koetsu.cli.shared.inferring import SCHEMA_NAME, inferred
    from koetsu.cli.shared.starter import schema_table
    from koetsu.engine.config import Configuration
    from koetsu.engine.config.file import find_in
    from koetsu.engine.registry import load_registry

    there = find_in(os.fspath(folder))
    if there is not None and preset is not None:
        raise refusal(_PRESET_BESIDE, file=_named(os.path.normpath(there)))
    if not prints:
        _refuse_to_replace(folder / SCHEMA_NAME)
        if there is None:
            _refuse_to_overwrite(folder)
    sites = [] if there else _sites(folder, preset)
    chosen = sites[0].preset if sites else None if preset == _NO_PRESET else preset
    registry = load_registry()
    configuration = Configuration.load(
        Path(os.path.abspath(folder)),  # noqa: PTH100 -- links stay as they are
        registry=registry,
        isolated=there is None,
        preset=chosen,
        language=language,
    )
    if there is None:
        _tell(folder, sites, preset, language)
    made = inferred(folder, configuration, sites[0].elsewhere if sites else [], language, registry)
    if prints:
        write([made.text])
    else:
        _write(folder / SCHEMA_NAME, made.text)
        say(_SCHEMA_WRITTEN.format(language, {"file": str(folder / SCHEMA_NAME)}, {}))
    table = schema_table(SCHEMA_NAME, made.files, made.is_part, in_pyproject=there is not None and _is_project(there))
    if prints or there is not None:
        file = _named(os.path.normpath(there)) if there is not None else str(folder / _NAME)
        add = _TO_REPLACE if made.replaces else _TO_ADD
        say("\n".join([add.format(language, {"file": file}, {}), *(f"  {line}" for line in table)]))
    else:
        _write_configuration(folder, _text(folder, sites, language, table), language)
    if made.unread:
        click.get_current_context().exit(2)


def _is_project(file: str) -> bool:
    return Path(file).name == "pyproject.toml"


def _refuse_to_replace(file: Path) -> None:
    if os.path.lexists(file):
        raise refusal(_SCHEMA_EXISTS, file=str(file))
    if not os.access(file.parent, os.W_OK | os.X_OK):
        raise refusal(_NOT_WRITTEN, file=str(file), reason=os.strerror(errno.EACCES))


def _init(folder: Path, preset: str | None, prints: bool, language: Language) -> None:
    if not prints:
        _refuse_to_overwrite(folder)
    sites = _sites(folder, preset)
    text = _text(folder, sites, language)
    _tell(folder, sites, preset, language)
    if prints:
        write([text])
        return
    _write_configuration(folder, text, language)


def _write_configuration(folder: Path, text: str, language: Language) -> None:
    from koetsu.engine.config.file import find_in

    above = next(filter(None, (find_in(os.fspath(parent)) for parent in folder.resolve().parents)), None)
    _write(folder / _NAME, text)
    if above is not None:
        say(_REPLACES.format(language, {"file": _named(above)}, {}))
    _tell_what_is_next(folder, language)


def _refuse_to_overwrite(folder: Path) -> None:
    from koetsu.engine.config.file import find_in

    found = find_in(os.fspath(folder))
    if found is None and os.path.lexists(folder / _NAME):  # a link that leads nowhere, or a folder
        found = os.fspath(folder / _NAME)
    if found is not None:
        raise refusal(_EXISTS, file=_named(os.path.normpath(found)))


def _named(file: str) -> str:
    return f"[tool.koetsu] ({file})" if _is_project(file) else file


def _sites(folder: Path, preset: str | None) -> list[Site]:
    """What the folder is taken for, that which counts first."""
    from koetsu.engine.generators import recognise, site_of

    if preset is None:
        return recognise(folder)
    return [] if preset == _NO_PRESET else [site_of(preset, folder)]


def _text(folder: Path, sites: list[Site], language: Language, schema: Sequence[str] = ()) -> str:
    from koetsu.cli.shared.starter import Choice, starter
    from koetsu.engine.config import Configuration
    from koetsu.engine.registry import load_registry

    site = sites[0] if sites else None
    preset = site.preset if site else None
    usual = Configuration.load(folder, registry=load_registry(), isolated=True, preset=preset)
    renderer = usual.settings(folder / "article.md").renderer
    if site is None:
        return starter(Choice(renderer=renderer, schema=schema), language)
    return starter(
        Choice(site.renderer or renderer, preset, site.title, site.marks, site.articles, site.elsewhere, schema),
        language,
    )


def _tell(folder: Path, sites: list[Site], preset: str | None, language: Language) -> None:
    """Say what the folder was taken for, and what it may be instead."""
    from koetsu.engine.generators import sites_below

    for number, site in enumerate(sites):
        message = _OTHERS if number else _RECOGNISED if site.marks else _CHOSEN
        say(message.format(language, {**site._asdict(), "renderer": ""}, {}))
    if sites or preset is not None:
        return
    say(_NOT_RECOGNISED.format(language, {}, {}))
    for name, site in islice(sites_below(folder), _SHOWN_BELOW):
        below = os.path.normpath(folder / name)
        say(_BELOW.format(language, {"folder": name, "title": site.title, "path": shlex.quote(below)}, {}))


def _write(file: Path, text: str) -> None:
    from koetsu.engine.atomic import write_atomically

    try:
        write_atomically(file, text.encode("utf-8"))
    except OSError as error:
        raise refusal(_NOT_WRITTEN, file=str(file), reason=error.strerror or str(error)) from None


def _tell_what_is_next(folder: Path, language: Language) -> None:
    # A baseline and a comparison belong to the configuration of the working directory.
    steps = [("koetsu check .", _CHECK), ("koetsu baseline create .", _BASELINE)]
    steps.append(("koetsu check --diff-base origin/main", _CHANGES))
    if os.path.normpath(folder) != ".":
        steps.insert(0, (f"cd {shlex.quote(str(folder))}", Message(ja="", en="")))
    longest = max(len(step) for step, _ in steps)
    lines = [f"  {step:<{longest}}   {message.format(language, {}, {})}".rstrip() for step, message in steps]
    file = str(folder / _NAME)
    say("\n".join([_WRITTEN.format(language, {"file": file}, {}), *lines, _ACTION.format(language, {}, {})]))
