"""A sentence that stands in many articles."""

from collections.abc import Iterable
from itertools import islice

from koetsu import Corpus, CorpusRule, Diagnostic, Message, Options, PositiveInt, shared

NAMED = 3
"""How many other articles are named."""


class BoilerplateOptions(Options, frozen=True):
    articles: PositiveInt = 20
    """何件を超える記事にある文を報告するか。
    In more than so many articles a sentence must stand."""


class Boilerplate(CorpusRule[BoilerplateOptions]):
    """A sentence that stands in many articles, reported once for the site."""

    code = "DUP102"
    severity = "info"
    message = Message(
        ja="この文は{articles}件の記事にあります。ページの雛形に移せば、直すのは一か所で済みます。",
        en="This sentence stands in {articles} articles. In the layout of the page it would be kept in one place.",
    )
    messages = {"again": Message(ja="ここにもあります。", en="Here too.")}

    def check(self, corpus: Corpus) -> Iterable[tuple[str, Diagnostic]]:
        """One finding for each sentence, in the first article that has it and wants to hear of it."""
        everywhere = corpus.once(shared)
        for group in everywhere.boilerplate(self.options.articles):
            place = next((one for one in group.documents if corpus.wants(self.code, corpus[one])), group.documents[0])
            first = everywhere.posting(group, place)
            others = islice((one for one in everywhere.postings(group) if one.document != place), NAMED)
            summary = corpus[place]
            yield (
                summary.path,
                self.report(
                    summary.sentences.place(first.sentence),
                    related=[
                        self.note(
                            corpus[other.document].sentences.place(other.sentence),
                            "again",
                            path=corpus[other.document].path,
                        )
                        for other in others
                    ],
                    identity=f"{group.hash:016x}",
                    articles=len(group.documents),
                ),
            )
