"""Rules over many files, for tests: two titles that are the same, sentences of another file, and a count."""

from __future__ import annotations

from pathlib import Path

from plugin_packages import write_package

TWIN = '''"""A rule for tests."""

from koetsu import CorpusRule, Document, Message, Options


class TwinOptions(Options, frozen=True):
    ignored: str = ""


class TwinTitle(CorpusRule[TwinOptions]):
    """Finds a title that an earlier file has, and counts the letters 猫 of both."""

    code = "TWIN001"
    severity = "warning"
    message = Message(ja="「{title}」は{first}と同じです（猫{cats}）。", en="“{title}” is that of {first} ({cats}).")
    messages = {"first": Message(ja="ここにもあります。", en="It stands here as well.")}

    def measures(self, document: Document) -> dict[str, float]:
        return {"cats": float(document.source.text.count("猫"))}

    def check(self, corpus):
        first = {}
        for summary in corpus:
            if summary.title is None or summary.title == self.options.ignored:
                continue
            earlier = first.setdefault(summary.title, summary)
            if earlier is not summary:
                cats = earlier.measures["cats"] + summary.measures["cats"]
                yield summary.path, self.report(
                    summary.title_place,
                    related=[self.note(earlier.title_place, "first", path=earlier.path)],
                    title=summary.title,
                    first=earlier.path,
                    cats=int(cats),
                    identity=summary.title,
                )
'''

COPY = '''"""A rule for tests."""

from koetsu import CorpusRule, Message, Options


class CopiedSentence(CorpusRule[Options]):
    """Finds a sentence that stands in an earlier file."""

    code = "COPY001"
    severity = "error"
    message = Message(ja="{first}にもある文です。", en="This sentence stands in {first}, too.")
    messages = {"first": Message(ja="先にここにあります。", en="It stands here first.")}

    def check(self, corpus):
        first = {}
        for summary in corpus:
            for number, key in enumerate(summary.sentences.hashes):
                earlier, index = first.setdefault(key, (summary, number))
                if earlier is not summary:
                    place = earlier.sentences.place(index)
                    yield summary.path, self.report(
                        summary.sentences.place(number),
                        related=[self.note(place, "first", path=earlier.path)],
                        first=earlier.path,
                    )
'''

CRASH = '''"""A rule for tests."""

from koetsu import CorpusRule, Message, Options


class BrokenComparison(CorpusRule[Options]):
    """Crashes."""

    code = "BROKEN001"
    severity = "error"
    message = Message(ja="なし", en="None")

    def check(self, corpus):
        {body}
'''


def write_site_rules(folder: Path, crash: str = "return ()") -> None:
    """Install the rules into a folder of packages: TWIN001 (warning), COPY001 (error) and one that may crash."""
    modules = {"twin_title": TWIN, "copied_sentence": COPY, "broken_comparison": CRASH.format(body=crash)}
    write_package(folder, "site_rules_package", modules)
