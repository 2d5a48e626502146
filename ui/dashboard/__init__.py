"""A page of figures and plots. Only :mod:`ui.dashboard.plots` knows what draws them, which takes a while to load."""
