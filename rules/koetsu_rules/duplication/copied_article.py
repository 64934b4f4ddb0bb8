"""An article that stands again under another name."""

from collections.abc import Iterable, Iterator

from koetsu import Copy, Corpus, CorpusRule, Diagnostic, Measure, Message, Options, PositiveInt, Related, Share, Stretch

NAMED = 10
"""How many places are named; the longest ones."""


class CopiedArticleOptions(Options, frozen=True):
    containment: Share = 0.5
    """短いほうの記事の本文のうち、どれだけがもう一方にもあれば写しとみなすか。定型文は数えません。
    Which part of the shorter of two articles must stand in the other, boilerplate not counted."""
    characters: PositiveInt = 200
    """二つの記事に共通する文が、あわせて何文字以上あれば写しとみなすか（記号は数えません）。
    How many letters and digits the articles must share at least."""
    boilerplate: PositiveInt = 20
    """何件を超える記事にある文を定型文とみなすか。
    In more than so many articles a sentence is boilerplate, and is not compared."""


class CopiedArticle(CorpusRule[CopiedArticleOptions]):
    """An article that shares most of its text with an earlier one."""

    code = "DUP101"
    severity = "warning"
    message = Message(
        ja="本文の{share:.0%}が {original} と同じです（共通する文は{characters}文字）。どちらかを取り下げて転送するか、"
        "違いがわかるように書き直してください。",
        en="{share:.0%} of this article stands in {original} as well ({characters} characters in common)."
        " Withdraw one of them and redirect it, or rewrite until they differ.",
    )
    messages = {
        "contains": Message(
            ja="{original} の本文の{share:.0%}がこの記事にもあります（共通する文は{characters}文字）。"
            "一方にまとめるか、要点だけを書いて元の記事へリンクしてください。",
            en="{share:.0%} of {original} stands in this article as well ({characters} characters in common)."
            " Merge the two, or sum it up and link to it.",
        ),
        "original": Message(ja="元の記事です。", en="The earlier article."),
        "line": Message(
            ja="この記事の{first}行目と同じ文です（{characters}文字）。",
            en="The same text as in line {first} of this article ({characters} characters).",
        ),
        "stretch": Message(
            ja="この記事の{first}〜{last}行目と同じ文です（{characters}文字）。",
            en="The same text as in lines {first} to {last} of this article ({characters} characters).",
        ),
    }

    def check(self, corpus: Corpus) -> Iterable[tuple[str, Diagnostic]]:
        """One finding for each article that shares its text with an earlier one."""
        options = self.options
        for cluster in Measure(options.containment, options.characters, options.boilerplate).clusters(corpus):
            for copy in cluster.copies:
                yield corpus[copy.document].path, self._finding(corpus, copy)

    def _finding(self, corpus: Corpus, copy: Copy) -> Diagnostic:
        original = corpus[copy.original]
        contains = copy.share < self.options.containment
        return self.report(
            corpus[copy.document].first_line,
            "contains" if contains else "",
            scope="file",
            related=[self.note(original.first_line, "original", path=original.path), *self._places(corpus, copy)],
            share=_never_all(copy.contained if contains else copy.share),
            original=original.path,
            characters=copy.characters,
        )

    def _places(self, corpus: Corpus, copy: Copy) -> Iterator[Related]:
        longest = sorted(copy.stretches, key=_length)[:NAMED]
        for stretch in copy.stretches:
            if stretch in longest:
                first, last = stretch.copy.start.line + 1, stretch.copy.end.line + 1
                yield self.note(
                    stretch.original,
                    "line" if first == last else "stretch",
                    path=corpus[stretch.document].path,
                    first=first,
                    last=last,
                    characters=stretch.characters,
                )


def _never_all(share: float) -> float:
    """The same, but not so near to all that it would be rounded to it."""
    return share if share == 1 else min(share, 0.99)


def _length(stretch: Stretch) -> tuple[int, int]:
    return -stretch.characters, stretch.copy.span.start
