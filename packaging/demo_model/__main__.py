"""The demo model from labelled photos to shipped files, one command a step: ``python -m demo_model STEP``.

========= =========================================================================
prepare   letterboxed arrays and labels of photos and renders
tokeniser the decoder's tokens, from generated cards
views     crops of the training photos, and what ImageNet's network sees in each
teacher   classifiers learn from what it sees
language  the decoder learns to write cards, without photos
early     the tower's first blocks learn to see what ImageNet's network sees there
tower     the other blocks of the tower learn from the teacher
card      projector and decoder learn to write cards about what the tower sees
export    both GGUF files and the reference figures that the tests compare with
calibrate how far the confidences are to be believed, from the answers to WORK/validation.csv
          that ``fichario evaluate`` kept
========= =========================================================================

Every step goes on where it was interrupted; seeds are fixed.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from demo_model import steps
from demo_model.calibrate import calibrate

TOGETHER = ("views", "language", "early", "tower", "card")
"""Steps that several processes share."""


def main() -> None:
    """Run a step."""
    parser = argparse.ArgumentParser(
        prog="demo_model", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("step", choices=("prepare", "tokeniser", "teacher", *TOGETHER, "export", "calibrate"))
    parser.add_argument("--photos", type=Path, required=True, help="folder of the labelled photos' labels.csv")
    parser.add_argument("--renders", type=Path, required=True, help="folder of the renders' labels.csv")
    parser.add_argument("--work", type=Path, required=True, help="folder for arrays and checkpoints")
    parser.add_argument("--begin", type=Path, help="folder of two files that shipped, to go on from")
    parser.add_argument("--answers", type=Path, default=Path(), help="for calibrate: the file of answers")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rank", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--meeting", default="", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    places = steps.Places(arguments.photos, arguments.renders, arguments.work, arguments.begin)
    if arguments.step == "calibrate":
        calibrate(places.work / "validation.csv", arguments.answers)
    elif arguments.step not in TOGETHER:
        steps.run(arguments.step, places, 0, 1, "")
    elif arguments.meeting or arguments.processes == 1:
        steps.run(arguments.step, places, arguments.rank, arguments.processes, arguments.meeting)
    else:
        _together(arguments.processes)


def _together(processes: int) -> None:
    """Start this very command once a process, and end them all when one fails."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "demo_model", *sys.argv[1:], "--meeting", str(Path(folder, "meeting"))]
        started = [subprocess.Popen([*command, "--rank", str(rank)]) for rank in range(processes)]
        try:
            codes = [process.wait() for process in started]
        finally:
            for process in started:
                process.kill()
    sys.exit(max(codes))


if __name__ == "__main__":
    main()
