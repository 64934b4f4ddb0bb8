"""How certain are the rules of truncation, and what do they say?"""

import pytest

from koetsu.text.document import Document
from koetsu.text.source import Source
from koetsu_rules.truncation.fragment_start import FragmentStart
from koetsu_rules.truncation.truncated_ending import TruncatedEnding


def reported(rule, text):
    document = Document(Source("garden.md", text))
    return document, list(rule().check(document))


FINISHED = "".join(f"{place}は古いです。\n\n" for place in ("門", "庭", "井戸", "石段", "塀"))


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("庭は広いです。池のほとりには大きな松が\n\n門は古いです。", "error"),
        ("庭は広いです。池のほとりには大きな松\n\n門は古いです。", "warning"),
        ("庭は広いです。池のほとりには大きな松\n\n---END---\n", "error"),
        ("庭は広いです。池のほとりには大きな松\n\n\n門は古いです。", "error"),
        ("門は古いです。\n\n庭は広いです。\n\n池のほとりに立つのは大きな松の木が\n\n蔵は涼しいです。", "warning"),
        (FINISHED + "池のほとりに立つのは大きな松の木が\n\n蔵は涼しいです。", "error"),
        (FINISHED + "池のほとりに立つのは大きな松の木の枝先\n\n蔵は涼しいです。", "warning"),
        (FINISHED + "池は深いです。まわりには松の木\n\n蔵は涼しいです。", "error"),
        (FINISHED + "池は深いです。以上\n\n蔵は涼しいです。", "warning"),
        (FINISHED + "池のほとりに立つのは大きな松の木だ\n\n蔵は涼しいです。", "warning"),
        ("池\n\n石\n\n池のほとりに立つ大きな松の枝を毎年の秋の終わりに庭師が切り落とさ\n\n蔵は涼しい", "error"),
        ("庭は広いです。動かすのは水をやら\n\n```sh\nwater\n```\n", "error"),
        ("庭は広いです。動かすのは（水やりの\n\n```sh\nwater\n```\n", "warning"),
        ("庭は広いです。水は毎朝、日が出る前に用\n\n意しておきます。", "warning"),
        ("庭は広いです。池は深いです、\n\n門は古いです。", "warning"),
        ("庭は広いです。植えたのは梅、松、竹、\n\n門は古いです。", "warning"),
        ("庭は広いです。動かすのは次のプログラ\n\n```sh\nwater\n```\n", "warning"),
    ],
)
def test_certainty_of_a_cut_decides_its_severity(text, severity):
    _, found = reported(TruncatedEnding, text)

    assert [diagnostic.severity for diagnostic in found] == [severity]


@pytest.mark.parametrize(
    ("text", "case", "rest"),
    [
        ("庭は広いです。池のほとりには大きな松が\n\n門は古いです。", "particle", "lost"),
        ("庭は広いです。池のほとりには大きな松\n\n---\n", "noun", "lost"),
        ("庭は広いです。中の湿度は新しいアルゴリ\n\n---\n", "word", "lost"),
        ("庭は広いです。祖父は「池の水は\n\n門は古いです。", "bracket", "lost"),
        ("庭は広いです。池の水は**冷たい\n\n門は古いです。", "markup", "lost"),
        ("庭は広いです。池の水は、\n\n門は古いです。", "comma", "lost"),
        ("門は古いです。\n\n池の水はいつでも冷たく\n\n\n池の水はいつでも冷たく澄んでいます。", "stem", "restart"),
        ("庭は広いです。池の水は、夏でもよく冷\n\n\n水は、夏でもよく冷えています。", "word", "overlap"),
        ("庭は広いです。池の水は夏でもよく冷えて\n\n、西瓜が冷やせます。", "particle", "fragment"),
        ("庭は広いです。水は毎朝、日が出る前に用\n\n意しておきます。", "word", "join"),
        ("池の水はいつでも飲まれています。深い。\n\n門は古い。池の水はいつでも飲まれ\n\n---\n", "stem", "elsewhere"),
    ],
)
def test_message_names_the_end_and_the_rest(text, case, rest):
    _, found = reported(TruncatedEnding, text)

    (diagnostic,) = found
    assert (diagnostic.values["case"], diagnostic.values["rest"]) == (case, rest)
    for language in ("ja", "en"):
        assert str(diagnostic.values["end"]) in TruncatedEnding.say(diagnostic.message, diagnostic.values, language)
    assert len(diagnostic.related) == (rest != "lost")


def test_place_of_the_rest_is_related():
    document, found = reported(
        TruncatedEnding, "門は古い。池の水は夏でもよく冷え\n\n\n池の水は夏でもよく冷えています。\n"
    )

    (related,) = found[0].related
    assert document.source[related.span] == "池の水は夏でもよく冷え"


def test_identity_is_that_of_the_sentence_wherever_it_stands():
    _, first = reported(TruncatedEnding, "庭は広い。池のほとりには大きな松が\n\n門は古い。")
    _, later = reported(TruncatedEnding, "竹は伸びる。\n\n庭は広い。池のほとりには大きな松が\n\n門は古い。")

    assert first[0].identity == later[0].identity


def test_place_of_the_cut_is_related_to_its_rest():
    document, found = reported(FragmentStart, "庭は広い。池のほとりには大きな松が\n\n立っている。\n")

    (diagnostic,) = found
    assert document.source[diagnostic.span] == "立って"
    assert [document.source[related.span] for related in diagnostic.related] == ["松が"]


def test_cost_is_linear_in_cut_paragraphs():
    paragraph = "庭は広い。池のほとりには大きな松が\n\n"
    _, found = reported(TruncatedEnding, paragraph * 3000)

    assert len(found) == 3000
