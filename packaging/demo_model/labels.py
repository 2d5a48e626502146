"""The validation photos as ``fichario evaluate`` reads labels."""

import csv
from pathlib import Path

from demo_model.photos import Labelled
from demo_model.table import UNKNOWN, load_table


def write(path: Path, photos: list[Labelled]) -> None:
    """Write one row a validation photo; what is none of the types is marked as not known."""
    departments = {kind.noun: kind.department for kind in load_table().types}
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["photo", "product_type", "category_standard", "color_primary", "known", "group"])
        for photo in photos:
            if photo.split != "validation":
                continue
            known = photo.noun != UNKNOWN
            answers = [photo.noun, departments[photo.noun]] if known else ["", ""]
            colour = photo.colours[0] if photo.colours and known else ""
            rows.writerow([photo.path, *answers, colour, int(known), photo.group])
