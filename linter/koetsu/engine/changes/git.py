"""What does git answer?

Git is asked through its own program, in a way that neither the user's settings nor the locale change the answers.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from koetsu.engine.config.faults import printable
from koetsu.errors import KoetsuError
from koetsu.message import Language, Message

if TYPE_CHECKING:
    from subprocess import Popen

Command = Sequence[str | bytes]
"""The arguments of git."""

_OPTIONS = (
    "--no-pager",
    # Or a file whose time alone changed would be called changed.
    *("-c", "diff.autoRefreshIndex=true"),
)

_NEUTRAL = {"LC_ALL": "C"}
"""Its words are told apart below."""

_MISLEADING = (
    "GIT_DIFF_OPTS",
    "GIT_GLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_LITERAL_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
)
"""Variables that would change what the commands mean. Those that say where the repository is must stay: hooks set
them."""

_NOT_INSTALLED = Message(
    ja="変更箇所はgitに尋ねますが、gitを起動できません（{reason}）。gitをインストールし、PATHの通った場所に置いてください",
    en="what changed is asked of git, which cannot be run ({reason}); install git where PATH finds it",
)
_NO_REPOSITORY = Message(
    ja="{folder}はgitのリポジトリーの中にありません。リポジトリーの中で実行するか、変更箇所に限るのをやめてください",
    en="{folder} is in no git repository; run koetsu inside one, or check without asking for changed lines",
)
_NO_WORK_TREE = Message(
    ja="{folder}はgitの作業ツリーの中にありません。原稿のあるフォルダーで実行してください",
    en="{folder} is in no working tree of git; run koetsu in the folder of the articles",
)
_DUBIOUS = Message(
    ja="このリポジトリーの所有者が違うため、gitが読むのを断りました。信頼できるものなら、gitの言うとおりに設定してください:"
    "\n{words}",
    en="git refuses to read this repository because somebody else owns it; if you trust it, do as git says:\n{words}",
)
_FAILED = Message(ja="gitが失敗しました（{command}）: {words}", en="git failed ({command}): {words}")
_NO_WORDS = Message(ja="終了コード{status}", en="exit status {status}")

_SAID = {
    "detected dubious ownership": _DUBIOUS,
    "not a git repository": _NO_REPOSITORY,
    "must be run in a work tree": _NO_WORK_TREE,
}


class GitError(KoetsuError):
    """Something that git cannot tell."""


class Answer(NamedTuple):
    """How a command of git ended."""

    command: Command
    status: int
    output: bytes
    words: str
    """What it said on standard error."""


class Git:
    """The program git, asked from one folder."""

    def __init__(self, folder: Path, language: Language) -> None:
        self.folder = folder
        self.language = language

    def ask(self, *commands: Command) -> list[Answer]:
        """What git answers to some commands, which run at the same time.

        Raises GitError if git cannot be run.
        """
        processes = [self.start(command) for command in commands]
        answers = []
        for command, process in zip(commands, processes, strict=True):
            output, words = process.communicate()
            answers.append(Answer(command, process.returncode, output, words.decode("utf-8", "replace").strip()))
        return answers

    def tell(self, *commands: Command) -> list[bytes]:
        """The output of some commands, which run at the same time.

        Raises GitError if one of them fails.
        """
        return [self.output(answer) for answer in self.ask(*commands)]

    def output(self, answer: Answer) -> bytes:
        """What a command wrote.

        Raises GitError if it failed.
        """
        if answer.status:
            raise self.failure(answer)
        return answer.output

    def start(self, command: Command) -> Popen[bytes]:
        """A command of git that is under way, its three streams being pipes.

        Raises GitError if git cannot be run.
        """
        from subprocess import PIPE, Popen

        try:
            return Popen(
                ["git", *_OPTIONS, *command],
                cwd=self.folder,
                env=_environment(os.environ),
                stdin=PIPE,
                stdout=PIPE,
                stderr=PIPE,
            )
        except OSError as error:
            raise self.error(_NOT_INSTALLED, reason=error.strerror or str(error)) from None

    def failure(self, answer: Answer) -> GitError:
        """What is the matter with a command that failed."""
        for said, message in _SAID.items():
            if said in answer.words:
                return self.error(message, folder=printable(str(self.folder)), words=answer.words)
        words = answer.words or _NO_WORDS.format(self.language, {"status": answer.status}, {})
        return self.error(_FAILED, command=f"git {os.fsdecode(answer.command[0])}", words=words)

    def error(self, message: Message, **values: str) -> GitError:
        """The error that says so."""
        return GitError(message.format(self.language, values, {}))


class Blobs:
    """The texts that git keeps, by their ids; one process reads them all."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._process: Popen[bytes] | None = None

    def read(self, identity: str) -> bytes:
        """One text.

        Raises GitError if git does not have it.
        """
        if self._process is None:
            self._process = self._start()
        questions, answers = self._process.stdin, self._process.stdout
        assert questions is not None
        assert answers is not None
        with suppress(BrokenPipeError):  # it ended, and so has nothing to answer either
            questions.write(f"{identity}\n".encode("ascii"))
            questions.flush()
        header = answers.readline()
        _, _, size = header.rpartition(b" ")
        if not size.strip().isdigit():  # "<id> missing", or nothing
            words = header.decode("utf-8", "replace").strip() or identity
            raise self._git.error(_FAILED, command="git cat-file", words=words)
        text = answers.read(int(size))
        answers.read(1)
        return text

    def _start(self) -> Popen[bytes]:
        from weakref import finalize

        process = self._git.start(("cat-file", "--batch"))
        finalize(self, _end, process)
        return process


def _end(process: Popen[bytes]) -> None:
    process.communicate()


def _environment(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name not in _MISLEADING} | _NEUTRAL
