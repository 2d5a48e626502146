"""The window's side of the application: wires the window, the engine's thread and the catalogue.

What does not know Qt is imported here, before any module of this package imports PySide6: from then on shiboken reads
and searches the source of every module that is imported, which for the database, numpy and pydantic takes a fifth of
the window's start.
"""

import app.logbook
import app.pipeline.approved
import app.pipeline.generation
import app.pipeline.intake  # noqa: F401  # all four for their order, see above
