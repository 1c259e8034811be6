"""Our own code passes those who look for weaknesses, and they find one where there is one."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READERS = {
    "ruff": ["ruff", "check", "--no-cache", "--quiet"],
    "bandit": ["bandit", "--quiet", "--configfile", str(ROOT / "pyproject.toml"), "--recursive"],
}


def read(reader: str, *where: Path) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", *READERS[reader], *map(str, where)]
    return subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("reader", READERS)
def test_our_code_is_clean(reader: str) -> None:
    found = read(reader, ROOT / "services", ROOT / "deploy")
    assert found.returncode == 0, found.stdout


def test_a_weakness_is_found(tmp_path: Path) -> None:
    weak = tmp_path / "weak.py"
    weak.write_text("import hashlib\n\nhashlib.md5(b'secret')\n")
    for reader in READERS:
        assert read(reader, weak).returncode == 1, reader
