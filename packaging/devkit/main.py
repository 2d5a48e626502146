"""The commands of ``packaging/dev.py``."""

import errno
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from devkit import checks, needs, pins, system, translations
from devkit.environment import Environment, is_ready, prepare
from devkit.failures import DISK
from devkit.words import Problem, both, say

ROOT = Path(__file__).resolve().parents[2]
SYSTEM_PACKAGES = "--system-packages"
USAGE = (
    """Uso: python3 packaging/dev.py COMANDO [--system-packages] [ARGUMENTOS…]

  run [ARGUMENTOS…]   prepara tudo e abre a janela; os argumentos vão para o programa (run generate foto.jpg)
  test [ARGUMENTOS…]  prepara tudo e roda as verificações e os testes; os argumentos vão para o pytest
  setup               só prepara
  lock [ARGUMENTOS…]  refaz packaging/lock.txt; os argumentos vão para o uv (--upgrade)
  translations        reúne os textos a traduzir em resources/translations

  --system-packages   instala pelo gerenciador de pacotes o que faltar no sistema
""",
    """Usage: python3 packaging/dev.py COMMAND [--system-packages] [ARGUMENTS…]

  run [ARGUMENTS…]    sets everything up and opens the window; arguments go to the program (run generate photo.jpg)
  test [ARGUMENTS…]   sets everything up and runs checks and tests; arguments go to pytest
  setup               only sets up
  lock [ARGUMENTS…]   resolves packaging/lock.txt again; arguments go to uv (--upgrade)
  translations        gathers what is to be translated into resources/translations

  --system-packages   installs what the system lacks by its package manager
""",
)


def main(arguments: Sequence[str]) -> int:
    """Run a command.

    Returns:
        Exit status: the program's or pytest's own, 1 when something has to be mended first, 2 for wrong usage.
    """
    command, *rest = arguments or ["--help"]
    asked = SYSTEM_PACKAGES in rest
    rest = [word for word in rest if word != SYSTEM_PACKAGES]
    try:
        return _dispatch(command, rest, asked)
    except Problem as problem:
        say(problem.sentence)
        if problem.remedy:
            say(problem.remedy)
        return 1
    except KeyboardInterrupt:
        say(both("Interrompido; repita o comando para continuar.", "Interrupted; repeat the command to go on."))
        return 130
    except OSError as error:  # a full disk or a folder that cannot be written, while setting up
        refused = both("O sistema recusou uma operação: ", "The system refused an operation: ") + str(error)
        full = error.errno == errno.ENOSPC
        say("\n".join((both(*DISK.sentence), both(*DISK.remedy))) if full else refused)
        return 1


def _dispatch(command: str, rest: list[str], asked: bool) -> int:
    environment = Environment(ROOT)
    match command:
        case "run":
            return _run(environment, rest, asked)
        case "test":
            return _test(environment, rest, asked)
        case "setup":
            _set_up(environment, asked, [])
        case "lock":
            pins.refresh(ROOT, rest)
        case "translations":
            _set_up(environment, asked, [])
            translations.update(environment)
        case "-h" | "--help" | "help":
            print(both(*USAGE), end="")
        case _:
            say(both(*USAGE))
            return 2
    return 0


def _run(environment: Environment, arguments: list[str], asked: bool) -> int:
    """Open the window, or run the command line, which needs neither a display nor the libraries for one."""
    window = has_display() and opens_window(arguments)
    _set_up(environment, asked, needs.for_window() if window else [])
    if window:
        translations.compile_stale(environment)
    command = [str(environment.python), "-m", "app", *arguments]
    os.environ["FICHARIO_COMMAND"] = "python3 packaging/dev.py run"
    if sys.platform != "win32":
        os.execv(command[0], command)  # noqa: S606 - the program takes this one's place, and with it every signal
    return subprocess.run(command, check=False).returncode


def _test(environment: Environment, arguments: list[str], asked: bool) -> int:
    _set_up(environment, asked, needs.for_window())
    translations.compile_stale(environment)
    for need in _provide(needs.for_tests(), asked):
        say(
            both(f"Falta {need.name}: os testes que o usam serão pulados. ", f"{need.name} is missing: tests skipped. ")
            + system.advice([need])
        )
    return checks.run(environment, arguments)


def opens_window(arguments: Sequence[str]) -> bool:
    """Whether the program, given these arguments, opens its window: it does unless they start with another command."""
    return not arguments or arguments[0] == "window" or arguments[0].startswith("--catalogue")


def has_display() -> bool:
    """Whether a window can be shown."""
    if not sys.platform.startswith("linux"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)


def _set_up(environment: Environment, asked: bool, also: list[system.Need]) -> None:
    """Make the environment ready; all that the system lacks is told at once, before anything is compiled."""
    ready = is_ready(environment)
    _require(also if ready else [*needs.for_setup(), *also], asked)
    if not ready:
        prepare(environment)
        say(both("Tudo pronto.", "All set."))


def _provide(wanted: list[system.Need], asked: bool) -> list[system.Need]:
    """Install what is missing where that is allowed; returns what is still missing."""
    lacking = system.missing(wanted)
    if lacking and system.may_install(asked):
        system.install(lacking)
        lacking = system.missing(lacking)
    return lacking


def _require(wanted: list[system.Need], asked: bool) -> None:
    lacking = _provide(wanted, asked)
    if lacking:
        names = ", ".join(need.name for need in lacking)
        sentence = both(f"Faltam no sistema: {names}.", f"The system lacks: {names}.")
        raise Problem(sentence, system.advice(lacking))
