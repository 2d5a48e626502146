"""What may lie in the repository: names that shadow nothing, no machine's paths, no addresses in the lock."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from devkit import pins

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "packaging" / "lock.txt"
DATA = {".py", ".typed", ".toml", ".txt", ".md", ".jinja", ".mako", ".svg", ".png", ".jpg", ".json", ".gguf", ".ts"}
LARGEST = 1_000_000
LARGEST_WEIGHTS = 20_000_000
"""Of one half of the model that ships; the only files that are larger than everything else."""


def tracked() -> list[Path]:
    """The files that are in the repository and still lie in the checkout."""
    answer = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if answer.returncode:
        pytest.skip("not a git checkout")
    return [path for name in answer.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_packaging_has_no_init() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_packaging_is_the_library_even_from_the_root() -> None:
    code = "import packaging.version; print(packaging.version.Version('1.10') > packaging.version.Version('1.9'))"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.stdout.strip() == "True", result.stderr


def test_the_lock_has_hashes_and_no_addresses() -> None:
    text = LOCK.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash=sha256:[0-9a-f]{64}( \\)?$)", text, re.MULTILINE)
    for name, entry in pins.entries(text):
        assert re.match(rf"{re.escape(name)}==\S+", entry), entry
        assert "--hash=sha256:" in entry


def test_the_lock_pins_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {re.split(r"[^A-Za-z0-9_.-]", requirement)[0] for requirement in wanted}
    assert names - {name for name, _ in pins.entries(LOCK.read_text(encoding="utf-8"))} == set()


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    places = [re.escape(str(ROOT)), "/" + "root" + "/"]
    places += [re.escape(sys.prefix)] if not sys.prefix.startswith("/usr") else []
    pattern = re.compile(rf"(?<![\w.~-])({'|'.join(places)})".encode())
    own = Path(__file__)
    assert not [path for path in tracked() if path != own and pattern.search(path.read_bytes())]


def test_no_large_files() -> None:
    def limit(path: Path) -> int:
        return LARGEST_WEIGHTS if path.suffix == ".gguf" else LARGEST

    assert not [path for path in tracked() if path.stat().st_size > limit(path)]


def test_resources_are_data_of_known_kinds() -> None:
    found = [path for path in tracked() if path.is_relative_to(ROOT / "resources")]
    assert found
    assert not [path for path in found if path.suffix not in DATA and path.name != "py.typed"]
