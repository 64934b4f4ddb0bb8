"""An article of which a large part is repetition."""

from koetsu import Diagnostics, Document, Message, Options, PositiveInt, Rule, Share


class DuplicatedShareOptions(Options, frozen=True):
    share: Share = 0.2
    """本文のうち繰り返しの割合がいくつ以上なら報告するか。
    From which part of the running text on repetition is reported."""
    characters: PositiveInt = 200
    """繰り返しが合わせて何文字以上なら報告するか。短い記事では一文でも割合が大きくなるためです。
    How many characters are repeated at least: in a short article one sentence is a large share."""


class DuplicatedShare(Rule[DuplicatedShareOptions]):
    """Too much of the article repeats itself."""

    code = "DUP005"
    severity = "error"
    message = Message(
        ja="本文の{percent}%が同じ文章の繰り返しです（{total:,}文字のうち{characters:,}文字、{copies:,}か所）。重複を削ってください。",
        en="{percent}% of the text repeats earlier text ({characters:,} of {total:,} characters; copies: {copies:,});"
        " delete the copies.",
    )

    def check(self, document: Document) -> Diagnostics:
        repeats = document.repeats
        if repeats.characters < self.options.characters:
            return
        total = document.prose.characters
        if repeats.characters >= self.options.share * total:
            yield self.report(
                document.first_line,
                scope="file",
                extent=repeats.characters,  # the share also grows when other text is cut
                percent=round(100 * repeats.characters / total),
                characters=repeats.characters,
                total=total,
                copies=len(repeats.counted),
            )
