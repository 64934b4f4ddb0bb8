"""What does koetsu report when it could not do its work?

These are rules in all but that no one calls them: the runner reports them, so that ``explain``, ``rules`` and every
output treat them like any other.
"""

from __future__ import annotations

from koetsu.diagnostic import Diagnostic
from koetsu.errors import UnreadableSourceError
from koetsu.message import Message
from koetsu.rule import BaseRule, Options
from koetsu.text.source import Span


class UnreadableFile(BaseRule[Options]):
    """A file or folder that could not be read."""

    code = "EN001"
    severity = "error"
    message = Message(
        ja="ファイルを読めませんでした（{detail}）。この原稿は検査していません。",
        en="The file could not be read ({detail}); it was not checked.",
    )
    messages = {
        "missing": Message(
            ja="ファイルがありません。検査の途中で移動されたか、削除されました。もう一度実行してください。",
            en="The file is gone: it was moved or deleted during the run. Run koetsu again.",
        ),
        "dangling": Message(
            ja="リンク先のファイルがありません。リンクを張り直すか、削除してください。",
            en="A link to a file that is not there. Make it point to one, or remove it.",
        ),
        "out-of-reach": Message(
            ja="この名前の置かれたフォルダーに入る権限がありません。権限を与えてください。",
            en="No permission to enter the folder in which this lies. Grant it.",
        ),
        "permission": Message(
            ja="ファイルを読む権限がありません。権限を与えるか、excludeで検査から外してください。",
            en="No permission to read the file. Grant it, or leave the file out with exclude.",
        ),
        "directory": Message(
            ja="ファイルではなくフォルダーです。この名前のフォルダーは検査できません。",
            en="This is a folder, not a file; it cannot be checked.",
        ),
        "folder": Message(
            ja="フォルダーの中を調べられませんでした（{detail}）。中の原稿は検査していません。",
            en="The folder could not be looked into ({detail}); what is in it was not checked.",
        ),
        "folder-permission": Message(
            ja="フォルダーの中を調べる権限がありません。中の原稿は検査していません。権限を与えるか、excludeで検査から"
            "外してください。",
            en="No permission to look into the folder; what is in it was not checked. Grant it, or leave the folder out"
            " with exclude.",
        ),
        "utf-16": Message(
            ja="UTF-16で書かれています。UTF-8で保存し直してください。", en="This is UTF-16. Save the file as UTF-8."
        ),
        "not-utf-8": Message(
            ja="UTF-8ではありません（{offset}バイト目の次が不正です）。UTF-8で保存し直してください。",
            en="Not UTF-8: the byte at offset {offset} is wrong. Save the file as UTF-8.",
        ),
    }


class RuleCrashed(BaseRule[Options]):
    """A rule that ended with an exception."""

    code = "EN002"
    severity = "error"
    message = Message(
        ja="規則{rule}が{path}の検査中に異常終了しました（{exception}: {detail}）。この規則の指摘は出ていません。"
        "koetsuか追加規則の不具合です。この文面を添えて報告してください。",
        en="Rule {rule} crashed on {path} ({exception}: {detail}) and reported nothing. This is a fault of koetsu or of"
        " a package of rules: please report it with this text.",
    )
    messages = {
        "too-slow": Message(
            ja="規則{rule}は{path}の検査に時間がかかりすぎるため、途中で止めました。この規則の指摘は出ていません。"
            "設定ファイルのパターンなら、「(a+)+」のように繰り返しを重ねた箇所を簡単にしてください。",
            en="Rule {rule} took too long on {path}, was stopped and reported nothing. If it is a pattern of a"
            " configuration file, look for repetition inside repetition, such as (a+)+, and make it simpler.",
        )
    }


FAULTS: tuple[type[BaseRule[Options]], ...] = (UnreadableFile, RuleCrashed)
"""The engine's own rules."""

_START = Span(0, 0)


def unreadable(error: UnreadableSourceError) -> Diagnostic:
    """The finding that a file could not be read, at its start."""
    fault = UnreadableFile()
    if error.reason == "not-utf-8":
        return fault.report(_START, error.reason, scope="file", offset=int(error.detail))
    if error.reason in fault.messages:
        return fault.report(_START, error.reason, scope="file")
    return fault.report(_START, scope="file", detail=error.detail)


def unreadable_folder(error: UnreadableSourceError) -> Diagnostic:
    """The finding that a folder could not be looked into, or that what is named in it could not be reached."""
    fault = UnreadableFile()
    if error.reason == "out-of-reach":
        return fault.report(_START, error.reason, scope="file")
    if error.reason == "permission":
        return fault.report(_START, "folder-permission", scope="file")
    return fault.report(_START, "folder", scope="file", detail=error.detail)


def crashed(rule: str, path: str, error: Exception, where: Span = _START) -> Diagnostic:
    """The finding that a rule, named by its code, raised an error."""
    return RuleCrashed().report(
        where,
        "too-slow" if isinstance(error, TimeoutError) else "",
        scope="file",
        identity=rule,
        rule=rule,
        path=path,
        exception=type(error).__name__,
        detail=_one_line(error),
    )


def _one_line(error: Exception) -> str:
    words = " ".join(str(error).split())
    # Stored and sent as UTF-8, which has no lone surrogates.
    return words[:200].encode("utf-8", "replace").decode("utf-8") or "-"
