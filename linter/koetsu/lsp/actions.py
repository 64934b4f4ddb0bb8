"""What can an editor do about a finding with one click?

The edits are worked out only for the action that is chosen, and are for one version of the text: an editor whose text
has changed since refuses them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import filterfalse
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from lsprotocol import types

from koetsu.diagnostic import Diagnostic
from koetsu.engine.fixing import fix_file
from koetsu.engine.report import FileReport, is_fault
from koetsu.errors import KoetsuError
from koetsu.fix import Edit
from koetsu.lsp.checking import Result
from koetsu.lsp.convert import edits_of, plain, workspace_edit
from koetsu.lsp.directives import ignoring
from koetsu.lsp.documents import Buffer
from koetsu.message import Message
from koetsu.text.source import Source

if TYPE_CHECKING:
    from koetsu.lsp.server import KoetsuServer

FIX_ALL = "source.fixAll.koetsu"
ACCEPT = "koetsu.accept"
"""The command that puts a finding on the baseline."""

_ALL_OF_RULE = Message(ja="{rule}をすべて直す", en="Fix all of {rule}")
_EVERYTHING = Message(ja="安全に直せるものをすべて直す", en="Fix all that can safely be fixed")
_ACCEPT = Message(ja="この{rule}を受け入れる（ベースラインに控える）", en="Accept this {rule}, in the baseline")
_IGNORE = Message(ja="ここでは{rule}を指摘しない", en="Ignore {rule} here")


class Wish(msgspec.Struct, omit_defaults=True):
    """What an action is to do, in a form that the editor keeps and hands back."""

    uri: str
    version: int | None
    what: str
    """``fix``, ``rule``, ``all``, ``ignore`` or ``accept``."""
    rule: str = ""
    fingerprint: str = ""
    number: int = 0
    """Which of the fixes of the finding."""


class _Known(NamedTuple):
    buffer: Buffer
    result: Result


def register(server: KoetsuServer) -> None:
    """Offer actions to the editor."""
    kinds = [types.CodeActionKind.QuickFix, FIX_ALL]

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=kinds, resolve_provider=True)
    )
    async def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        known = await server.result(params.text_document.uri)
        if known is None:
            return []
        offers = [*_offers(server, _Known(*known), params)]
        if not _resolves(server):
            return [_with_edit(server, _Known(*known), action) for action in offers]
        return offers

    @server.command(ACCEPT)
    async def accept(wish: Any) -> None:
        asked = msgspec.convert(plain(wish), Wish)
        known = await server.result(asked.uri)
        one = _found(_Known(*known), asked) if known is not None else None
        if known is None or one is None:
            return
        place = known[1].place
        try:
            server.session.accept(place, known[1].found.source, one)
        except KoetsuError as error:
            server.show_fault(error, place)
        server.reload()

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def resolve(action: types.CodeAction) -> types.CodeAction:
        wish = _wish(action)
        known = await server.result(wish.uri) if wish is not None else None
        return action if known is None else _with_edit(server, _Known(*known), action)


def _offers(server: KoetsuServer, known: _Known, params: types.CodeActionParams) -> Iterator[types.CodeAction]:
    """The actions for a range: what mends the findings there, then what hides them, then what mends all."""
    only = params.context.only
    wanted = known.buffer.span(params.range)
    found = known.result.found
    here = [one for one in found.diagnostics if one.span.start <= wanted.end and wanted.start <= one.span.end]
    if _asked(types.CodeActionKind.QuickFix, only):
        yield from _quick_fixes(server, known, here, params.context.diagnostics)
    if _asked(FIX_ALL, only) and any(fix.safe for one in found.diagnostics for fix in one.fixes):
        title = _EVERYTHING.format(server.session.language(known.result.place), {}, {})
        yield _action(title, FIX_ALL, _wish_for(known, "all"))


def _quick_fixes(
    server: KoetsuServer, known: _Known, here: Sequence[Diagnostic], shown: Sequence[types.Diagnostic]
) -> Iterator[types.CodeAction]:
    language = server.session.language(known.result.place)
    quick = types.CodeActionKind.QuickFix
    rules = known.result.found.rules
    for one in here:
        same = _same(one, shown)
        for number, fix in enumerate(one.fixes):
            title = rules[one.rule].say(fix.title, fix.values, language)
            wish = _wish_for(known, "fix", one, number)
            yield _action(title, quick, wish, same, preferred=fix.safe and number == 0)
    fixable = [one.rule for one in known.result.found.diagnostics if any(fix.safe for fix in one.fixes)]
    for rule in dict.fromkeys(one.rule for one in here):
        if fixable.count(rule) > 1:
            title = _ALL_OF_RULE.format(language, {"rule": rules[rule].label()}, {})
            wish = msgspec.structs.replace(_wish_for(known, "rule"), rule=rule)
            yield _action(title, quick, wish, [one for one in shown if one.code == rule])
    for one in filterfalse(is_fault, here):
        title = _IGNORE.format(language, {"rule": rules[one.rule].label()}, {})
        yield _action(title, quick, _wish_for(known, "ignore", one), _same(one, shown))
    if known.result.place.file is not None:
        for one in filterfalse(is_fault, here):
            title = _ACCEPT.format(language, {"rule": rules[one.rule].label()}, {})
            yield _action(title, quick, _wish_for(known, "accept", one), _same(one, shown))


def _with_edit(server: KoetsuServer, known: _Known, action: types.CodeAction) -> types.CodeAction:
    """The action with its edit, or with the command that does it; as it was if the text has changed since."""
    wish = _wish(action)
    if wish is None or wish.version != known.result.version:
        return action
    if wish.what not in _EDITS:
        action.command = types.Command(action.title, ACCEPT, arguments=[action.data])
        return action
    source = known.result.found.source
    edits = _EDITS[wish.what](server, known, wish)
    action.edit = workspace_edit(known.buffer.uri, known.result.version, edits_of(source, edits, known.buffer.unit))
    return action


def _edits_of_fix(server: KoetsuServer, known: _Known, wish: Wish) -> Sequence[Edit]:
    one = _found(known, wish)
    return one.fixes[wish.number].edits if one is not None and wish.number < len(one.fixes) else ()


def _edits_of_rule(server: KoetsuServer, known: _Known, wish: Wish) -> Sequence[Edit]:
    return _fixed(server, known, lambda one: not wish.rule or one.rule == wish.rule)


def _edits_of_ignoring(server: KoetsuServer, known: _Known, wish: Wish) -> Sequence[Edit]:
    one = _found(known, wish)
    if one is None:
        return ()
    return ignoring(known.result.found.source, one, server.session.language(known.result.place))


_EDITS: dict[str, Callable[[KoetsuServer, _Known, Wish], Sequence[Edit]]] = {
    "fix": _edits_of_fix,
    "rule": _edits_of_rule,
    "all": _edits_of_rule,
    "ignore": _edits_of_ignoring,
}


def _fixed(server: KoetsuServer, known: _Known, is_meant: Callable[[Diagnostic], bool]) -> Sequence[Edit]:
    """What mends the findings that are meant, as ``koetsu check --fix`` would: checked again after every round."""
    place = known.result.place

    def recheck(source: Source, edits: Sequence[Edit]) -> FileReport:
        try:
            found = server.session.check(place, source.text).diagnostics
        except KoetsuError:
            found = []
        return FileReport(place.path, str(place.file or ""), [one for one in found if is_meant(one)], {})

    return fix_file(known.result.found.source, recheck, unsafe=False).edits


def _found(known: _Known, wish: Wish) -> Diagnostic | None:
    found = known.result.found.diagnostics
    return next((one for one in found if (one.rule, one.fingerprint) == (wish.rule, wish.fingerprint)), None)


def _action(
    title: str,
    kind: types.CodeActionKind | str,
    wish: Wish,
    diagnostics: Sequence[types.Diagnostic] = (),
    preferred: bool = False,
) -> types.CodeAction:
    return types.CodeAction(
        title,
        kind=kind,
        diagnostics=[*diagnostics] or None,
        is_preferred=preferred or None,
        data=msgspec.to_builtins(wish),
    )


def _wish_for(known: _Known, what: str, one: Diagnostic | None = None, number: int = 0) -> Wish:
    rule, fingerprint = (one.rule, one.fingerprint) if one is not None else ("", "")
    return Wish(known.buffer.uri, known.result.version, what, rule, fingerprint, number)


def _wish(action: types.CodeAction) -> Wish | None:
    """What an action that came back is to do; None if it is not one of ours."""
    try:
        return msgspec.convert(plain(action.data), Wish)
    except msgspec.ValidationError:
        return None


def _same(one: Diagnostic, shown: Iterable[types.Diagnostic]) -> list[types.Diagnostic]:
    """A finding as the editor shows it."""
    return [diagnostic for diagnostic in shown if _fingerprint(diagnostic) == one.fingerprint]


def _fingerprint(diagnostic: types.Diagnostic) -> str:
    data = plain(diagnostic.data)
    return str(data.get("fingerprint", "")) if isinstance(data, dict) else ""


def _asked(kind: str, only: Sequence[str] | None) -> bool:
    """Whether the editor wants actions of a kind: of itself, or of a kind around it."""
    return only is None or any(kind == one or kind.startswith(f"{one}.") for one in map(_name, only))


def _name(kind: str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind


def _resolves(server: KoetsuServer) -> bool:
    """Whether the editor asks for the edit of the action that was chosen."""
    text_document = server.client_capabilities.text_document
    actions = text_document.code_action if text_document is not None else None
    support = actions.resolve_support if actions is not None else None
    return support is not None and "edit" in support.properties
