"""What the tests of many photos together share: small answers about many photos, and engines with slots."""

from inference.engine import Prompt, Request
from inference.events import Event, Finished
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles
from tests.inference.cards import COLOURS, LINE, PARAGRAPH, PROMPT, answers, request

PHOTOS = range(40)
SHORT = {
    "type": "object",
    "properties": {
        "colour": {"enum": list(COLOURS)},
        "name": {"type": "string", "pattern": LINE, "minLength": 3, "maxLength": 80},
        "text": {"type": "string", "pattern": f"^{PARAGRAPH}$", "minWords": 50},
    },
}


def short(photo: int, prompt: Prompt = PROMPT) -> Request:
    """A small answer about a photo; its seed, which temperature 0 does not heed, names the photo."""
    return request(f"{photo}", photo, schema=SHORT, prompt=prompt, sampling_seed=photo)


def load(files: ModelFiles, slots: int, context: int | None = None) -> LlamaEngine:
    return LlamaEngine.load(files, LoadOptions(slots=slots, context=context, threads=1))


def warm(files: ModelFiles, slots: int) -> LlamaEngine:
    """One whose tower's thread runs before any test counts threads."""
    made = load(files, slots)
    answers(made, [short(0)])
    return made


def values_of(events: list[Event]) -> dict[str, object]:
    return {event.job: event.values for event in events if isinstance(event, Finished)}
