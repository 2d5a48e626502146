"""``python -m demo_model.prose check --cards 3000`` and ``… show caneca azul --seed 7``."""

import argparse
import json
import random
import sys
import time
from itertools import cycle, islice, product
from statistics import mean

from demo_model.prose.checking import Figures
from demo_model.prose.writing import card
from demo_model.table import COLOURS, load_table


def main(arguments: list[str]) -> int:
    """Run a command; the exit status is 1 when cards have faults."""
    options = _options(arguments)
    if options.command == "show":
        kind = next(kind for kind in load_table().types if kind.noun == options.type)
        rng = random.Random(options.seed)  # nothing here is secret
        print(json.dumps(card(kind, options.colour, rng), ensure_ascii=False, indent=2))
        return 0
    return _check(options.cards, options.seed)


def _check(cards: int, seed: int) -> int:
    rng = random.Random(seed)  # nothing here is secret
    figures, writing = Figures(), 0.0
    for kind, colour in islice(cycle(product(load_table().types, COLOURS)), cards):
        began = time.process_time()
        written = card(kind, colour, rng)
        writing += time.process_time() - began
        figures.add(kind, colour, written)
    _report(figures, writing)
    return 1 if figures.faults else 0


def _report(figures: Figures, writing: float) -> None:
    words, characters = figures.words, figures.characters
    print(f"cards        {figures.cards}, {figures.cards / writing:.0f} a second of a core")
    print(f"words        {min(words)} to {max(words)}, mean {mean(words):.1f}")
    print(f"characters   {min(characters)} to {max(characters)}, mean {mean(characters):.0f}")
    print(f"sentences    {len(figures.sentences)} different of {figures.sentences.total()}")
    rare = sum(times < figures.cards / 1000 for times in figures.vocabulary.values())
    print(f"vocabulary   {len(figures.vocabulary)} word forms, {rare} of them in fewer than one card of a thousand")
    print(f"faults       {figures.faults.total()}")
    for fault, times in figures.faults.most_common(40):
        print(f"  {times:5} {fault}")


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo_model.prose", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="write cards of all types and colours and hold them to the rules")
    check.add_argument("--cards", type=int, default=3000)
    check.add_argument("--seed", type=int, default=0)
    show = commands.add_parser("show", help="write one card")
    show.add_argument("type", choices=[kind.noun for kind in load_table().types], metavar="TYPE")
    show.add_argument("colour", choices=COLOURS, metavar="COLOUR")
    show.add_argument("--seed", type=int, default=0)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
