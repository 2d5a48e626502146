"""How fast a model is on this machine, and what it takes: every model goes through the same course, one by one.

::

    course.py       what every model is asked
    asking.py       asks, so many photos at a time
    measurement.py  one model on the course, in a process of its own
    figures.py      what cards have cost → figures
    accuracy.py     how often fields are right, where photos are labelled
    report.py       all figures, as they go to JSON
    machine.py      what this computer is
    plot.py         the figures as a picture
    canvas.py       what the picture is drawn with
    files.py        JSON and picture on the disk

Knows neither recipes nor people's choices.
"""
