"""What the system lacks is found, named and installed only when that is allowed."""

import errno
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from devkit import checks, main, needs, system
from devkit.environment import Environment
from devkit.system import APT, DNF, PACMAN, ZYPPER, Manager, Need
from devkit.words import Problem

ROOT = Path(__file__).resolve().parents[2]
ABSENT = Need("absent thing", lambda: False, {"apt-get": "absent-deb", "dnf": "libabsent.so.1()(64bit)"})
PRESENT = Need("present thing", lambda: True, {"apt-get": "present-deb"})

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system packages are Linux's")


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[Manager | None, bool], None]:
    """Pretend to be on a system with this package manager, as root or not."""

    def pretend(manager: Manager | None, root: bool) -> None:
        monkeypatch.setattr(system, "manager", lambda: manager)
        monkeypatch.setattr(system, "is_root", lambda: root)

    return pretend


def test_every_need_has_a_package_for_every_manager() -> None:
    for need in [*needs.for_window(), *needs.for_tests(), needs.for_setup()[1]]:
        assert need.packages.keys() == {manager.program for manager in system.MANAGERS}, need.name


def test_commands_refresh_first_and_name_each_package_once() -> None:
    assert APT.commands(["b", "a", "b"]) == [
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", "a", "b"],
    ]
    assert len(DNF.commands(["a"])) == len(ZYPPER.commands(["a"])) == len(PACMAN.commands(["a"])) == 1


def test_advice_can_be_pasted(on: Callable[[Manager | None, bool], None]) -> None:
    on(APT, False)
    apt = system.advice([ABSENT])
    assert apt.startswith("sudo env DEBIAN_FRONTEND=noninteractive apt-get update && sudo env")
    assert apt.endswith("--no-install-recommends absent-deb")
    on(DNF, True)
    assert system.advice([ABSENT]) == "dnf install -y 'libabsent.so.1()(64bit)'"


def test_advice_without_a_known_manager_names_the_things(on: Callable[[Manager | None, bool], None]) -> None:
    on(None, False)
    assert "absent thing" in system.advice([ABSENT])


def test_libraries_are_probed_for_real() -> None:
    assert system.loadable("libc.so.6")
    assert not system.loadable("libdoes-not-exist.so.9")


def test_fonts_are_found_in_any_depth(tmp_path: Path) -> None:
    assert not system.any_font([tmp_path, tmp_path / "absent"])
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "Some.TTF").touch()
    assert system.any_font([tmp_path])


def test_nothing_is_installed_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "is_root", lambda: True)
    monkeypatch.setattr(system, "in_container", lambda: False)
    assert not system.may_install(asked=False)
    assert system.may_install(asked=True)
    monkeypatch.setattr(system, "in_container", lambda: True)
    assert system.may_install(asked=False)
    monkeypatch.setattr(system, "is_root", lambda: False)
    assert not system.may_install(asked=False)


def test_what_is_missing_stops_with_the_command(
    on: Callable[[Manager | None, bool], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    on(APT, False)
    monkeypatch.setattr(needs, "for_setup", lambda: [PRESENT, ABSENT])
    monkeypatch.setattr(main, "is_ready", lambda _: False)
    with pytest.raises(Problem) as caught:
        main._dispatch("setup", [], False)
    assert caught.value.sentence == "The system lacks: absent thing."
    assert caught.value.remedy.endswith("absent-deb")


def test_compiler_named_by_the_environment_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    for name in ("CC", "CXX"):
        monkeypatch.delenv(name, raising=False)
    assert not needs.has_compiler()
    monkeypatch.setenv("CC", "/opt/gcc")
    assert not needs.has_compiler()
    monkeypatch.setenv("CXX", "/opt/g++")
    assert needs.has_compiler()


@pytest.mark.parametrize(
    ("arguments", "chosen"),
    [
        ([], False),
        (["-q"], False),
        (["-x", "--maxfail=3"], False),
        (["-k", "words"], True),
        (["tests/house"], True),
        (["tests/house/test_devkit_system.py::test_x"], True),
        (["--lf"], True),
    ],
)
def test_chosen_tests_run_alone(arguments: list[str], chosen: bool) -> None:
    assert checks.selects(arguments, ROOT) is chosen


def test_a_failed_check_is_shown_and_counts(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    good = checks.Check("good", (sys.executable, "-c", "print('hidden')"))
    bad = checks.Check("bad", (sys.executable, "-c", "print('shown'); raise SystemExit(3)"))
    assert checks._passes(good, tmp_path)
    assert not checks._passes(bad, tmp_path)
    assert capfd.readouterr().out.splitlines() == ["good: ok", "bad: failed", "shown", ""]


def test_pytest_closes_the_output(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The checkout is broken for every check, and still the last line is pytest's, and the status tells."""
    (tmp_path / "test_one.py").write_text("import os\ndef test_it(): pass\n", encoding="utf-8")
    (tmp_path / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    status = checks.run(Environment(tmp_path), [])
    lines = capfd.readouterr().out.splitlines()
    assert status == 1
    assert any(line.startswith("Failed: ruff check") for line in lines)
    assert "1 passed" in lines[-1]


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["window"], True),
        (["--catalogue", "folder"], True),
        (["generate", "window"], False),
        (["--help"], False),
    ],
)
def test_only_the_window_needs_a_display(arguments: list[str], window: bool) -> None:
    assert main.opens_window(arguments) is window


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device"),
            "The disk is full.\nFree about 3 GB and repeat the command.\n",
        ),
        (PermissionError(errno.EACCES, "Permission denied", ".venv"), "Permission denied: '.venv'\n"),
        (Problem("What is wrong.", "What to do."), "What is wrong.\nWhat to do.\n"),
        (KeyboardInterrupt(), "Interrupted; repeat the command to go on.\n"),
    ],
)
def test_what_goes_wrong_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, said: str
) -> None:
    def refuse(_: object) -> None:
        raise error

    monkeypatch.setattr(needs, "for_setup", list)
    monkeypatch.setattr(main, "is_ready", lambda _: False)
    monkeypatch.setattr(main, "prepare", refuse)
    assert main.main(["setup"]) in {1, 130}
    assert capsys.readouterr().err.endswith(said)


def test_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["dance"]) == 2
    assert main.main([]) == 0
    captured = capsys.readouterr()
    assert "dev.py COMMAND" in captured.out
    assert "dev.py COMMAND" in captured.err
