"""The engine's QThread, for the window; the only part of this package's parent that knows Qt.

::

    thread.py   the window's side: asks and is told, and never waits
    worker.py   the thread's side: owns the engine and drives it
"""
