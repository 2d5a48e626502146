"""What can go wrong around a benchmark, beside what goes wrong with a model or with labels."""


class ResultsUnwritable(Exception):
    """The file for the figures or for the picture cannot be written. Facts: ``path``, ``reason``.

    Attributes:
        code: Stable name of this kind of failure.
        facts: What fills the sentence that a person reads.
    """

    code = "benchmark.unwritable"

    def __init__(self, **facts: str) -> None:
        super().__init__(f"{type(self).__name__}: {facts}")
        self.facts: dict[str, str] = facts
