"""A product card for servers of tests to write, which the tiny model wrote."""

from pathlib import Path
from typing import Any

from app.pipeline.recipe import make_recipe
from app.settings import Settings
from inference.engine import Request
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions
from tests.inference.cards import answer, photo
from tests.tiny_model import make_pair


def written_product(folder: Path) -> dict[str, Any]:
    """Have a card written.

    Args:
        folder: Where the model is made.
    """
    recipe = make_recipe(Settings())
    engine = LlamaEngine.load(make_pair(folder), LoadOptions(slots=1, threads=1))
    try:
        return answer(engine, Request("job", (photo(0),), recipe.schema, recipe.prompt, recipe.sampling)).values
    finally:
        engine.close()
