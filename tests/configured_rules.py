"""A few rules with every kind of option, and a registry of them."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from koetsu import Diagnostics, Document, Message, OptionError, Options, PositiveInt, Rule, Share
from koetsu.engine.registry import Registry
from koetsu.engine.upkeep import UpkeepRule

_LESSER_FIRST = Message(
    ja="小さい方を先に書いてください（{least}は{most}より大きい数です）",
    en="the lesser comes first: {least} is more than {most}",
)


class LongSentenceOptions(Options, frozen=True):
    characters: PositiveInt = 120
    share: Share = 0.5
    range: tuple[PositiveInt, PositiveInt] = (400, 650)
    style: Literal["plain", "polite"] = "plain"
    words: list[Annotated[str, Meta(min_length=1, max_length=8)]] = []
    quoted: bool = False
    prefix: Annotated[str, Meta(pattern="^[a-z]+$")] = "a"

    def __post_init__(self) -> None:
        if self.range[0] > self.range[1]:
            raise OptionError("range", _LESSER_FIRST, least=self.range[0], most=self.range[1])


class LongSentence(Rule[LongSentenceOptions]):
    """A sentence that is too long."""

    code = "XX001"
    severity = "info"
    message = Message(ja="長い文です。", en="A long sentence.")

    def check(self, document: Document) -> Diagnostics:
        """Find nothing."""
        yield from ()


class ShortSentence(Rule[Options]):
    """A sentence that is too short."""

    code = "XX002"
    severity = "warning"
    message = Message(ja="短い文です。", en="A short sentence.")

    def check(self, document: Document) -> Diagnostics:
        """Find nothing."""
        yield from ()


class TopLevelHeadingOptions(Options, frozen=True):
    title_in_layout: bool = False
    sections_at_h1: bool = False


class TopLevelHeading(Rule[TopLevelHeadingOptions]):
    """A heading that the presets speak of."""

    code = "HD002"
    severity = "warning"
    message = Message(ja="見出しです。", en="A heading.")

    def check(self, document: Document) -> Diagnostics:
        """Find nothing."""
        yield from ()


REGISTRY = Registry([LongSentence, ShortSentence, TopLevelHeading], {"koetsu": "0"})

UPKEEP = tuple(code for code, rule in REGISTRY.rules.items() if issubclass(rule, UpkeepRule))
"""The codes of the engine's own rules that can be set, as in every registry."""
