"""How often a model has labelled fields right, judged as an evaluation judges."""

from collections.abc import Sequence

from app.evaluation.answers import Answer
from app.evaluation.figures import ACCURACY, accuracies
from app.evaluation.judging import Judge
from app.evaluation.labels import LabelledPhoto
from app.evaluation.marks import Mark
from app.evaluation.report import Figure
from inference.events import Finished


class Accuracy:
    """Marks of one model's cards.

    Args:
        judge: Who marks them.
        rows: The labelled photos.
    """

    def __init__(self, judge: Judge, rows: Sequence[LabelledPhoto]) -> None:
        self._judge = judge
        self._rows = {row.photo: row for row in rows}
        self._marks: dict[str, Mark] = {}

    def take(self, card: Finished) -> None:
        """Mark a card whose job is a labelled photo, as the labels name it."""
        row = self._rows[card.job]
        answer = Answer(photo=row.photo, stamp="", values=card.values, confidence=card.confidence)
        self._marks[row.photo] = self._judge.judge(row, answer)

    @property
    def figures(self) -> dict[str, Figure]:
        """Field, or ``product_type`` → the share of cards that have it right, with its 95 % interval."""
        marks = [self._marks[photo] for photo in self._rows if photo in self._marks]
        return {name.removeprefix(ACCURACY): figure for name, figure in accuracies(marks).items()}
