"""Chat templates of several families, and none; each lays out the same three things in its own way."""

from pathlib import Path

import pytest

from inference.engine import Prompt
from inference.llama.engine import LlamaEngine
from inference.llama.options import ModelFiles
from inference.llama.template import Layout, layout_of
from tests.inference.cards import answer, check_card, request
from tests.inference.conftest import OPTIONS
from tests.tiny_model import make_projector, make_text

CHATML = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
QWEN = (
    "{%- for message in messages %}{%- if loop.first and messages[0]['role'] != 'system' %}"
    "{{- '<|im_start|>system\\nYou are a helpful assistant.<|im_end|>\\n' }}{%- endif %}"
    "{{- '<|im_start|>' + message['role'] + '\\n' }}"
    "{%- if message['content'] is string %}{{- message['content'] }}{%- else %}{%- for content in message['content'] %}"
    "{%- if content['type'] == 'image' %}{{- '<|vision_start|><|image_pad|><|vision_end|>' }}"
    "{%- elif 'text' in content %}{{- content['text'] }}{%- endif %}{%- endfor %}{%- endif %}"
    "{{- '<|im_end|>\\n' }}{%- endfor %}{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- endif %}"
)
GEMMA = (
    "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('No system role') }}{% endif %}"
    "{% for message in messages %}{{ '<start_of_turn>' + message['role'] + '\\n' + message['content'] | trim"
    " + '<end_of_turn>\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<start_of_turn>model\\n' }}{% endif %}"
)
LISTS = (
    "{% for message in messages %}{{ '[' + message.role + ']' }}"
    "{% for part in message.content %}{% if part.type == 'text' %}{{ part.text }}{% endif %}{% endfor %}{{ '[/]' }}"
    "{% endfor %}"
)
USER_LISTS = (
    "{% for message in messages %}{% if message.role == 'system' %}{{ message.content + '</sys>' }}{% else %}"
    "{% for part in message.content %}{{ part['text'] }}{% endfor %}{{ eos_token }}{% endif %}{% endfor %}A:"
)
FORGETS_SYSTEM = "{% for m in messages if m.role == 'user' %}U {{ m.content }} A {{ strftime_now('%d') }}{% endfor %}"
ESCAPES = "{{ ''.__class__.__mro__ }}{% for m in messages %}{{ m.content }}{% endfor %}"
GROWS = "{% set _ = messages.append(1) %}{% for m in messages %}{{ m.content }}{% endfor %}"
ENDLESS = "{% for a in range(10**9) %}x{% endfor %}{% for m in messages %}{{ m.content }}{% endfor %}"
TURNS = Layout("<|im_start|>system\n", "<|im_end|>\n<|im_start|>user\n", "\n", "<|im_end|>\n<|im_start|>assistant\n")
DEFAULT = Layout("", "\nUSER: ", "\n", "\nASSISTANT:", " ")


@pytest.mark.parametrize(
    ("template", "layout"),
    [
        pytest.param(None, DEFAULT, id="none"),
        pytest.param("", DEFAULT, id="empty"),
        pytest.param("{{ broken", DEFAULT, id="syntax"),
        pytest.param("nothing", DEFAULT, id="ignores everything"),
        pytest.param(ESCAPES, DEFAULT, id="leaves the sandbox"),
        pytest.param(GROWS, DEFAULT, id="changes its input"),
        pytest.param(ENDLESS, DEFAULT, id="too long a range"),
        pytest.param(
            CHATML,
            Layout(
                "<|im_start|>system\n", "<|im_end|>\n<|im_start|>user\n", "\n", "<|im_end|>\n<|im_start|>assistant\n"
            ),
            id="chatml",
        ),
        pytest.param(
            QWEN,
            Layout(
                "<|im_start|>system\n", "<|im_end|>\n<|im_start|>user\n", "\n", "<|im_end|>\n<|im_start|>assistant\n"
            ),
            id="qwen",
        ),
        pytest.param(
            GEMMA,
            Layout("<start_of_turn>user\n", "\n\n", "\n", "<end_of_turn>\n<start_of_turn>model\n"),
            id="gemma",
        ),
        pytest.param(LISTS, Layout("[system]", "[/][user]", "", "[/]"), id="lists"),
        pytest.param(USER_LISTS, Layout("", "</sys>", "", "</s>A:"), id="lists of the user only"),
    ],
)
def test_a_template_lays_out_the_prompt(template: str | None, layout: Layout) -> None:
    assert layout_of(template, "<s>", "</s>") == layout


def test_instructions_go_to_the_user_s_turn_where_the_system_s_is_forgotten() -> None:
    layout = layout_of(FORGETS_SYSTEM)
    assert (layout.opening, layout.before_photo, layout.after_photo) == ("U ", "\n\n", "\n")
    assert layout.closing.startswith(" A ")
    assert layout.closing[3:].isdigit()


@pytest.mark.parametrize("template", [CHATML, GEMMA, LISTS])
def test_a_template_in_the_file_is_used(folder: Path, template: str) -> None:
    files = ModelFiles(folder / "texto ç.gguf", folder / "projetor.gguf")
    make_text(files.text, template=template)
    make_projector(files.projector)
    engine = LlamaEngine.load(files, OPTIONS)
    try:
        with_template = answer(engine, request())
        check_card(with_template.values)
        plain = answer(engine, request(prompt=Prompt("", "", "1")))
        layout = engine._machine.layout
        assert layout == layout_of(template, "<s>", "</s>")
        assert plain.figures.prompt_tokens >= 16 + len(layout.closing) // 2
    finally:
        engine.close()
