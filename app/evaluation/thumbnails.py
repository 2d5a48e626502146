"""Photos as small JPEG data URIs, for pages that must not need other files."""

import base64
from pathlib import Path

from inference.errors import PhotoUnreadable
from inference.photos import survey_photo

SIDE = 176
"""Pixels along the longer side: twice what the page shows, for sharp screens."""


def data_uri(path: Path) -> str:
    """A photo as a data URI; empty where it cannot be read."""
    try:
        thumbnail = survey_photo(path, SIDE).thumbnail
    except PhotoUnreadable:
        return ""
    return "data:image/jpeg;base64," + base64.b64encode(thumbnail).decode("ascii")
