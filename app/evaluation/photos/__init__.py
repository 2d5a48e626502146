"""Labelled photos, clean and made worse on purpose, read with each correction off and on: which of them help?

::

    photo ─ conditions ─ variants ─▶ reading ─▶ readings (on disk) ─▶ outcomes ─▶ table, plot

Knows the card's facts alone: no prose is asked for. What a model says of a photo that no correction changed is taken
from where nothing was corrected, so a step that holds back costs no time.
"""
