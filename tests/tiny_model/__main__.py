"""``python -m tests.tiny_model FOLDER`` writes the pair there, for trying things out by hand."""

import sys
from pathlib import Path

from tests.tiny_model.pair import make_pair


def main() -> int:
    """Write the pair into the folder named on the command line and say where."""
    if len(sys.argv) != 2:
        print("usage: python -m tests.tiny_model FOLDER", file=sys.stderr)
        return 2
    files = make_pair(Path(sys.argv[1]))
    print(f"--model {files.text} --mmproj {files.projector}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
