"""The engine in a process of its own: whatever native code does, it costs the photos in hand and never the window.

::

    probe.py     tries a model for a moment: does it work here, and how fast
    memory.py    how much memory a child takes
    engine.py    implements Engine: what is in flight, what a crash costs, starting again
    jobs.py      one request in flight
    crashes.py   counts crashes per photo and in a row
    starting.py  a child is started and loads
    ending.py    what it means that a process ended: a sentence, or why a model did not load
    process.py   the parent's end: starts the child, writes to it, reads from it, ends it
    wire.py      what the two say to each other, in frames over pipes
    child.py     the child's end: loads the engine and steps it; nobody else imports native code

The child ends at end-of-file on its pipe, so it outlives neither a window that closed nor one that was killed.
"""
