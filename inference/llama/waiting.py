"""How the runtime's threads wait for each other, which it reads from the environment when it is loaded.

GNU's OpenMP lets a thread that waits turn in circles, some hundred thousand times before it sleeps: for nothing, where
the thread it waits for has no core. It does so only briefly while there are more threads than cores, as soon as a photo
was encoded beside the text; where no photo has to be, a card took five to ten times as long on a busy machine.
"""

from collections.abc import MutableMapping

_BRIEFLY = "100"  # as many turns as libgomp itself takes where there are more threads than cores (env.c)


def wait_briefly(environ: MutableMapping[str, str]) -> None:
    """Let threads sleep soon; what a person has said about it stands.

    Args:
        environ: Of a process that has not loaded the runtime yet.
    """
    if "OMP_WAIT_POLICY" not in environ:
        environ.setdefault("GOMP_SPINCOUNT", _BRIEFLY)
