"""What does a large blog look like whose articles a machine wrote?

Builds articles of the size, structure and defects that were measured on a real one, from a seed, the same bytes every
time, and beside them ``truth.tsv``: path, line (from 1) and kind, which is the name of a rule, of every defect that
was planted on purpose::

    python tests/benchmarks/articles.py FOLDER --count 2500 --seed 1
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

from defects import PLAN, Plan, plant
from pieces import Piece, layout
from vocabulary import TOPICS, Voice

# Bytes of an article at each tenth of the articles, and at the last hundredth: the sizes of the blog that was counted.
SIZES = [(0.0, 7_000), (0.1, 11_500), (0.2, 14_500), (0.3, 21_000), (0.4, 31_500), (0.5, 41_500), (0.6, 49_500),
         (0.7, 55_500), (0.8, 61_000), (0.9, 70_500), (0.99, 84_000), (1.0, 135_000)]  # fmt: skip
BYTES_PER_CHARACTER = 3.2  # measured, related links and planted defects included


class Article(NamedTuple):
    """One file and what was planted in it."""

    path: str
    text: str
    truth: list[tuple[int, str]]
    """Line, from 1, and kind."""


def articles(count: int, seed: int) -> Iterator[Article]:
    """So many articles; the first ones of a longer list differ from those of a shorter one in size only."""
    for index in range(count):
        yield article(index, count, seed)


def article(index: int, count: int, seed: int) -> Article:
    """One article of so many."""
    random = Random(f"{seed}-{index}")
    plan = {kind for kind, share in PLAN.items() if random.random() < share}
    voice = Voice(random, TOPICS[int(random.random() * len(TOPICS))])
    # Every size occurs as often as it should, in an order that looks like chance.
    rank = (index * 0.6180339887498949 + seed * 0.37) % 1.0
    body = _body(random, voice, plan, _size(rank), repeats=random.random() < _repeat_chance(rank))
    return _file(random, voice, plan, index, body)


def _size(rank: float) -> int:
    for (low, smaller), (high, larger) in pairwise(SIZES):
        if rank <= high:
            return int(smaller + (larger - smaller) * (rank - low) / (high - low))
    return SIZES[-1][1]


def _repeat_chance(rank: float) -> float:
    # Long articles are long because they repeat themselves: 70 % do, hardly any of the shortest fifth.
    return 0.1 if rank < 0.2 else 0.85


def _body(random: Random, voice: Voice, plan: Plan, size: int, repeats: bool) -> list[Piece]:
    share = random.uniform(0.3, 0.85) if repeats else 0.0
    target = int(size / BYTES_PER_CHARACTER)
    pieces = _original(random, voice, plan, int(target * (1 - share)))
    if repeats:
        _repeat(random, plan, pieces, target)
    plant(random, voice, plan, pieces)
    return pieces


def _original(random: Random, voice: Voice, plan: Plan, characters: int) -> list[Piece]:
    pieces = [Piece("paragraph", "".join(voice.paragraph(3))), Piece("paragraph", "".join(voice.paragraph(4)))]
    written = sum(len(piece.text) for piece in pieces)
    number = 0
    level = "###" if "top-level-heading" in plan else "##"
    while written < characters:
        number += 1
        section: list[Piece] = []
        if "missing-headings" not in plan:
            heading = Piece("heading", f"{level} {number}. {voice.phrase()}")
            first_is_deep = level == "###" and number == 1
            section.append(heading.marked("top-level-heading") if first_is_deep else heading)
        elif "emphasis-as-heading" in plan:
            section.append(Piece("bold", f"**{voice.phrase()}**", (("emphasis-as-heading", 0),)))
        section += [Piece("paragraph", _paragraph(random, voice, plan)) for _ in range(random.randint(4, 8))]
        if random.random() < 0.3:
            items = [f"- **{voice.phrase()}**: {voice.sentence()}" for _ in range(random.randint(3, 5))]
            section.append(Piece("list", "\n".join(items)))
        elif random.random() < 0.06:
            section.append(Piece("quote", f"> {voice.sentence()}"))
        pieces += section
        written += sum(len(piece.text) for piece in section)
    return pieces


def _paragraph(random: Random, voice: Voice, plan: Plan) -> str:
    sentences = voice.paragraph(random.choice((2, 3, 3, 4, 4, 5, 6)))
    if "mixed-register" in plan and random.random() < 0.2:
        sentences[0] = voice.plain()
    if random.random() < 0.12:
        # Bold inside a sentence, where both renderers print it bold.
        sentences[-1] = f"ここでは **{voice.thing()}** に絞り、{sentences[-1]}"
    return "".join(sentences)


def _repeat(random: Random, plan: Plan, pieces: list[Piece], target: int) -> None:
    """Writes runs of what stands there again until the article is long enough."""
    written = sum(len(piece.text) for piece in pieces)
    originals = len(pieces)
    start = random.randrange(2, max(3, originals // 2))
    while written < target:
        run = [piece._replace(marks=()) for piece in pieces[start:originals]]
        while len(run) > 3 and sum(len(piece.text) for piece in run) > target - written + 600:
            run.pop()
        if "end-marker" in plan:
            pieces.append(Piece("marker", "---END---", (("end-marker", 0),), tight_above=random.random() < 0.4))
            if random.random() < 0.5:
                pieces.append(Piece("rule", "---"))
        prose = sum(len(piece.text) for piece in run if piece.kind == "paragraph")
        if len(run) >= 3 and prose >= 260:
            run[0] = run[0].marked("repeated-section")
        pieces[start : start + 3] = [piece.kept() for piece in pieces[start : start + 3]]
        pieces += [piece.kept() for piece in run]
        written += sum(len(piece.text) for piece in run)
        if random.random() < 0.4:
            start = random.randrange(1, max(2, originals - 4))


def _file(random: Random, voice: Voice, plan: Plan, index: int, body: list[Piece]) -> Article:
    day = date(2024, 1, 1) + timedelta(days=index // 4)
    title = f"{voice.phrase()}とは何か、{voice.topic.name}から考える"
    if random.random() < 0.56:
        title = f"{day.year + 1}年の{title}"
    if "repeated-title" in plan:
        body.insert(0, Piece("paragraph", title, (("repeated-title", 0),)))
    characters = sum(len(piece.text) for piece in body)
    stated, fits = _reading_time(random, characters)
    header = [
        ("layout", "post"),
        ("title", f'"{title}"'),
        ("date", f"{day} {8 + index % 4:02d}:{index % 60:02d}:20 +0000"),
        ("categories", f'["{voice.topic.name}"]'),
        ("tags", f'["{voice.thing()}", "{voice.thing()}・記録"]'),
        ("author", '"編集部"'),
        ("excerpt", f'"{voice.sentence()}"'),
        ("reading_time", str(stated)),
        ("image", f'"/assets/images/{day}-{voice.topic.slug}.png"'),
        ("description", f'"{voice.sentence()}{voice.sentence()}"'),
    ]
    truth: list[tuple[int, str]] = []
    if not fits:
        truth.append((9, "inaccurate-reading-time"))
    if "duplicate-key" in plan:
        header.append(("tags", f'["{voice.thing()}"]'))
        truth.append((len(header) + 1, "duplicate-key"))
    lines = ["---", *(f"{key}: {value}" for key, value in header), "---", ""]
    text, places = layout(body, len(lines) + 1)
    name = f"_posts/{day}-{index % 4 + 1}-{voice.topic.slug}.md"
    end = "" if random.random() < 0.1 else "\n"
    return Article(name, "\n".join(lines) + "\n" + text + end, sorted({*truth, *places}))


def _reading_time(random: Random, characters: int) -> tuple[int, bool]:
    """What the header states, and whether it may be true; where that is a matter of opinion, it is no defect."""
    fair = max(1, round(characters / 520))
    chance = random.random()
    stated = 20 if chance < 0.47 else fair * 3 + 4 if chance < 0.5 else fair
    return stated, characters / 650 - 2 <= stated <= characters / 400 + 2


def write(folder: Path, count: int, seed: int) -> dict[str, int]:
    """Writes the articles into a folder; gives files, bytes, characters and defects."""
    (folder / "_posts").mkdir(parents=True, exist_ok=True)
    (folder / "koetsu.toml").write_text('extends = ["jekyll"]\n', encoding="utf-8")
    totals = {"files": 0, "bytes": 0, "characters": 0, "defects": 0}
    with (folder / "truth.tsv").open("w", encoding="utf-8", newline="\n") as truth:
        for made in articles(count, seed):
            data = made.text.encode("utf-8")
            (folder / made.path).write_bytes(data)
            truth.writelines(f"{made.path}\t{line}\t{kind}\n" for line, kind in made.truth)
            for name, amount in zip(totals, (1, len(data), len(made.text), len(made.truth)), strict=True):
                totals[name] += amount
    return totals


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Build the articles of the benchmark.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=2500)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    totals = write(arguments.folder, arguments.count, arguments.seed)
    print(", ".join(f"{amount:,} {name}" for name, amount in totals.items()))


if __name__ == "__main__":
    main()
