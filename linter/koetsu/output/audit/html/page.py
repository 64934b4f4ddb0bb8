"""What is the page put together from?"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from koetsu.engine.audit.model import GROUP_KINDS, AuditData
from koetsu.message import Language, excerpt

from . import charts, numbers, prose, sites, words
from .foreign import foreign
from .packs import Index
from .periods import timeline

_SCRIPTS = ("base.js", "foreign.js", "packs.js", "arcs.js", "details.js", "filters.js", "table.js", "start.js")
_STYLES = (
    "colours.css",
    "page.css",
    "severity.css",
    "lead.css",
    "charts.css",
    "first.css",
    "tables.css",
    "site.css",
    "articles.css",
    "print.css",
)


def page(data: AuditData, index: Index, packs: Iterable[bytes], language: Language) -> Iterator[str]:
    """The page, part by part; the articles are gone through on the way."""
    script, style = _static("script", _SCRIPTS), _static("style", _STYLES)
    time = timeline(data.months)
    template = _environment().get_template("report.html.j2")
    return template.generate(
        data=data,
        index=index,
        packs=(Markup(pack.decode()) for pack in packs),
        language=language,
        script=Markup(script),
        style=Markup(style),
        script_hash=_hash(script),
        style_hash=_hash(style),
        words=_json(words.script_words()),
        trend=charts.trend(time),
        families=list(charts.family_charts(time, data.families)),
        reading=charts.reading_chart(data.site.reading_times),
        group_kinds=GROUP_KINDS,
    )


def prepare() -> None:
    """Read the templates, which takes about as long as a hundred articles do: while there is nothing else to do."""
    environment = _environment()
    for name in environment.list_templates(extensions=["j2"]):
        environment.get_template(name)


@cache
def _environment() -> Environment:
    # Not select_autoescape: it goes by the end of the name, and leaves .html.j2 as it is.
    environment = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(t=words.t, gap=words.GAP, both=words.both, plain=words.plain, packed=Index.packed)
    environment.filters.update(
        foreign=foreign,
        number=numbers.number,
        rate=numbers.rate,
        percent=numbers.percent,
        signed=numbers.signed,
        in_svg=words.in_svg,
        excerpt=excerpt,
        frequent=sites.frequent,
        longest=sites.longest,
        first_paragraph=prose.first_paragraph,
        other_paragraphs=prose.other_paragraphs,
        paragraphs=prose.paragraphs,
    )
    return environment


def _static(folder: str, names: tuple[str, ...]) -> str:
    text = "\n".join(files(__package__).joinpath(folder, name).read_text(encoding="utf-8") for name in names)
    return f'"use strict";\n{{\n{text}}}\n' if folder == "script" else text


def _hash(text: str) -> str:
    """The only script and the only style sheet that the page lets act."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _json(value: object) -> Markup:
    """A value for a script element: nothing in it can end that element."""
    text = msgspec.json.encode(value).decode()
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))
