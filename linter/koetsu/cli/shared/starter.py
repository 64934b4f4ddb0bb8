"""What does the first configuration of a site look like?

Every setting that most sites come to need stands in it with what it is for. Those that are not in force are commented
out by a ``#`` with no space behind it, so that taking that away is all it takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from koetsu.engine.config.faults import printable
from koetsu.message import Language, Message, Value


class Choice(NamedTuple):
    """What a configuration is written for."""

    renderer: str
    preset: str | None = None
    title: str = ""
    """The name of the generator."""
    marks: Sequence[str] = ()
    """By what the generator was recognised."""
    articles: Sequence[str] = ()
    """Folders that hold articles, relative to the configuration."""
    elsewhere: Sequence[str] = ()
    """Those of them in which the preset expects none."""
    schema: Sequence[str] = ()
    """The lines that name the schema of the headers, if there is a file that holds it."""


_HEAD = Message(
    ja="koetsuの設定です。このフォルダー以下のファイルに効きます。下のフォルダーに別の設定を置くと、そこではそちらだけが効きます。\n"
    "「#」の直後に空白がない行は、「#」を外すと効く設定です。\n"
    "効いている設定: koetsu config   書けるキーの一覧: koetsu config --schema",
    en="The configuration of koetsu for the files below this folder. One that lies further down replaces it there.\n"
    "A line with no space behind its “#” is a setting: take the “#” away and it counts.\n"
    "What is in force: koetsu config. Every key there is: koetsu config --schema",
)
_RECOGNISED = Message(
    ja="{title}のサイトです（{marks:list}）。ヘッダーの形、検査から除くもの、題名の出方は、このプリセットが決めます。",
    en="A site built by {title} ({marks:list}). The preset says what headers hold, what is left out,\n"
    "and that the layout prints the title.",
)
_CHOSEN = Message(
    ja="{title}のサイトです。ヘッダーの形、検査から除くもの、題名の出方は、このプリセットが決めます。",
    en="A site built by {title}. The preset says what headers hold, what is left out,\n"
    "and that the layout prints the title.",
)
_NO_PRESET = Message(
    ja="サイトを作るものに合わせたプリセット: astro、hugo、jekyll、qiita、zenn",
    en="Presets for what builds the site: astro, hugo, jekyll, qiita, zenn.",
)
_ARTICLES = Message(ja="記事のあるところ: {articles:list}", en="The articles: {articles:list}.")
_LANGUAGE = Message(
    ja="メッセージの言語: ja、en、auto（実行する環境の言語。CIではたいてい英語です）",
    en="The language of the messages: ja, en, or auto, that of the environment.",
)
_RENDERER = Message(
    ja="サイトのMarkdown: commonmarkかkramdown",
    en="The Markdown of the site: commonmark or kramdown.",
)
_EXCLUDE = Message(
    ja="検査しないもの（.gitignoreと同じ書き方）。.gitignoreにあるもの、「.」で始まるフォルダー、node_modules、\n"
    "CHANGELOG、LICENSEは、書かなくても除きます。",
    en="What is not checked, written as in .gitignore. Left out anyway: what git ignores, dot-folders, node_modules,\n"
    "CHANGELOG and LICENSE.",
)
_FAIL_ON = Message(
    ja="終了コードを1にする重大度: error、warning、info、never",
    en="From which severity on the exit status is 1: error, warning, info or never.",
)
_IGNORE = Message(
    ja="使わない規則（コード、名前、系統）。一覧: koetsu rules   説明: koetsu explain HD006",
    en="Rules that do not run: codes, names or families. The list: koetsu rules; what one means: koetsu explain HD006",
)
_HEADER_ELSEWHERE = Message(
    ja="ヘッダーを求めるファイル。記事がプリセットの見込む場所にないので、ここに書きます。",
    en="Which files must have a header: the articles are not where the preset expects them.",
)
_HEADER_FILES = Message(
    ja="ヘッダーを求めるファイル。プリセットと違うときに書きます。",
    en="Which files must have a header, where that is not what the preset says.",
)
_SCHEMA = Message(
    ja="ヘッダーの決まりを自分で書くとき（JSON Schema 2020-12。プリセットのスキーマに代わります）。\n"
    '別のファイルに書くなら、[front-matter]に schema = "front-matter.schema.json" とします。',
    en="What the headers of this site hold, as a JSON Schema 2020-12, in place of that of the preset.\n"
    'From a file: schema = "front-matter.schema.json" under [front-matter].',
)
_SCHEMA_FILE = Message(
    ja="ヘッダーの決まり。今ある記事のヘッダーから作ったものです（プリセットのスキーマも含みます）。自由に書き換えてください。",
    en="What the headers of this site hold, made from those that there are; what the preset says is part of it.\n"
    "Change it as you like.",
)
_SEVERITY = Message(ja="重大度を変える: error、warning、info、off", en="Other severities: error, warning, info or off.")
_OPTIONS = Message(
    ja="規則ごとの設定。何があるか: koetsu explain RT001",
    en="Options of single rules. Which ones a rule has: koetsu explain RT001",
)
_OVERRIDES = Message(ja="一部のファイルだけ変える。", en="What is different for some files.")


def starter(choice: Choice, language: Language) -> str:
    """The text of a ``koetsu.toml`` with its comments in a language."""
    paragraphs = _Paragraphs(choice, language)
    return "\n".join("".join(f"{line}\n" for line in lines) for lines in paragraphs.all())


def schema_table(name: str, files: Sequence[str] | None, is_part: bool, *, in_pyproject: bool = False) -> list[str]:
    """The lines of a configuration that say where the schema of the headers is.

    ``is_part``: other files keep the schema that the preset has for them.
    """
    prefix = "tool.koetsu." if in_pyproject else ""
    if is_part:
        return [f"[[{prefix}overrides]]", f"files = {_array(files or [])}", f"front-matter.schema = {_quoted(name)}"]
    where = [f"files = {_array(files)}"] if files else []
    return [f"[{prefix}front-matter]", f"schema = {_quoted(name)}", *where]


class _Paragraphs:
    def __init__(self, choice: Choice, language: Language) -> None:
        self.choice = choice
        self.language = language

    def all(self) -> Iterator[list[str]]:
        """The paragraphs of the file: first keys of the whole, then tables, as TOML wants them."""
        choice = self.choice
        folders = [*choice.articles] or ["posts"]
        headed = _array([f"{name}/**" for name in choice.elsewhere or folders])
        yield self.said(_HEAD)
        yield self.preset()
        yield self.set(_LANGUAGE, f'language = "{self.language}"', active=self.language == "ja")
        yield self.set(_RENDERER, f'renderer = "{choice.renderer}"', active=True)
        yield self.set(_EXCLUDE, f"exclude = {_array([f'{folders[0]}/drafts/'])}")
        yield self.set(_FAIL_ON, 'fail-on = "error"')
        yield self.set(_IGNORE, 'ignore = ["HD006"]')
        if choice.schema and not choice.schema[0].startswith("[["):
            files = [] if any(line.startswith("files") for line in choice.schema) else [f"files = {headed}"]
            written = [*choice.schema, *(files if choice.elsewhere else (f"#{line}" for line in files))]
            yield self.set(_SCHEMA_FILE, *written, active=True)
        elif choice.elsewhere:
            yield self.set(_HEADER_ELSEWHERE, "[front-matter]", f"files = {headed}", active=True)
        else:
            yield self.set(_HEADER_FILES, "[front-matter]", f"files = {headed}")
        if not choice.schema:
            yield self.set(_SCHEMA, "[front-matter.schema]", 'required = ["title", "date"]')
        yield self.set(_SEVERITY, "[severity]", 'HD003 = "error"')
        yield self.set(_OPTIONS, "[rules.RT001]", "characters-per-minute = [400, 650]")
        if choice.schema and choice.schema[0].startswith("[["):
            yield self.set(_SCHEMA_FILE, *choice.schema, active=True)
        yield self.set(
            _OVERRIDES, "[[overrides]]", f"files = {_array([f'{folders[0]}/archive/**'])}", 'ignore = ["DUP"]'
        )

    def preset(self) -> list[str]:
        choice = self.choice
        articles = self.said(_ARTICLES, articles=choice.articles) if choice.articles else []
        if choice.preset is None:
            return [*articles, *self.set(_NO_PRESET, 'extends = ["jekyll"]')]
        extends = f'extends = ["{choice.preset}"]'
        if choice.marks:
            return [*self.said(_RECOGNISED, title=choice.title, marks=choice.marks), *articles, extends]
        return [*self.said(_CHOSEN, title=choice.title), *articles, extends]

    def set(self, message: Message, *settings: str, active: bool = False) -> list[str]:
        return [*self.said(message), *(setting if active else f"#{setting}" for setting in settings)]

    def said(self, message: Message, title: str = "", **names: Sequence[str]) -> list[str]:
        # Names are any text that a file may be called; a comment is one line without control characters.
        values: dict[str, Value] = {key: [printable(name) for name in listed] for key, listed in names.items()}
        values["title"] = title
        return [f"# {line}" for line in message.format(self.language, values, {}).split("\n")]


def _array(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"


def _quoted(text: str) -> str:
    # What TOML escapes in a string, JSON escapes in the same way.
    import json

    return json.dumps(text, ensure_ascii=False)
