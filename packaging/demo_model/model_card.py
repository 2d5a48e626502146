"""The model card and its pictures, from the report that ``fichario evaluate`` wrote.

Runs in the program's own environment: ``python -m demo_model.model_card WORK``. The words are in ``model_card.md``;
only figures are filled in, so that none of them is typed by hand.
"""

import json
import sys
from pathlib import Path
from string import Template

from gguf import GGUFReader

from app.evaluation.figures import (
    ACCURACY,
    CONTRADICTORY,
    ECE,
    FALSE_ALARMS,
    LONG_ENOUGH,
    REPEATED,
    UNKNOWN_FLAGGED,
    VALID,
    share,
)
from app.evaluation.heatmap import heat_map, mix_ups
from app.evaluation.report import Figure, Report, read_report
from app.evaluation.wording import ReportWords
from app.evaluation.yardstick import TYPE
from app.wording import Language
from demo_model.table import RESOURCES
from demo_model.unheard import unheard

CONFUSED = ("product_type", "category_standard", "color_primary")
GROUPS = {"clothing": "clothing", "grocery": "groceries", "rendered": "rendered household products"}
STRANGE = {
    "validation": "rendered things of other kinds, and empty scenes",
    "body": "bodysuits and sleepsuits",
    "Papaya": "papayas",
    "Garlic": "garlic",
}
"""Folder of a photo → what unknown thing it shows; others show clothes of no known type."""
STYLE = """
svg { background: #ffffff; font-family: system-ui, "Segoe UI", sans-serif; }
text { fill: #1f2328; font-size: 11px; }
.count { font-size: 9.5px; } .digits-3 { font-size: 8.5px; } .digits-4 { font-size: 7px; }
.inverse { fill: #ffffff; font-weight: 600; }
.band { fill: #faf9f6; } .right { fill: #0f6b5c; } .wrong { fill: #b4232a; }
"""
"""The report's light colours: a picture that stands alone brings its own."""


def main() -> None:
    """Write ``README.md`` and the confusion matrices beside the model."""
    work, words = Path(sys.argv[1]), ReportWords(Language.EN)
    report = read_report(work / "report" / "report.json")
    facts = {
        **_figures(report),
        "by_group": _by_group(report),
        "by_kind": _by_kind(report),
        "mistakes": _mistakes(report),
        "unheard": _unheard(report),
    }
    crossed = json.loads((work / "calibration.json").read_text(encoding="utf-8"))["product_name"]["crossed"]
    facts |= {"ece_crossed": f"{crossed:.3f}", **_sizes()}
    for name in CONFUSED:
        drawn = str(heat_map(report.confusions[name], f"{words.field(name)}: rows are right, columns were said", words))
        drawn = drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
        drawn = drawn.replace(">", f"><style>{STYLE}</style>", 1)
        (RESOURCES / f"confusion-{name.split('_')[-1]}.svg").write_text(f"{drawn}\n", encoding="utf-8")
    template = Template(Path(__file__).with_name("model_card.md").read_text(encoding="utf-8"))
    (RESOURCES / "README.md").write_text(template.substitute(facts), encoding="utf-8")


def _figures(report: Report) -> dict[str, str]:
    """Placeholder → figure with its interval."""
    shares = {
        "type": f"{ACCURACY}{TYPE}",
        "department": f"{ACCURACY}category_standard",
        "colour": f"{ACCURACY}color_primary",
        "valid": VALID,
        "long_enough": LONG_ENOUGH,
        "contradictory": CONTRADICTORY,
        "repeated": REPEATED,
        "unknown_flagged": UNKNOWN_FLAGGED,
        "false_alarms": FALSE_ALARMS,
    }
    facts = {name: _told(report.figures[figure]) for name, figure in shares.items()}
    facts["ece_type"] = f"{report.figures[f'{ECE}{TYPE}'].value:.3f}"
    facts["seconds"] = f"{report.figures['seconds_median'].value:.2f}"
    facts["answered"] = f"{report.setting.answered:,}"
    return facts


def _sizes() -> dict[str, str]:
    """Placeholder → parameters of a file, in millions."""
    facts = {}
    for name, file in (("text", "fichario-demo.gguf"), ("tower", "fichario-demo-mmproj.gguf")):
        tensors = GGUFReader(RESOURCES / file).tensors
        facts[f"{name}_parameters"] = f"{sum(int(tensor.n_elements) for tensor in tensors) / 1e6:.1f} million"
    return facts


def _by_group(report: Report) -> str:
    """A table: one row a group."""
    lines = ["| | photos | type | department | colour (photos) |", "|---|---|---|---|---|"]
    for name, called in GROUPS.items():
        figures = report.groups[name]
        kind, colour = figures[f"{ACCURACY}{TYPE}"], figures[f"{ACCURACY}color_primary"]
        department = figures[f"{ACCURACY}category_standard"]
        told = (_told(kind), _told(department), f"{_told(colour)} ({colour.of})")
        lines.append(f"| {called} | {kind.of} | {' | '.join(told)} |")
    return "\n".join(lines)


def _by_kind(report: Report) -> str:
    """A table: one row a kind of unknown things."""
    flagged: dict[str, list[bool]] = {}
    for card in report.cards:
        if not card.known and card.values is not None:
            kind = STRANGE.get(Path(card.photo).parent.name, "clothes of no known type")
            flagged.setdefault(kind, []).append(card.flagged)
    lines = ["| unknown things | photos | flagged |", "|---|---|---|"]
    for kind, found in sorted(flagged.items(), key=lambda item: -len(item[1])):
        lines.append(f"| {kind} | {len(found)} | {_told(share(sum(found), len(found)))} |")
    return "\n".join(lines)


def _mistakes(report: Report) -> str:
    """The commonest mix-ups of types, in words."""
    found = mix_ups(report.confusions[TYPE], most=8)
    told = (f"*{was}* taken for *{got or 'something else'}* ({count} of {of})" for was, got, count, of in found)
    return "; ".join(told)


def _unheard(report: Report) -> str:
    """Share of the cards that hold a word which no text holds that the model learned from."""
    written = [card.values for card in report.cards if card.values is not None]
    return _told(share(sum(bool(unheard(values)) for values in written), len(written)))


def _told(figure: Figure) -> str:
    """A share in per cent with its 95 % interval."""
    if figure.low is None or figure.high is None:
        return f"{100 * figure.value:.1f} %"
    return f"{100 * figure.value:.1f} % ({100 * figure.low:.1f}-{100 * figure.high:.1f})"


if __name__ == "__main__":
    main()
