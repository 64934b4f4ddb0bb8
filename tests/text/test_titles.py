import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora import about, summary
from koetsu.text.corpus import Corpus
from koetsu.text.titles import Titles, rivals

COMPETING = [
    (
        "新しい会計法の施行で、中小企業が取るべき3つの対策とは",
        "新しい会計法の施行で、中小企業が取るべき5つの対策とは？",
    ),
    ("新しい会計法の施行で、中小企業が取るべき対策", "新しい会計法の施行で中小企業が今すぐ取るべき対策"),
    ("ベランダで育てるハーブの選び方", "ベランダで育てるハーブの選びかた"),
    ("ﾍﾞﾗﾝﾀﾞで育てるﾊｰﾌﾞの選び方", "ベランダで育てる、ハーブの選び方！"),
]
DISTINCT = [
    ("東京の天気を週末に調べる方法", "京都の天気を週末に調べる方法"),
    ("りんごの育て方を初心者に教えます", "みかんの育て方を初心者に教えます"),
    ("第3回 図書館の読書会のお知らせ", "第4回 図書館の読書会のお知らせ"),
    ("第三回 図書館の読書会のお知らせ", "第四回 図書館の読書会のお知らせ"),
    ("図書館の読書会の決算報告 2023年度", "図書館の読書会の決算報告 2024年度"),
    ("編集ソフト 8.0 を公開しました", "編集ソフト 7.4 を公開しました"),
    ("古い家を直して住む（上）", "古い家を直して住む（下）"),
    ("古い家を直して住む話", "古い家を直して住む話 後編"),
    ("古い家を直して住む話 その①", "古い家を直して住む話 その②"),
    ("古い家を直して住む話 II", "古い家を直して住む話 III"),
    ("状態管理を基礎から学ぶ Vue", "状態管理を基礎から学ぶ React"),
    ("はじめに", "はじめに"),
]


@pytest.mark.parametrize(("one", "other"), COMPETING)
def test_titles_that_differ_in_wording_compete(one, other):
    titles = Titles()
    titles.add(one)

    assert titles.add(other)[1] != []


@pytest.mark.parametrize(("one", "other"), DISTINCT)
def test_titles_that_differ_in_a_noun_or_a_number_do_not(one, other):
    titles = Titles()
    titles.add(one)

    assert titles.add(other)[1] == []


def test_rival_is_the_later_article_and_names_the_earlier_ones():
    title = "ベランダで育てるハーブの選び方"
    corpus = Corpus(
        summary(f"{day}.md", about(day, 3), title=title, date=f"2024-05-{day}") for day in ("03", "01", "02")
    )

    found = rivals(corpus)

    assert [(corpus[rival.document].date, rival.others) for rival in found] == [("2024-05-02", 1), ("2024-05-03", 2)]
    assert [corpus[number].date for number in found[1].earlier] == ["2024-05-01", "2024-05-02"]


def test_copies_translations_and_versions_are_no_rivals():
    title, text = "ベランダで育てるハーブの選び方", about("ハーブ", 12)
    corpus = Corpus(
        [
            summary("a.md", text, title=title),
            summary("b.md", text, title=title),
            summary("en/c.md", about("c", 3), title=title, locale="en"),
        ]
    )

    assert rivals(corpus) == []


def test_article_without_a_title_has_no_rival():
    assert rivals(Corpus([summary("a.md"), summary("b.md")])) == []


WORDED = st.builds(
    lambda subject, dress, year: f"{year}{subject}の選び方と育て方{dress}",
    st.sampled_from(["ハーブ", "ハーブ類", "ばら", "苗木", "野菜の苗"]),
    st.sampled_from(["", "を紹介", "、徹底解説", "を知る", "のこつ"]),
    st.sampled_from(["", "2024年の", "2025年の"]),
)
DATED = st.tuples(WORDED, st.sampled_from(["2024-05-01", "2024-05-02", "2025-01-01"]))


@given(st.lists(DATED, min_size=2, max_size=70), st.lists(st.tuples(st.integers(0, 69), DATED), max_size=4))
def test_rivals_after_an_edit_are_those_of_the_edited_site(articles, edits):
    edited = list(articles)
    for number, article in edits:
        edited[number % len(edited)] = article
    before = Corpus(summary(f"{n:03}.md", title=title, date=date) for n, (title, date) in enumerate(articles))
    rivals(before)
    state = [summary(f"{n:03}.md", title=title, date=date) for n, (title, date) in enumerate(edited)]

    assert rivals(Corpus(state, before=before)) == rivals(Corpus(state))
