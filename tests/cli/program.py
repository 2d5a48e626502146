"""The real program as a process of its own, in a home of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inference.llama.options import ModelFiles

ROOT = Path(__file__).resolve().parents[2]
PORTUGUESE, ENGLISH = "pt_BR.UTF-8", "en_US.UTF-8"
_NOT_PASSED = {"LC_ALL", "LC_MESSAGES", "LANG", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONWARNINGS"}


@dataclass(frozen=True)
class Program:
    """Starts ``fichario`` without a display.

    Attributes:
        home: Stands for the person's folder.
        start: How Python is told to start the program.
        reads: Whether cards are written with what is written on the products, which takes longer than a card.
    """

    home: Path
    start: tuple[str, ...] = field(default=("-m", "app"))
    reads: bool = False

    def run(self, *arguments: str | Path, language: str = PORTUGUESE) -> subprocess.CompletedProcess[str]:
        """Run it to its end."""
        environment = self.environment(language)
        return subprocess.run(
            self.command(*arguments), check=False, env=environment, cwd=ROOT, capture_output=True, encoding="utf-8"
        )

    def begin(self, *arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
        """Start it with its output on pipes."""
        streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.Popen(
            self.command(*arguments), env=self.environment(PORTUGUESE), cwd=ROOT, encoding="utf-8", **streams
        )

    def command(self, *arguments: str | Path) -> list[str | Path]:
        more = ("--no-ocr",) if arguments[:1] == ("generate",) and not self.reads else ()
        # Warnings are errors here too; the model's runtime leaves a null device open for good.
        return [sys.executable, "-W", "error", "-W", "ignore::ResourceWarning", *self.start, *arguments, *more]

    def environment(self, language: str) -> dict[str, str]:
        folders = {
            "HOME": self.home,
            "USERPROFILE": self.home,
            "XDG_CONFIG_HOME": self.home / "config",
            "XDG_DATA_HOME": self.home / "data",
            "XDG_STATE_HOME": self.home / "state",
            "XDG_CACHE_HOME": self.home / "cache",
        }
        kept = {name: value for name, value in os.environ.items() if name not in _NOT_PASSED}
        return kept | {name: str(folder) for name, folder in folders.items()} | {"LANG": language}


def with_shipped(model: Path | None, samples: Path | None) -> tuple[str, ...]:
    """How Python is told to start the program with what lies in these folders in place of what ships."""
    folders = ", ".join("None" if folder is None else f"Path({str(folder)!r})" for folder in (model, samples))
    imports = "import sys; from pathlib import Path; from app.__main__ import main; from app.shipped import shipped_in"
    return "-c", f"{imports}; sys.exit(main(shipped_in({folders})))"


def lines(text: str) -> list[dict[str, Any]]:
    """Standard output as objects; fails on anything that is none."""
    return [json.loads(line) for line in text.splitlines()]


def with_model(files: ModelFiles) -> tuple[str | Path, ...]:
    # With so little arithmetic a second thread only waits for the first.
    return ("--model", files.text, "--mmproj", files.projector, "--threads", "1")
