"""The program that keeps a shelf for another process. What was flushed is on disk whenever it ends."""

from typing import Any, NoReturn

from app.search.edge import EdgeShelf
from inference.guard.respondent import answer_all


class Keeper:
    """Answers questions, each a name of :class:`~app.search.edge.EdgeShelf` and what goes with it.

    The first one opens the shelf, and is answered with its identity.
    """

    def __init__(self) -> None:
        self._shelf: EdgeShelf | None = None

    def answer(self, question: Any) -> object:
        """What came of it; an exception where it was refused."""
        name, arguments = question
        try:
            if self._shelf is None:
                self._shelf = getattr(EdgeShelf, name)(*arguments)
                return self._shelf.identity
            found = getattr(self._shelf, name)
            return found(*arguments) if callable(found) else found
        except OSError as error:
            return error
        except Exception as error:  # the engine's have types that only it knows
            return RuntimeError(repr(error))


def main() -> NoReturn:
    """Serve the process that started this one."""
    answer_all(Keeper().answer)
