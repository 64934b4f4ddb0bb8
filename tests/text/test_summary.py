"""Is what is kept of a document the same that the document says?"""

from __future__ import annotations

from pathlib import Path

import pytest
from xxhash import xxh3_64_intdigest

from koetsu.text.corpus import Summary
from koetsu.text.document import Document
from koetsu.text.normal import normalise
from koetsu.text.source import Source
from koetsu.text.spans import spans_of
from koetsu.text.summary import place_in, summarise

ARTICLES = sorted((Path(__file__).parent.parent / "articles").rglob("*.md"))


def _summary(text: str, path: str = "a.md") -> Summary:
    return summarise(Document(Source(path, text)), {})


def _texts(text: str) -> list[str]:
    sentences = _summary(text).sentences
    return [text[start:end] for start, end in zip(sentences.starts, sentences.ends, strict=True)]


@pytest.mark.parametrize("file", ARTICLES, ids=lambda file: file.stem)
def test_sentences_stand_where_the_document_says(file: Path) -> None:
    document = Document(Source.read(file))

    assert spans_of(document.source, document.sentences) == [sentence.span for sentence in document.sentences]


@pytest.mark.parametrize("file", ARTICLES, ids=lambda file: file.stem)
def test_places_carry_the_lines_and_columns_of_the_file(file: Path) -> None:
    document = Document(Source.read(file))
    sentences = summarise(document, {}).sentences

    assert [sentences.place(number) for number in range(len(sentences))] == [
        place_in(document.source, compared.sentence.span) for compared in document.repeats.comparable()
    ]


def test_sentence_spans_hold_for_markup_entities_and_line_breaks() -> None:
    text = "これは**強い**文です。&amp;は記号で、\n行を改めても続く文です。😀の[あとの文](x.md)も数えます。"
    document = Document(Source("a.md", text))

    assert spans_of(document.source, document.sentences) == [sentence.span for sentence in document.sentences]


def test_hash_is_that_of_the_letters_and_digits() -> None:
    (plain,) = _summary("窓を開けて、部屋の空気を入れ替えます。").sentences.hashes
    (marked,) = _summary("窓を**開けて**部屋の空気を、入れ替えます！").sentences.hashes

    assert plain == marked == xxh3_64_intdigest(normalise("窓を開けて部屋の空気を入れ替えます").encode())


def test_hash_tells_code_apart_that_letters_do_not() -> None:
    (one,) = _summary("値を調べるには`a < b`と書いてください。").sentences.hashes
    (other,) = _summary("値を調べるには`a > b`と書いてください。").sentences.hashes

    assert one != other


def test_short_sentences_are_left_out() -> None:
    assert _texts("短い文です。窓を開けて部屋の空気を入れ替えます。") == ["窓を開けて部屋の空気を入れ替えます。"]


def test_what_is_quoted_or_no_running_text_is_left_out() -> None:
    text = """
> 引用された文章がここに一つだけ置かれています。

「かぎ括弧で全体を囲まれた発言がここに置かれています。」

| 見出しの列に置かれた長い文章があります |
|---|
| 表の中の文章は数えないことになっています |

    字下げされたコードの中の文章は数えません。

本文として置かれた文章だけを数えることになっています。[^1]

[^1]: 脚注に置かれた文章は数えないことになっています。
"""

    assert _texts(text) == ["本文として置かれた文章だけを数えることになっています。"]


def test_title_stands_on_its_value() -> None:
    text = '---\ntitle: "庭の手入れ"\n---\n\n本文です。\n'
    summary = _summary(text)

    assert summary.title == "庭の手入れ"
    assert text[slice(*summary.title_place.span)] == '"庭の手入れ"'
    assert summary.title_place.start == (1, 7)


def test_title_without_a_header_is_the_first_heading() -> None:
    assert _summary("# 庭の手入れ\n\n本文です。\n").title == "庭の手入れ"
    assert _summary("本文です。\n\n# 庭の手入れ\n").title is None


@pytest.mark.parametrize(
    ("header", "path", "day"),
    [
        ("date: 2024-05-01 08:00:20 +0000", "a.md", "2024-05-01"),
        ("pubDate: 2024/5/1", "a.md", "2024-05-01"),
        ("publishedAt: '2024-05-01T23:00:00Z'", "a.md", "2024-05-01"),
        ("created: 2024-05-01\ndate: 2024-05-03", "a.md", "2024-05-03"),
        ("date: 2999-12-31", "2024-05-01-a.md", "2999-12-31"),
        ("lastmod: 2025-01-01", "2024-05-01-a.md", "2024-05-01"),
        ("date: いつか", "2024-05-01-a.md", "2024-05-01"),
        ("title: x", "posts/2024-05-01-a/index.md", "2024-05-01"),
        ("title: x", "2024-13-01-a.md", None),
        ("lastmod: 2025-01-01", "a.md", None),
        ("date: [2024-05-01]", "a.md", None),
    ],
)
def test_day_is_that_of_the_header_else_of_the_name(header: str, path: str, day: str | None) -> None:
    assert _summary(f"---\n{header}\n---\n\n本文です。\n", path).date == day


@pytest.mark.parametrize(
    ("path", "header", "locale"),
    [
        ("en/post.md", "title: x", "en"),
        ("content/ja/post.md", "title: x", "ja"),
        ("i18n/zh_TW/post.md", "title: x", "zh-tw"),
        ("content/pt-br/post.md", "lang: ja", "ja"),  # a folder of Latin letters full of Japanese names no locale
        ("post.en.md", "title: x", "en"),
        ("post.md", "lang: en-US", "en-us"),
        ("post.md", "title: x", "ja"),
        ("jp/post.md", "title: x", "ja"),
        ("en/post.md", "lang: ja", "en"),
        ("it/post.md", "title: x", "ja"),
        ("go/post.md", "title: x", "ja"),
    ],
)
def test_locale_is_that_of_folder_name_header_or_text(path: str, header: str, locale: str) -> None:
    text = f"---\n{header}\n---\n\nこの文章は日本語で書かれています。\n"

    assert _summary(text, path).locale == locale


def test_locale_of_a_folder_in_its_own_language() -> None:
    assert _summary("Cette phrase est en français.\n", "fr/post.md").locale == "fr"


def test_repeated_counts_what_stood_before() -> None:
    paragraph = "この段落は、原稿の中に二度置かれているために、繰り返しとして数えられることになる長い段落です。"
    text = f"{paragraph}\n\n別の話題がここに挟まります。\n\n{paragraph}\n"
    document = Document(Source("a.md", text))
    summary = summarise(document, {"minutes": 3.0})

    assert summary.repeated == document.repeats.characters > 0
    assert summary.characters == document.prose.characters
    assert summary.measures == {"minutes": 3.0}


@pytest.mark.parametrize("text", ["", "\n\n", "---\n", "---\ntitle:\n---\n", "\ufeff# あ", "```\n"])
def test_a_file_without_text_has_a_summary(text: str) -> None:
    summary = _summary(text)

    assert len(summary.sentences) == 0
    assert summary.first_line.start.column == 0


def test_header_holds_the_facts_of_the_header() -> None:
    header = _summary("---\ntitle: 庭\ntags: [花, 土]\n---\n\n本文です。\n").header

    assert [(fact.key, fact.kind) for fact in header if fact.key == "tags[]"] == [("tags[]", "string")] * 2
