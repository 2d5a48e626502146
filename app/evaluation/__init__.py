"""Labelled photos → figures: how good a model is, how well it knows that, and where it is wrong.

::

    labels ─┐
            ├─ running ─ answers ─▶ judging ─▶ figures ─▶ report ─▶ page
    engine ─┘            (on disk)  (marks)               └──────── comparison

What judges and counts is made of pure functions; only ``running`` asks an engine and only ``answers`` and ``files``
write. Knows the card and its lists, and neither the catalogue nor the faces of the program.
"""
