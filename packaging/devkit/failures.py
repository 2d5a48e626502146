"""What pip's output says went wrong, as a sentence and a remedy."""

from collections import deque
from dataclasses import dataclass
from pathlib import Path

from devkit.words import Problem, both

SHOWN_LINES = 20
READ_LINES = 200
"""Earlier lines are not read: a compiler's warnings quote source code, which speaks of every kind of error."""


@dataclass(frozen=True)
class Failure:
    """A kind of failure: the marks it leaves in pip's output, and what a person is told in both languages."""

    signs: tuple[str, ...]
    sentence: tuple[str, str]
    remedy: tuple[str, str]


DISK = Failure(
    ("No space left on device", "Errno 28", "WinError 112", "Disk quota exceeded"),
    ("O disco está cheio.", "The disk is full."),
    ("Libere uns 3 GB e repita o comando.", "Free about 3 GB and repeat the command."),
)
HASH = Failure(
    ("DO NOT MATCH THE HASHES",),
    ("Um pacote baixado não é o que está fixado.", "A downloaded package is not the one that is pinned."),
    (
        "Repita o comando; se persistir, confira o espelho de pacotes que o pip usa (pip config list).",
        "Repeat the command; if it persists, check the package mirror that pip uses (pip config list).",
    ),
)
NETWORK = Failure(
    (
        *("NewConnectionError", "NameResolutionError", "ConnectTimeoutError", "ReadTimeoutError", "ProxyError"),
        *("SSLError", "CERTIFICATE_VERIFY_FAILED", "Connection refused", "Connection reset", "IncompleteRead"),
        *("name resolution", "Network is unreachable", "No matching distribution found"),
    ),
    ("Os pacotes não puderam ser baixados.", "The packages could not be downloaded."),
    (
        "Confira a conexão, o proxy e os certificados (pip config list) e repita: o que já foi feito fica.",
        "Check the connection, the proxy and the certificates (pip config list) and repeat: what is done stays done.",
    ),
)
MEMORY = Failure(
    ("Killed signal terminated", "Cannot allocate memory", "virtual memory exhausted", "out of heap space"),
    ("Faltou memória ao compilar.", "The compiler ran out of memory."),
    (
        "Repita com CMAKE_BUILD_PARALLEL_LEVEL=1 no ambiente.",
        "Repeat with CMAKE_BUILD_PARALLEL_LEVEL=1 in the environment.",
    ),
)
COMPILER = Failure(
    ("CMake Error", "CMake configuration failed", "ninja: build stopped", "make: ***", "Failed building wheel"),
    ("O llama.cpp não compilou.", "llama.cpp did not compile."),
    (
        "As últimas linhas estão acima; confira o compilador e CMAKE_ARGS.",
        "Its last lines are above; check the compiler and CMAKE_ARGS.",
    ),
)
OTHER = Failure(
    (),
    ("A instalação falhou.", "The installation failed."),
    ("As últimas linhas estão acima.", "Its last lines are above."),
)
KNOWN = (DISK, HASH, NETWORK, MEMORY, COMPILER)
"""In the order of asking: a full disk also stops a compiler, and the first is what has to be mended."""


def recognised(output: str) -> Failure:
    """The kind of failure that pip's output tells of."""
    for failure in KNOWN:
        if any(sign in output for sign in failure.signs):
            return failure
    return OTHER


def explained(log: Path) -> Problem:
    """What to tell a person whose installation left this log behind."""
    with log.open(encoding="utf-8", errors="replace") as record:
        lines = list(deque(record, READ_LINES))
    failure = recognised("".join(lines))
    where = both(f"Registro completo: {log}", f"The whole log: {log}")
    sentence = "".join(lines[-SHOWN_LINES:]) + "\n" + both(*failure.sentence)
    return Problem(sentence, both(*failure.remedy) + "\n" + where)
