"""What can go wrong around an evaluation.

::

    EvaluationError
    ├── LabelsMissing        the file of labels cannot be read            → say another path
    ├── LabelsUnreadable     it is no CSV in UTF-8                        → save it as one
    ├── LabelsWithoutPhotos  no column is called photo                    → name the column
    ├── LabelsEmpty          no row, or no cell that says what is right   → label some photos
    ├── LabelsWrong          some rows make no sense, each said why       → mend the rows
    ├── BaselineUnreadable   what is compared with is no report           → save one first
    └── ReportUnwritable     the folder or file of the report             → choose another folder

A photo that cannot be read is none of these: it is a failed row, and the run goes on.
"""

from dataclasses import dataclass, field

from app.errors import Failure


class EvaluationError(Failure):
    """Root of everything that can go wrong here."""

    code = "evaluation"


class LabelsMissing(EvaluationError):
    """The file of labels cannot be read. Facts: ``path``, ``reason``."""

    code = "labels.missing"


class LabelsUnreadable(EvaluationError):
    """The file of labels is no CSV in UTF-8. Facts: ``path``."""

    code = "labels.unreadable"


class LabelsWithoutPhotos(EvaluationError):
    """No column is called ``photo``. Facts: ``path``, ``columns``."""

    code = "labels.no_photo_column"


class LabelsEmpty(EvaluationError):
    """There is no row, or none that says anything to measure by. Facts: ``path``."""

    code = "labels.nothing"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why one row makes no sense.

    Attributes:
        code: Stable name of the reason, e.g. ``labels.row.not_in_list``.
        facts: ``row`` (as a spreadsheet counts, the header being 1), and what the reason needs.
    """

    code: str
    facts: dict[str, str] = field(hash=False)


class LabelsWrong(EvaluationError):
    """Some rows make no sense. Facts: ``path``, ``count``.

    Attributes:
        problems: Why, row by row.
    """

    code = "labels.wrong"

    def __init__(self, problems: tuple[RowProblem, ...], **facts: str) -> None:
        super().__init__(count=str(len(problems)), **facts)
        self.problems = problems


class BaselineUnreadable(EvaluationError):
    """What is to be compared with is no report of ours. Facts: ``path``, ``reason``."""

    code = "evaluation.baseline"


class ReportUnwritable(EvaluationError):
    """The report cannot be written. Facts: ``path``, ``reason``."""

    code = "evaluation.unwritable"
