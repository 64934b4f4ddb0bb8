"""Does every directive hide something?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from koetsu.diagnostic import Diagnostic, Diagnostics
from koetsu.engine.suppression import Account, DirectiveRule, Effect, Target
from koetsu.fix import Edit
from koetsu.message import Message
from koetsu.rule import CorpusRule, Options
from koetsu.text.source import Span

if TYPE_CHECKING:
    from koetsu.text.directives import Directive


class UnusedDirectiveOptions(Options, frozen=True):
    """What is asked of a directive."""

    require_reason: bool = False
    """指摘を隠す指定に理由（「 -- 」のあと、ヘッダーでは reason）を求めるか。理由のない指定は何も隠しません。
    Whether what hides findings has to give a reason, behind " -- " or in a header as reason; without one it hides
    nothing."""


class UnusedDirective(DirectiveRule[UnusedDirectiveOptions]):
    """A directive that hides nothing."""

    code = "EN004"
    severity = "warning"
    message = Message(
        ja="{names:list}の指摘を隠す指定ですが、ここに該当する指摘はありません。指定を削ってください。",
        en="This hides findings of {names:list}, and there are none here; delete it.",
    )
    messages = {
        "any": Message(
            ja="すべての規則の指摘を隠す指定ですが、ここに指摘はありません。指定を削ってください。",
            en="This hides the findings of all rules, and there are none here; delete it.",
        ),
        "name": Message(
            ja="ここに{names:list}の指摘はありません。この名前を指定から削ってください。",
            en="There are no findings of {names:list} here; delete this name.",
        ),
        "alone": Message(
            ja="この指定は同じ行の指摘を隠すものですが、この行に本文はありません。次の行のためなら"
            "koetsu-disable-next-lineと書きます。",
            en="This hides findings on its own line, which holds no text; for the next line, write"
            " koetsu-disable-next-line.",
        ),
        "enable": Message(
            ja="{names:list}を隠す範囲は始まっていません。この指定を削ってください。",
            en="Nothing hides {names:list} here, so there is nothing to end; delete it.",
        ),
        "enable-any": Message(
            ja="指摘を隠す範囲は始まっていません。この指定を削ってください。",
            en="Nothing is hidden here, so there is nothing to end; delete it.",
        ),
        "no-reason": Message(
            ja="理由がないため、何も隠していません。「 -- 」のあとに理由を書いてください。",
            en="Without a reason this hides nothing; write one behind “ -- ”.",
        ),
        "no-reason-in-header": Message(
            ja="理由がないため、何も隠していません。キーkoetsuの下にreasonを加えて理由を書いてください。",
            en="Without a reason this hides nothing; write one as reason under the key koetsu.",
        ),
        "delete": Message(ja="指定を削る", en="delete the directive"),
        "delete-name": Message(ja="この名前を削る", en="delete this name"),
    }

    @property
    def requires_reason(self) -> bool:
        """Whether the configuration asks for reasons."""
        return self.options.require_reason

    def check(self, account: Account) -> Diagnostics:
        """Yield a finding for each directive, or name in one, that hides nothing."""
        from koetsu.engine.directive_removal import removals

        idle: list[Effect] = []
        for effect in account.effects:
            if effect.is_void:
                yield self.report(effect.directive, "no-reason" if effect.directive.comment else "no-reason-in-header")
            elif effect.directive.order is not None:
                targets = [target for target in effect.targets if _is_idle(effect, target, account)]
                if len(targets) == len(effect.targets):
                    idle.append(effect)
                else:
                    yield from self._names(effect, targets)
        comments = [effect.directive.comment for effect in idle if effect.directive.comment is not None]
        edits = removals(account.document, comments)
        for effect in idle:
            directive = effect.directive
            fixes = [self.fix("delete", edits[directive.comment], safe=True)] if directive.comment is not None else []
            names = [name.word for name in directive.names]
            yield self.report(directive, _said(directive, account), fixes=fixes, names=names)

    def _names(self, effect: Effect, targets: Sequence[Target]) -> Iterator[Diagnostic]:
        """The names that do nothing in a directive of which others do something."""
        all_names = effect.directive.names
        idle = {target.name for target in targets}
        lead = len(list(takewhile(idle.__contains__, all_names)))
        for index, name in enumerate(all_names):
            if name in idle:
                fixes = []
                if effect.directive.comment is not None:
                    # With the space to a neighbour that stays, so that the edits of several names do not meet.
                    gone = (
                        Span(name.span.start, all_names[index + 1].span.start)
                        if index < lead
                        else Span(all_names[index - 1].span.end, name.span.end)
                    )
                    fixes = [self.fix("delete-name", Edit(gone, ""), safe=True)]
                say = "enable" if effect.directive.order == "enable" else "name"
                yield self.report(name, say, fixes=fixes, names=[name.word])


def _is_idle(effect: Effect, target: Target, account: Account) -> bool:
    """Whether a name did nothing although all that it names had its say.

    Rules that compare files have theirs later and elsewhere: a name that stands for nothing else is never idle, and of
    a family or of all rules, those count that look at this file alone.
    """
    if effect.directive.order == "enable":
        return bool(target.codes) and target.codes.isdisjoint(effect.did)
    judged = {code for code in target.codes if not issubclass(account.registry.rules[code], CorpusRule)}
    return bool(judged) and judged <= account.ran and judged.isdisjoint(effect.did)


def _said(directive: Directive, account: Account) -> str:
    """The key of what is said of a directive that does nothing at all."""
    if directive.order == "enable":
        return "enable" if directive.names else "enable-any"
    if directive.order == "disable-line" and not any(map(account.holds_text, directive.span)):
        return "alone"
    return "" if directive.names else "any"
