"""Does ``koetsu check --site`` tell what only shows when articles are compared, and do all filters hold for it?"""

from __future__ import annotations

import json
import os

import pytest

from git_repository import Repository
from site_rules import write_site_rules

SENTENCE = "窓を開けて、部屋の空気をゆっくり入れ替えます。"
OTHER = "夕方になると、川の水は少しずつ引いていきます。"
RULES = ("--select", "COPY,TWIN,EN")


@pytest.fixture
def site(koetsu, tmp_path):
    packages = tmp_path / "site_packages"
    write_site_rules(packages)
    koetsu.environment["PYTHONPATH"] = os.pathsep.join((str(packages), koetsu.environment["PYTHONPATH"]))
    return koetsu


@pytest.fixture
def repository(site, git):
    return Repository(git, site.folder)


def article(title: str, *sentences: str) -> str:
    return f"---\ntitle: {title}\n---\n\n" + "\n\n".join(sentences) + "\n"


def found(outcome) -> list[tuple[str, str]]:
    return [(one["path"], one["rule"]) for one in json.loads(outcome.out)["diagnostics"]]


def check(site, *arguments: str):
    return site.run("check", "--site", "-f", "json", *RULES, *arguments)


def test_check_compares_only_when_it_is_asked_to(site):
    site.write("a.md", article("一", SENTENCE))
    site.write("b.md", article("二", SENTENCE))

    assert site.run("check", ".", *RULES).status == 0
    outcome = check(site, ".")
    assert (outcome.status, found(outcome)) == (1, [("b.md", "COPY001")])


def test_check_says_in_english_and_japanese_where_the_other_is(site):
    site.write("a.md", article("一", SENTENCE))
    site.write("b.md", article("二", SENTENCE))
    outcome = site.run("check", "--site", ".", *RULES, "--language", "ja")

    assert "a.mdにもある文です。" in outcome.out
    assert "先にここにあります: a.md:5" in outcome.out


@pytest.mark.parametrize(
    "arguments", [("-",), (".", "--fix"), (".", "--diff"), (".", "--fix", "--unsafe-fixes")], ids=" ".join
)
def test_what_one_file_alone_is_for_is_refused(site, arguments):
    site.write("a.md", "文です。\n")
    outcome = site.run("check", "--site", *arguments)

    assert outcome.status == 2
    assert "--site" in outcome.err


def test_accepted_findings_are_held_and_told_when_they_are_gone(site):
    site.write("a.md", article("一", SENTENCE))
    site.write("b.md", article("二", SENTENCE))
    assert site.run("baseline", "create", ".", "--site", *RULES).status == 0
    held = check(site, ".")
    without = site.run("check", "--strict-baseline", ".", *RULES)
    in_part = site.run("check", "--site", "--strict-baseline", "b.md", *RULES)
    site.write("b.md", article("二", OTHER))
    stale = check(site, ".", "--strict-baseline")

    assert (held.status, found(held)) == (0, [])
    assert without.status == 0, without.out
    assert in_part.status == 0, in_part.out
    assert stale.status == 1
    assert [rule for _, rule in found(stale)] == ["EN005"]


def test_baseline_that_is_renewed_without_comparing_keeps_what_was_compared(site):
    site.write("a.md", article("一", SENTENCE))
    site.write("b.md", article("二", SENTENCE))
    site.run("baseline", "create", ".", "--site", *RULES)
    before = site.folder.joinpath("koetsu-baseline.jsonl").read_bytes()

    assert site.run("baseline", "update", ".", *RULES).status == 0
    assert site.folder.joinpath("koetsu-baseline.jsonl").read_bytes() == before
    site.write("b.md", article("二", OTHER))
    assert site.run("baseline", "prune", ".", "--site", *RULES).status == 0
    assert site.folder.joinpath("koetsu-baseline.jsonl").read_bytes() != before


def test_change_answers_for_the_copy_that_it_brought_in(site, repository):
    repository.commit({"a.md": article("一", SENTENCE), "b.md": article("二", SENTENCE), "c.md": article("三", OTHER)})
    site.write("d.md", article("四", OTHER))
    outcome = check(site, "--diff-base", "HEAD")

    assert (outcome.status, found(outcome)) == (1, [("d.md", "COPY001")])
    assert json.loads(outcome.out)["summary"]["files"] == 1


