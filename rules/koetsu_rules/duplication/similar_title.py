"""Two articles with nearly the same title."""

from collections.abc import Iterable

from koetsu import Corpus, CorpusRule, Diagnostic, Message, Options, Share, excerpt, rivals


class SimilarTitleOptions(Options, frozen=True):
    similarity: Share = 0.85
    """二つの題名の文字のうち、どれだけが同じ順に並んでいれば似ているとみなすか。
    Which part of the letters of two titles must be the same, in the same order."""


class SimilarTitle(CorpusRule[SimilarTitleOptions]):
    """A title that competes with that of an earlier article."""

    code = "DUP103"
    severity = "info"
    message = Message(
        ja="題名が {path} の「{title}」と{similarity:.0%}同じで、読者にも検索にも見分けがつきません。"
        "この記事だけの内容を題名に入れるか、一つの記事にまとめてください。",
        en="This title is {similarity:.0%} that of {path}, “{title}”: neither readers nor search engines can tell them"
        " apart. Say in it what only this article has, or merge the two.",
    )
    messages = {
        "several": Message(
            ja="題名が {path} の「{title}」など{count}件と似ていて（{similarity:.0%}）、読者にも検索にも"
            "見分けがつきません。この記事だけの内容を題名に入れるか、一つの記事にまとめてください。",
            en="This title is much like those of {count} earlier articles ({similarity:.0%}), such as {path}, “{title}”"
            ": neither readers nor search engines can tell them apart. Say in it what only this article has, or merge"
            " them.",
        ),
        "earlier": Message(ja="似た題名の記事です。", en="An article with such a title."),
    }

    def check(self, corpus: Corpus) -> Iterable[tuple[str, Diagnostic]]:
        """One finding for each article whose title competes with earlier ones."""
        for rival in rivals(corpus, self.options.similarity):
            earlier = [corpus[document] for document in rival.earlier]
            yield (
                corpus[rival.document].path,
                self.report(
                    corpus[rival.document].title_place,
                    "several" if rival.others > 1 else "",
                    scope="file",
                    related=[self.note(other.title_place, "earlier", path=other.path) for other in earlier],
                    path=earlier[0].path,
                    title=excerpt(earlier[0].title or "", 60),
                    count=rival.others,
                    similarity=rival.similarity,
                ),
            )
