"""What can go wrong around a benchmark, beside what goes wrong with a model or with labels."""

from app.errors import Failure


class ResultsUnwritable(Failure):
    """The file for the figures or for the picture cannot be written. Facts: ``path``, ``reason``."""

    code = "benchmark.unwritable"
