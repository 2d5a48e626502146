"""The command line: the same use cases as in the window, without Qt and without a display."""
