"""A site of three hundred articles in which is known what stands in several of them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

SUBJECTS = ["庭", "台所", "港", "図書館", "物置", "登山道", "銭湯", "果樹園", "市場", "工房", "峠", "温室"]
OPENINGS = ["朝のうちは", "雨の日には", "冬が近づくと", "祭りの前になると", "人の少ない時間には", "夏の終わりには"]
MIDDLES = ["道具を並べ直し", "古い記録を読み返し", "隣の人に声をかけ", "足元を確かめ", "窓を少し開け", "水の音を聞き"]
ENDINGS = [
    "てから仕事を始めます。",
    "てゆっくり歩きます。",
    "て一日の予定を決めます。",
    "て気づいたことを書き留めます。",
]
FOOTERS = {
    "この記事へのご質問は、編集部の窓口までお寄せください。": 25,
    "新しい記事のお知らせは、毎週金曜日の朝にお届けしています。": 60,
    "写真の無断転載は、どのような目的でもお断りしています。": 200,
}
NOTICE = "記事の内容は、書いた日に確かめたものだけを載せています。"
"""Stands in twenty articles: one too few to be boilerplate."""


class Plan(NamedTuple):
    """What was planted."""

    articles: dict[str, str]
    clusters: list[list[str]]
    """Paths, the original first, the others by age."""
    boilerplate: dict[str, int]
    """How many articles have a sentence."""
    titles: dict[str, str]
    """By path, the path of the older article with which its title competes."""
    constant: tuple[int, int]
    """How many articles state the one reading time, and how many state any."""


class _Article:
    def __init__(self, path: str, title: str, day: date | None, sentences: list[str]) -> None:
        self.path = path
        self.title = title
        self.day = day
        self.sentences = sentences
        self.footers: list[str] = []
        self.minutes: int | None = None

    def text(self) -> str:
        header = [f"title: {self.title}"]
        header += [f"date: {self.day}"] if self.day else []
        header += [f"reading_time: {self.minutes}"] if self.minutes else []
        paragraphs = ["".join(self.sentences[at : at + 4]) for at in range(0, len(self.sentences), 4)]
        return "\n".join(["---", *header, "---", "", "\n\n".join([*paragraphs, *self.footers]), ""])


def planted_site(seed: int = 1) -> Plan:
    """The articles by path, and what stands in several of them."""
    random = Random(seed)
    originals = [_original(random, number) for number in range(240)]
    articles = list(originals)
    clusters: list[list[str]] = []
    for number in range(10):  # published twice, or three times, under other names
        copies = [_copy(originals[number], f"posts/again-{number}-{n}.md", 30 * (n + 1)) for n in range(1 + number % 3)]
        clusters.append([originals[number].path, *(copy.path for copy in copies)])
        articles += copies
    for number in range(10, 15):  # drafts that stayed
        draft = _copy(originals[number], f"drafts/draft-{number}.md", None)
        clusters.append([originals[number].path, draft.path])
        articles.append(draft)
    for number in range(15, 20):  # published again a year later, a third of it new
        repost = _copy(originals[number], f"posts/year-later-{number}.md", 365)
        kept = len(repost.sentences) * 2 // 3
        repost.sentences = [
            *_sentences(random, f"{number}年後の続き", len(repost.sentences) - kept),
            *repost.sentences[:kept],
        ]
        clusters.append([originals[number].path, repost.path])
        articles.append(repost)
    for number in range(5):  # put into the folders of two locales, and never translated
        sentences = _sentences(random, f"訳す前の案内{number}", 16)
        for locale in ("ko", "zh"):
            articles.append(
                _Article(f"{locale}/guide-{number}.md", f"案内の{number}冊め、{SUBJECTS[number]}", None, sentences)
            )
    template = [
        "この連載では、一つの仕事を最初から最後まで見ます。",
        "取材には毎回、同じ二人が同じ道を通って出かけます。",
    ]
    series = [_original(random, 1000 + number) for number in range(300 - len(articles))]
    for number, article in enumerate(series):
        article.path = f"series/part-{number}.md"
        article.title = f"仕事場を訪ねる 第{number}回"
        article.sentences = [template[0], *article.sentences, template[1]] if number < 15 else article.sentences
    articles += series
    titles = {}
    for number in range(30, 34):
        originals[number + 10].title = originals[number].title.replace("、", "") + "！"
        titles[originals[number + 10].path] = originals[number].path
    plain = [article for article in originals if article.path not in {path for paths in clusters for path in paths}]
    for footer, count in FOOTERS.items():
        for article in random.sample(plain, count):
            article.footers.append(footer)
    for article in random.sample(plain, 20):
        article.footers.append(NOTICE)
    stating = random.sample(articles, 120)
    for number, article in enumerate(stating):
        article.minutes = 20 if number < 70 else 30 + number
    texts = {article.path: article.text() for article in articles}
    return Plan(texts, sorted(clusters), dict(FOOTERS), titles, (70, 120))


def write_site(plan: Plan, folder: Path) -> list[Path]:
    """The files of a site."""
    files = []
    for path, text in plan.articles.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        files.append(file)
    return sorted(files)


def _original(random: Random, number: int) -> _Article:
    subject = f"{SUBJECTS[number % len(SUBJECTS)]}の{number}日め"
    sentences = _sentences(random, subject, random.randrange(14, 40))
    day = date(2020, 1, 1) + timedelta(days=5 * number)
    return _Article(f"posts/{number:03}.md", f"{subject}、{OPENINGS[number % 6]}思うこと", day, sentences)


def _copy(original: _Article, path: str, days: int | None) -> _Article:
    day = original.day + timedelta(days=days) if days is not None and original.day is not None else None
    return _Article(path, original.title, day, list(original.sentences))


def _sentences(random: Random, subject: str, count: int) -> list[str]:
    return [
        f"{subject}の{number}番目の話として、{random.choice(OPENINGS)}{random.choice(MIDDLES)}{random.choice(ENDINGS)}"
        for number in range(count)
    ]
