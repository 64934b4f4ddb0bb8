"""How do fixes get into a file?"""

from __future__ import annotations

from pathlib import Path

from koetsu.engine.atomic import write_atomically
from koetsu.engine.fixing.passes import Fixed
from koetsu.errors import UnreadableSourceError, UnwritableFileError
from koetsu.message import Language, Message
from koetsu.text.source import read_bytes

_REASONS = {
    "changed": Message(
        ja="検査している間に、ほかのプログラムがこのファイルを書き換えました。修正は書き込んでいません。"
        "もう一度実行してください。",
        en="another program changed the file while it was checked; nothing was written to it. Run koetsu again.",
    ),
    "permission": Message(
        ja="ファイルかフォルダーに書き込む権限がなく、修正できませんでした。権限を与えてください。",
        en="no permission to write to the file or its folder; it was not fixed. Grant it.",
    ),
    "failed": Message(
        ja="書き込めず、修正できませんでした（{detail}）。元の内容はそのまま残っています。",
        en="it could not be written and was not fixed ({detail}); it holds what it held before.",
    ),
}


def write_fixed(fixed: Fixed) -> None:
    """Write the fixed text to its file, whole or not at all; its mode, byte-order mark and line ends stay.

    Raises UnwritableFileError, also for a file that no longer holds the text that was fixed.
    """
    file, path = Path(fixed.report.file), fixed.report.path
    try:
        held = read_bytes(file, path)
    except UnreadableSourceError:
        raise UnwritableFileError(path, "changed", "gone, or no longer readable") from None
    if held != fixed.before.data:
        raise UnwritableFileError(path, "changed", "changed while it was checked")
    try:
        write_atomically(file, fixed.after.data)
    except PermissionError as error:
        raise UnwritableFileError(path, "permission", error.strerror or str(error)) from None
    except OSError as error:
        raise UnwritableFileError(path, "failed", error.strerror or str(error)) from None


def told(error: UnwritableFileError, language: Language) -> str:
    """The sentence that says why fixes were not written, the name of the file before it."""
    return f"{error.path}: {_REASONS[error.reason].format(language, {'detail': error.detail}, {})}"
