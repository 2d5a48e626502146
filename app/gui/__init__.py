"""The window's side of the application: wires the window, the engine's thread and the catalogue."""
