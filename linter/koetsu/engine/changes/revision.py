"""Which commit is a change compared with?"""

from __future__ import annotations

import re

from koetsu.engine.changes.git import Answer, Git, GitError
from koetsu.engine.config.faults import printable
from koetsu.message import Message

_EMPTY = Message(
    ja="比べる相手のリビジョンが空です。値のない変数を使っていませんか。origin/mainのように指定してください",
    en="the revision to compare with is empty, perhaps from a variable that is not set; name one, such as origin/main",
)
_UNKNOWN = Message(
    ja="リビジョン{revision:quote}がこのリポジトリーにありません。綴りを確かめてください",
    en="there is no revision {revision:quote} in this repository; check how it is spelled",
)
_RANGE = Message(
    ja="{revision:quote}は範囲です。比べる相手だけを指定してください: {start:quote}",
    en="{revision:quote} is a range; name only what HEAD is compared with: {start:quote}",
)
_REMOTE = Message(
    ja="リビジョン{revision:quote}がこのリポジトリーにありません。{nearest:quote}のことですか",
    en="there is no revision {revision:quote} in this repository; did you mean {nearest:quote}?",
)
_NOT_FETCHED = Message(
    ja="リビジョン{revision:quote}がこのリポジトリーにありません。先に取得してください: git fetch {remote} {branch}",
    en="there is no revision {revision:quote} in this repository; fetch it first: git fetch {remote} {branch}",
)
_SHALLOW = Message(
    ja="リビジョン{revision:quote}が、履歴の一部だけを取得したこのリポジトリーにありません。actions/checkoutでは"
    "fetch-depth: 0を指定し、手元では実行してください: git fetch --unshallow",
    en="there is no revision {revision:quote} in this shallow clone; give actions/checkout fetch-depth: 0, or run:"
    " git fetch --unshallow",
)
_NO_COMMIT = Message(
    ja="まだコミットがないので、リビジョン{revision:quote}とは比べられません。コミットしようとしているものは--stagedで"
    "検査できます",
    en="there is no commit yet to compare with {revision:quote}; --staged checks what is about to be committed",
)
_UNRELATED = Message(
    ja="リビジョン{revision:quote}とHEADには共通の祖先がありません。同じ履歴の上にあるリビジョンを指定してください",
    en="the revision {revision:quote} and HEAD have no common ancestor; name a revision of the same history",
)
_CUT_OFF = Message(
    ja="履歴の一部だけを取得したリポジトリーなので、リビジョン{revision:quote}とHEADの共通の祖先がありません。"
    "actions/checkoutではfetch-depth: 0を指定し、手元では実行してください: git fetch --unshallow",
    en="this is a shallow clone that lacks the common ancestor of {revision:quote} and HEAD; give actions/checkout"
    " fetch-depth: 0, or run: git fetch --unshallow",
)

_RANGE_START = re.compile(r"(.+?)\.\.")
_PLAIN = re.compile(r"[\w.][\w./-]*")


def question(git: Git, revision: str) -> tuple[str, ...]:
    """The command whose answer is the merge base of a revision and HEAD.

    Raises GitError for what can be no revision, so that it never becomes an option of git.
    """
    if not revision.strip():
        raise git.error(_EMPTY)
    if revision.startswith("-") or "\0" in revision:
        raise git.error(_UNKNOWN, revision=printable(revision))
    return "merge-base", revision, "HEAD"


def merge_base(git: Git, revision: str, answer: Answer) -> str:
    """The merge base that git answered with.

    Raises GitError that says why there is none, and what to do.
    """
    if answer.status == 0:
        return answer.output.decode("ascii").strip()
    known, head, shallow = git.ask(
        _verification(revision), _verification("HEAD"), ("rev-parse", "--is-shallow-repository")
    )
    if shallow.status:
        raise git.failure(shallow)
    is_shallow = shallow.output.strip() == b"true"
    shown = printable(revision)
    if head.status:
        raise git.error(_NO_COMMIT, revision=shown)
    if known.status:
        raise _unknown(git, revision, shown, is_shallow)
    if answer.status == 1:
        raise git.error(_CUT_OFF if is_shallow else _UNRELATED, revision=shown)
    raise git.failure(answer)


def _verification(revision: str) -> tuple[str, ...]:
    return "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"


def _unknown(git: Git, revision: str, shown: str, is_shallow: bool) -> GitError:
    start = _RANGE_START.match(revision)
    if start is not None:
        return git.error(_RANGE, revision=shown, start=printable(start[1]))
    if _PLAIN.fullmatch(revision):
        branches, remotes = git.tell(
            ("for-each-ref", "--count=1", "--format=%(refname:lstrip=2)", f"refs/remotes/*/{revision}"), ("remote",)
        )
        if branches.strip():
            return git.error(_REMOTE, revision=shown, nearest=branches.decode("utf-8", "replace").strip())
        remote, _, branch = revision.partition("/")
        if branch and remote in remotes.decode("utf-8", "replace").splitlines():
            if is_shallow:
                return git.error(_SHALLOW, revision=shown)
            return git.error(_NOT_FETCHED, revision=shown, remote=remote, branch=branch)
    return git.error(_SHALLOW if is_shallow else _UNKNOWN, revision=shown)