def test_change_answers_for_a_finding_that_it_makes_in_another_article(site, repository):
    repository.commit({"a.md": article("一"), "b.md": article("二", SENTENCE)})
    site.write("a.md", article("一", SENTENCE))
    outcome = check(site, "--diff-base", "HEAD")

    assert (outcome.status, found(outcome)) == (1, [("b.md", "COPY001")])


def test_change_does_not_answer_for_what_was_copied_before(site, repository):
    repository.commit({"a.md": article("一", SENTENCE), "b.md": article("二", SENTENCE, OTHER)})
    site.write("b.md", article("二", SENTENCE, OTHER, "おわりに、もう一つだけ書き足しておきます。"))
    outcome = check(site, "--diff-base", "HEAD")

    assert (outcome.status, found(outcome)) == (0, [])
    assert "outside of what changed, and not shown: 1" in outcome.err


def test_change_that_mends_one_article_does_not_answer_for_what_all_others_have(site, repository):
    footer = "ご質問は、下の欄からお気軽にお寄せください。"
    texts = {
        f"{number:02}.md": f"---\ntitle: 鉢{number}\nreadingTime: 25\n---\n\n"
        f"{number}番の鉢には、砂を入れます。\n\n{footer}\n"
        for number in range(25)
    }
    repository.commit(texts)
    rules = ("--select", "DUP102,RT101", "--diff-base", "HEAD", "--site", "-f", "json")
    site.write("00.md", "---\ntitle: 鉢0\nreadingTime: 1\n---\n\n0番の鉢には、砂を入れます。\n")
    mended = site.run("check", ".", *rules)
    site.write("00.md", "---\ntitle: 鉢0\n---\n\n0番の鉢には、砂を入れます。\n")
    for number in range(1, 25):
        site.write(f"{number:02}.md", texts[f"{number:02}.md"].replace("readingTime: 25", "readingTime: 30"))
    other = site.run("check", ".", *rules)

    assert found(mended) == []
    assert found(other) == [("01.md", "RT101")]


def test_change_that_moves_a_copy_does_not_answer_for_it(site, repository):
    repository.commit({"a.md": article("一", SENTENCE), "b.md": article("二", OTHER, SENTENCE)})
    site.folder.joinpath("b.md").rename(site.folder / "c.md")
    repository.git("add", "--all")

    assert found(check(site, "--diff-base", "HEAD")) == []


def test_staged_text_is_what_is_compared(site, repository):
    repository.commit({"a.md": article("一", SENTENCE), "b.md": article("二", OTHER)})
    site.write("b.md", article("二", SENTENCE))
    repository.git("add", "b.md")
    site.write("b.md", article("二", OTHER))
    outcome = check(site, "--staged")

    assert found(outcome) == [("b.md", "COPY001")]


def test_directive_holds_a_finding_and_is_counted(site):
    site.write("a.md", article("一", SENTENCE))
    site.write("b.md", article("二", f"<!-- koetsu-disable-next-line COPY001 -- 両方に要る -->\n{SENTENCE}"))
    outcome = check(site, ".")

    assert (outcome.status, found(outcome)) == (0, [])
    assert json.loads(outcome.out)["summary"]["suppressed"] == 1


def test_copy_with_one_sentence_of_its_own_is_not_called_the_same_throughout(site):
    lines = [f"{number}番目の鉢には、砂を多めに入れておきます。" for number in range(250)]
    site.write("a.md", article("砂", *lines, "この一文は、こちらの記事だけにあります。"))
    site.write("b.md", article("鉢", *lines, "この一文は、もう一つの記事だけにあります。"))
    outcome = site.run("check", "--site", ".", "--select", "DUP101", "-f", "concise", "--language", "en")

    assert "99% of this article" in outcome.out


def test_sentence_of_many_articles_is_not_shown_as_superfluous(site):
    for number in range(21):
        text = article(
            f"鉢{number}", f"{number}番の鉢には、砂を入れます。", "ご質問は、下の欄からお気軽にお寄せください。"
        )
        site.write(f"{number:02}.md", text)
    (first, *_) = json.loads(site.run("check", "--site", ".", "--select", "DUP102", "-f", "lsp").out)
    (one,) = first["diagnostics"]

    assert one["code"] == "DUP102"
    assert "tags" not in one
