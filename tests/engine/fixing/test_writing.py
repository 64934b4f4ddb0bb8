import os
import subprocess
import sys
from pathlib import Path

import pytest

from fixed_texts import fix
from koetsu.engine.fixing import told, write_fixed
from koetsu.errors import UnwritableFileError
from koetsu.text.source import Source

TEXT = "本文です。\n---\n\n次の段落です。\n"
MENDED = "本文です。\n\n---\n\n次の段落です。\n"

WRITE = """
import sys
from pathlib import Path
from fixed_texts import fix
from koetsu.engine.fixing import told, write_fixed
from koetsu.errors import UnwritableFileError
from koetsu.text.source import Source

file = Path(sys.argv[1])
try:
    write_fixed(fix(Source.read(file, "a.md"), "HD005", file=file))
except UnwritableFileError as error:
    print(told(error, "en"))
"""


def fixed_file(file: Path, data: bytes = TEXT.encode()):
    file.write_bytes(data)
    return fix(Source.read(file, file.name), "HD005", file=file)


def test_file_holds_the_fixed_text(tmp_path):
    write_fixed(fixed_file(tmp_path / "a.md", "\ufeff".encode() + TEXT.replace("\n", "\r\n").encode()))

    assert (tmp_path / "a.md").read_bytes() == "\ufeff".encode() + MENDED.replace("\n", "\r\n").encode()


def test_file_that_another_program_changed_is_left_alone(tmp_path):
    fixed = fixed_file(tmp_path / "a.md")
    (tmp_path / "a.md").write_text("別の文です。\n", encoding="utf-8")

    with pytest.raises(UnwritableFileError) as raised:
        write_fixed(fixed)

    assert raised.value.reason == "changed"
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "別の文です。\n"


def test_file_that_is_gone_is_not_made_anew(tmp_path):
    fixed = fixed_file(tmp_path / "a.md")
    (tmp_path / "a.md").unlink()

    with pytest.raises(UnwritableFileError):
        write_fixed(fixed)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("closed", ["a.md", "."])
def test_missing_right_is_said_and_leaves_the_old_text(tmp_path, unprivileged, closed):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.md").write_text(TEXT, encoding="utf-8")
    (folder / closed).chmod(0o555)
    command = [*unprivileged, sys.executable, "-c", WRITE, str(folder / "a.md")]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    (folder / closed).chmod(0o755)

    assert ended.stdout.startswith("a.md: no permission to write")
    assert {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()} == {"a.md": TEXT}


@pytest.mark.parametrize("reason", ["changed", "permission", "failed"])
def test_reason_is_told_in_both_languages(reason):
    error = UnwritableFileError("posts/a.md", reason, "No space left on device")

    assert all(told(error, language).startswith("posts/a.md: ") for language in ("ja", "en"))
    assert told(error, "ja") != told(error, "en")
