"""The answers of a measurement once more, as honest as the entry's calibration makes them; no photo is asked about.

The program makes confidences honest behind the model, one answer by itself, with the very function that is used here:
what comes of it is what a second measurement would give. Runs in the program's own environment, ``python -m
demo_model.honest WORK``; ``fichario evaluate WORK/validation.csv --out WORK/report`` then has nothing left to ask.
"""

import sys
from contextlib import closing
from pathlib import Path

from app.cli.evaluate import plan_of
from app.cli.main import parse
from app.cli.model import model_for
from app.evaluation.answers import Answer, AnswerFile
from app.pipeline.calibration import calibrated
from app.pipeline.evaluation import fingerprint_of
from app.settings import Choices
from app.shipped import find_shipped


def main() -> None:
    """Write the honest answers where the report of them will be."""
    work, choices = Path(sys.argv[1]), Choices()
    arguments = parse(["evaluate", str(work / "validation.csv"), "--out", str(work / "report")])
    model = model_for(arguments, choices, find_shipped())
    if model is None or model.entry is None:
        sys.exit("the demonstration model is not there")
    plan = plan_of(arguments, choices, model)
    (raw,) = (work / "raw").glob("answers-*.jsonl")
    with closing(AnswerFile(plan.folder, fingerprint_of(plan, plan.recipe), fresh=True)) as honest:
        for line in raw.read_text(encoding="utf-8").splitlines():
            answer = Answer.model_validate_json(line)
            sure = calibrated(answer.values or {}, answer.confidence, model.entry.calibration)
            honest.append(answer.model_copy(update={"confidence": sure}))


if __name__ == "__main__":
    main()
