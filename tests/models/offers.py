"""The offers that the Hub on this machine has in its tests, and what came of them."""

from pathlib import Path

from app.settings import load_choices
from inference.llama.options import ModelFiles
from tests.cli.program import Program
from tests.models.hub_server import Hub

SMALL, BAKLLAVA = "smolvlm2-2.2b", "bakllava-1"
REPOSITORY = "ggml-org/SmolVLM2-2.2B-Instruct-GGUF"
TEXT, PROJECTOR = "SmolVLM2-2.2B-Instruct-Q4_K_M.gguf", "mmproj-SmolVLM2-2.2B-Instruct-Q8_0.gguf"


def stock(hub: Hub, pair: ModelFiles) -> None:
    """Give the Hub the tiny model under the names of two that the registry offers."""
    text, projector = pair.text.read_bytes(), pair.projector.read_bytes()
    bakllava = "advanced-stack/bakllava-mistral-v1-gguf"
    hub.files = {
        (REPOSITORY, TEXT): text,
        (REPOSITORY, PROJECTOR): projector,
        (bakllava, "BakLLaVA-1-Q4_K_M.gguf"): text,
        (bakllava, "BakLLaVA-1-clip-model.gguf"): projector,
    }


def folder_of(program: Program, id_: str) -> Path:
    return program.home / "data" / "fichario" / "models" / id_


def chosen(program: Program) -> ModelFiles | None:
    choices = load_choices(program.home / "config" / "fichario" / "settings.json")
    return ModelFiles(choices.text_model, choices.projector) if choices.text_model and choices.projector else None
