"""Whether docs/sandbox.md is true: its blocks are run in order, in one shell, against a sandbox of their own."""
import dataclasses
import os
import pathlib
import re
import subprocess
import sys

import pytest

from conftest import ROOT

DOCUMENT = ROOT / "docs/sandbox.md"
BLOCK = re.compile(r"^```(sh|python) run\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
END = "--- end of block"


@dataclasses.dataclass(frozen=True)
class Block:
    """Commands, and the lines that the document shows after them."""

    line: int
    commands: str
    shown: str

    def __str__(self):
        return f"line {self.line}"


def blocks(text):
    """The blocks marked `run`; Python is given to the interpreter."""
    for found in BLOCK.finditer(text):
        language, commands, shown = found.groups()
        if language == "python":
            commands = f"python - <<'END_OF_PYTHON'\n{commands}END_OF_PYTHON\n"
        yield Block(text.count("\n", 0, found.start()) + 1, commands, shown or "")


BLOCKS = list(blocks(DOCUMENT.read_text()))


@pytest.fixture(scope="module")
def printed(sandbox, tmp_path_factory):
    """What each block printed. After a command that fails, nothing more is run."""
    script = "".join(f"{block.commands}\necho; echo '{END}'\n" for block in BLOCKS)
    script = script.replace("http://127.0.0.1:4566", sandbox.url)
    home = tmp_path_factory.mktemp("home")
    environment = {
        "PATH": f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "AWS_MAX_ATTEMPTS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    result = subprocess.run(["bash", "-euc", script], env=environment, cwd=home, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, check=False)
    return result.stdout.split(END)[:-1], result.stderr


def lines(text):
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def test_there_are_blocks():
    assert len(BLOCKS) > 10


@pytest.mark.parametrize("number", range(len(BLOCKS)), ids=lambda number: str(BLOCKS[number]))
def test_a_block_does_what_the_document_says(number, printed):
    """It succeeds, and prints the lines that are shown, whatever `…` stands for."""
    outputs, errors = printed
    assert number <= len(outputs), f"not run, because {BLOCKS[len(outputs)]} failed"
    assert number < len(outputs), f"failed: {errors}"
    shown, given = lines(BLOCKS[number].shown), lines(outputs[number])
    assert len(shown) == len(given), given
    for pattern, line in zip(shown, given):
        assert re.fullmatch(".*".join(map(re.escape, pattern.split("…"))), line), f"{line!r} is not {pattern!r}"
