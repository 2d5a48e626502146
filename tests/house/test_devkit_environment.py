"""The environment is remade exactly when it has to be, and a set-up that was interrupted is gone through again."""

import subprocess
import sys
from pathlib import Path

import pytest
from devkit import environment as devkit_environment
from devkit import pins
from devkit.environment import Environment, fingerprint, is_ready, native_key, version_of

LOCK = """\
# a remark
alpha==1.0 \\
    --hash=sha256:aa
beta==2.0 ; python_full_version < '3.12' \\
    --hash=sha256:bb \\
    --hash=sha256:bc
beta==2.1 ; python_full_version >= '3.12' \\
    --hash=sha256:bd
"""
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """A checkout with a real virtual environment; its pip is only a folder, which is what is looked for."""
    (tmp_path / "packaging").mkdir()
    (tmp_path / "packaging" / "lock.txt").write_text(LOCK, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    made = Environment(tmp_path)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(made.folder)], check=True)
    packages = next(made.folder.rglob("site-packages"))
    (packages / "pip").mkdir()
    (packages / "pip" / "__init__.py").touch()
    return made


@pytest.fixture
def ready(environment: Environment) -> Environment:
    """The same, finished."""
    environment.stamp.write_text(fingerprint(environment, VERSION, {}), encoding="utf-8")
    assert is_ready(environment)
    return environment


@pytest.fixture(autouse=True)
def no_build_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in devkit_environment.BUILD_SETTINGS:
        monkeypatch.delenv(name, raising=False)


def test_without_a_stamp_it_is_not_ready(environment: Environment) -> None:
    assert version_of(environment) == VERSION
    assert not is_ready(environment)


@pytest.mark.parametrize("name", ["packaging/lock.txt", "pyproject.toml"])
def test_a_change_makes_it_stale(ready: Environment, name: str) -> None:
    path = ready.root / name
    path.write_text(path.read_text(encoding="utf-8") + "#\n", encoding="utf-8")
    assert not is_ready(ready)


def test_build_settings_make_it_stale(ready: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CMAKE_ARGS", "-DGGML_CUDA=on")
    assert not is_ready(ready)


def test_a_python_that_is_gone_is_noticed(ready: Environment) -> None:
    ready.python.unlink()
    ready.python.symlink_to("/nowhere/python3")
    assert version_of(ready) is None
    assert not is_ready(ready)


def test_an_environment_without_pip_is_noticed(ready: Environment) -> None:
    next(ready.folder.rglob("site-packages/pip/__init__.py")).unlink()
    next(ready.folder.rglob("site-packages/pip")).rmdir()
    assert version_of(ready) is None


def test_the_parts_of_a_fingerprint_do_not_run_together(environment: Environment) -> None:
    before = fingerprint(environment, VERSION, {})
    moved = LOCK + "[project]"
    (environment.root / "packaging" / "lock.txt").write_text(moved, encoding="utf-8")
    (environment.root / "pyproject.toml").write_text("\n", encoding="utf-8")
    assert fingerprint(environment, VERSION, {}) != before


def test_an_interrupted_set_up_leaves_no_stamp(ready: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(devkit_environment, "follow", interrupted)
    with pytest.raises(KeyboardInterrupt):
        devkit_environment.prepare(ready)
    assert not is_ready(ready)


def test_native_key_is_empty_by_default() -> None:
    assert native_key({"PATH": "/bin", "CMAKE_ARGS": ""}) == ""
    assert native_key({"CMAKE_ARGS": "-DGGML_CUDA=on"}) != native_key({"CFLAGS": "-DGGML_CUDA=on"})


def test_lock_entries_keep_their_hashes() -> None:
    assert [name for name, _ in pins.entries(LOCK)] == ["alpha", "beta", "beta"]
    assert pins.only(LOCK, {"beta"}).count("--hash") == 3
    assert pins.without(LOCK, {"beta"}) == "alpha==1.0 \\\n    --hash=sha256:aa\n"
    assert pins.only(LOCK, {"alpha"}) + pins.without(LOCK, {"alpha"}) == LOCK.removeprefix("# a remark\n")


def test_addresses_are_stripped_from_a_lock() -> None:
    text = "--index-url https://somewhere/simple\n--find-links folder\n" + LOCK
    assert pins.stripped(text) == LOCK.removeprefix("# a remark\n")
