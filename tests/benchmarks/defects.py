"""Which defects stand in the articles of the benchmark, and how often?"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from pieces import Piece
from vocabulary import Voice

Plan = set[str]
"""The defects of one article."""

# Shares of the articles, as counted on a real blog that a machine wrote. Repeats depend on the size of an article.
PLAN = {
    "truncated-ending": 0.56,
    "ends-cut": 0.26,
    "fragment-start": 0.12,
    "end-marker": 0.11,
    "accidental-setext-heading": 0.19,
    "mixed-heading-style": 0.01,
    "repeated-title": 0.56,
    "duplicate-key": 0.004,
    "missing-headings": 0.43,
    "emphasis-as-heading": 0.5,
    "top-level-heading": 0.26,
    "skipped-level": 0.01,
    "flattened-copy": 0.17,
    "literal-emphasis": 0.23,
    "malformed-heading": 0.05,
    "prompt-echo": 0.03,
    "mixed-register": 0.10,
    "conflict-marker": 0.01,
    "related-links": 0.8,
    "truncated-link": 0.05,
}

# After these a sentence cannot end; inside a run of katakana neither.
_CUT = re.compile(r"(?<=[がをの、])|(?<=[ァ-ヴ])(?=[ァ-ヴ][ァ-ヴー])")


def plant(random: Random, voice: Voice, plan: Plan, pieces: list[Piece]) -> None:
    """Puts the planned defects into the pieces of an article; those that are part of a repeat stay as they are."""
    for kind, put in _PLANTERS.items():
        if kind in plan:
            put(random, voice, pieces)


def _paragraphs(pieces: list[Piece], at_least: int = 60) -> list[int]:
    """The paragraphs that may be changed and have another paragraph or a heading below."""
    return [
        number
        for number, piece in enumerate(pieces[:-1])
        if piece.kind == "paragraph"
        and not piece.is_kept
        and not piece.marks
        and len(piece.text) >= at_least
        and pieces[number + 1].kind in ("paragraph", "heading")
        and not pieces[number + 1].tight_above
    ]


def _cut(random: Random, text: str) -> str | None:
    """A paragraph of two sentences or more without the end of its last one."""
    last = text.rfind("。", 0, -1) + 1
    places = [place.start() for place in _CUT.finditer(text, last + 12) if place.start() < len(text) - 6]
    return text[: random.choice(places)] if last and places else None


def _cut_paragraphs(random: Random, voice: Voice, pieces: list[Piece]) -> None:
    candidates = _paragraphs(pieces)
    for number in sorted(random.sample(candidates, min(len(candidates), random.choice((1, 2, 2, 3, 4))))):
        cut = _cut(random, pieces[number].text)
        if cut is not None:
            pieces[number] = Piece("paragraph", cut, (("truncated-ending", 0),))


def _cut_end(random: Random, voice: Voice, pieces: list[Piece]) -> None:
    text = "".join(voice.paragraph(3))
    cut = _cut(random, text)
    if cut is not None:
        pieces.append(Piece("paragraph", cut, (("truncated-ending", 0),)))


def _start_inside(random: Random, voice: Voice, pieces: list[Piece]) -> None:
    candidates = _paragraphs(pieces)
    for number in sorted(random.sample(candidates, min(len(candidates), 2))):
        text = f"...を{voice.sentence()}{pieces[number].text}"
        pieces[number] = Piece("paragraph", text, (("fragment-start", 0),))


def _underline(random: Random, voice: Voice, pieces: list[Piece]) -> None:
    candidates = _paragraphs(pieces)
    if candidates:
        number = random.choice(candidates)
        pieces[number] = Piece("paragraph", f"{pieces[number].text}\n---", (("accidental-setext-heading", 1),))


def _html_heading(random: Random, voice: Voice, pieces: list[Piece]) -> None:
    headings = [n for n, piece in enumerate(pieces) if piece.kind == "heading" and not piece.is_kept]
    if len(headings) > 2:
        number = random.choice(headings[1:])
        title = pieces[number].text.lstrip("# ")
        pieces[number] = Piece("heading", f"<h3>{title}</h3>", (("mixed-heading-style", 0),))


def _skip_level(random: Random, voice: Voice, pieces: list[Piece]) -> None:
    headings = [n for n, piece in enumerate(pieces) if piece.text.startswith("## ") and not piece.is_kept]
    if len(headings) > 2:
        number = random.choice(headings[1:])
        pieces[number] = Piece("heading", f"##{pieces[number].text}", (("skipped-level", 0),))


def _flatten(random: Random, voice: Voice, pieces: list[Piece]) -> None:
    start = random.randrange(max(1, len(pieces) // 2))
    copied = [piece for piece in pieces[start : start + 14] if piece.kind in ("paragraph", "heading")]
    while copied and copied[-1].kind == "heading":
        copied.pop()
    text = " ".join(piece.text for piece in copied if "\n" not in piece.text)
    if len(text) > 1500 and not text.startswith("#"):
        pieces.append(Piece("paragraph", text, (("flattened-copy", 0),)).kept())


def _print_asterisks(random: Random, voice: Voice, pieces: list[Piece]) -> None:
    candidates = _paragraphs(pieces)
    for number in random.sample(candidates, min(len(candidates), 4)):
        quoted = f"編集部では**「{voice.phrase()}」**が鍵になると見ています。"
        pieces[number] = Piece("paragraph", quoted + pieces[number].text, (("literal-emphasis", 0),))


def _heading_in_line(random: Random, voice: Voice, pieces: list[Piece]) -> None:
    candidates = _paragraphs(pieces)
    if candidates:
        number = random.choice(candidates)
        text = f"{pieces[number].text} ## {voice.phrase()} {voice.sentence()}"
        pieces[number] = Piece("paragraph", text, (("malformed-heading", 0),))


def _echo(random: Random, voice: Voice, pieces: list[Piece]) -> None:
    text = f"では、{voice.thing()}の節の続きを2000字程度で書いてください。"
    pieces.insert(len(pieces) // 2, Piece("paragraph", text, (("prompt-echo", 0),)).kept())


def _conflict(random: Random, voice: Voice, pieces: list[Piece]) -> None:
    text = f"<<<<<<< HEAD\n{voice.sentence()}\n=======\n{voice.sentence()}\n>>>>>>> main"
    pieces.append(Piece("conflict", text, (("conflict-marker", 0),)).kept())


def _related(random: Random, voice: Voice, pieces: list[Piece]) -> None:
    links = [f"- [{voice.phrase()}とは？](/2025/{number:02d}/{voice.topic.slug}/)" for number in range(1, 6)]
    pieces += [Piece("rule", "---"), Piece("heading", "## 関連記事").kept(), Piece("list", "\n".join(links))]


def _cut_link(random: Random, voice: Voice, pieces: list[Piece]) -> None:
    text = f"- [「{voice.thing()}の{voice.thing()}対策、その](/2025/12/{voice.topic.slug}/)"
    pieces.append(Piece("list", text, (("truncated-heading", 0),)))


# In this order: what stands at the end of an article comes last.
_PLANTERS: dict[str, Callable[[Random, Voice, list[Piece]], None]] = {
    "truncated-ending": _cut_paragraphs,
    "fragment-start": _start_inside,
    "accidental-setext-heading": _underline,
    "mixed-heading-style": _html_heading,
    "skipped-level": _skip_level,
    "literal-emphasis": _print_asterisks,
    "malformed-heading": _heading_in_line,
    "prompt-echo": _echo,
    "flattened-copy": _flatten,
    "ends-cut": _cut_end,
    "conflict-marker": _conflict,
    "related-links": _related,
    "truncated-link": _cut_link,
}
