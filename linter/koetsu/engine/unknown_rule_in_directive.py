"""Does a directive say anything that koetsu does not understand?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from koetsu.diagnostic import Diagnostic, Diagnostics
from koetsu.engine.suppression import Account, DirectiveRule
from koetsu.fix import Edit, Fix
from koetsu.message import Message
from koetsu.rule import Options

if TYPE_CHECKING:
    from koetsu.engine.registry import Registry
    from koetsu.text.directives import Name


class UnknownRuleInDirective(DirectiveRule[Options]):
    """A directive that names what is no rule."""

    code = "EN003"
    severity = "warning"
    message = Message(
        ja="{name:quote}という規則はありません。理由は「 -- 」のあとに書きます。",
        en="There is no rule {name:quote}. A reason stands behind “ -- ”.",
    )
    messages = {
        "nearest": Message(
            ja="{name:quote}という規則はありません。{nearest:quote}のことですか。",
            en="There is no rule {name:quote}; did you mean {nearest:quote}?",
        ),
        "fixed": Message(
            ja="{name:quote}はkoetsu自身からの知らせで、記事の中からは隠せません。この名前を削ってください。",
            en="{name:quote} is what koetsu itself reports and cannot be hidden; delete this name.",
        ),
        "word": Message(
            ja="{word:quote}という指定はありません。{nearest:quote}のことですか。",
            en="{word:quote} means nothing; did you mean {nearest:quote}?",
        ),
        "key": Message(
            ja="キーkoetsuの下に{key:quote}は書けません。{nearest:quote}のことですか。",
            en="{key:quote} means nothing under the key koetsu; did you mean {nearest:quote}?",
        ),
        "value": Message(
            ja="キーkoetsuには、disableに規則の名前かその一覧を、必要ならreasonに理由を文で書きます（例: {example}）。",
            en="Under the key koetsu, disable holds the name of a rule or a list of names, and reason, if you like, a"
            " text (such as {example}).",
        ),
        "replace": Message(ja="{nearest:quote}に直す", en="change it to {nearest:quote}"),
    }

    def check(self, account: Account) -> Diagnostics:
        """Yield a finding for each word of a directive that means nothing."""
        from koetsu.text.directives import HEADER_KEYS, ORDERS

        for fault in account.faults:
            if fault.key:
                yield self.report(fault, "key", key=fault.key, nearest=_nearest(fault.key, HEADER_KEYS))
            else:
                yield self.report(fault, "value", example="koetsu: {disable: [TR001]}")
        for effect in account.effects:
            word = effect.directive.word
            if effect.directive.order is None:
                nearest = _nearest(word.word, ORDERS)
                yield self.report(word, "word", word=word.word, nearest=nearest, fixes=[self._replacing(word, nearest)])
                continue
            for target in effect.targets:
                if target.name is None or target.codes:
                    continue
                if not target.is_known:
                    yield self._unknown(target.name, account.registry)
                else:
                    yield self.report(target.name, "fixed", name=target.name.word)

    def _unknown(self, name: Name, registry: Registry) -> Diagnostic:
        nearest = registry.nearest(name.word)
        if nearest is None:
            return self.report(name, name=name.word)
        return self.report(name, "nearest", name=name.word, nearest=nearest, fixes=[self._replacing(name, nearest)])

    def _replacing(self, name: Name, nearest: str) -> Fix:
        # What then is hidden nobody has seen yet.
        return self.fix("replace", Edit(name.span, nearest), safe=False, nearest=nearest)


def _nearest(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    found: str = get_close_matches(word, known, n=1, cutoff=0)[0]
    return found
