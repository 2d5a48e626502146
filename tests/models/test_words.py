"""Every failure of models has a sentence and a remedy in both languages, and no sentence lacks a fact."""

import re

import pytest

from app.errors import messages
from app.models.errors import ModelStoreError
from app.models.hub_errors import HubError
from app.wording import Language


def kinds(root: type[ModelStoreError]) -> list[type[ModelStoreError]]:
    return [root, *(kind for child in root.__subclasses__() for kind in kinds(child))]


@pytest.mark.parametrize("kind", kinds(ModelStoreError), ids=lambda kind: kind.code)
@pytest.mark.parametrize("language", [Language.PT, Language.EN])
def test_a_failure_has_words_whose_facts_it_promises(kind: type[ModelStoreError], language: Language) -> None:
    entry = messages(language)[kind.code]
    asked = set(re.findall(r"\{(\w+)\}", entry["sentence"] + entry["remedy"]))
    promised = set(re.findall(r"``(\w+)``", f"{kind.__doc__}{HubError.__doc__ if issubclass(kind, HubError) else ''}"))
    assert asked <= promised


def test_codes_are_unique() -> None:
    codes = [kind.code for kind in kinds(ModelStoreError)]
    assert len({*codes}) == len(codes)
