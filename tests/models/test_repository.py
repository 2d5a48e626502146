"""A repository that a person names: what was typed, what its files are as models, its terms, and where it is none."""

from collections.abc import Sequence

import pytest

from app.domain.offered import OfferedModel, offered_models
from app.errors import explain, messages
from app.models.errors import LicenceUnknown, ModelStoreError
from app.models.hub_errors import (
    HubFailed,
    ModelGated,
    NoModelFiles,
    NoProjector,
    NoRepository,
    NoRevision,
    NoTextModel,
    RepositoryNameWrong,
    SplitFiles,
)
from app.models.hub_files import HubListing, ListedFile
from app.models.install import Order
from app.models.orders import kept_order, offers
from app.models.repository import Reference, look_at, models_of, parse_reference
from app.models.store import ModelStore
from app.wording import Language
from inference.errors import ModelUnsupported
from inference.llama.options import ModelFiles
from tests.models.conftest import NOW, PROJECTOR, REPOSITORY, TEXT, installing
from tests.models.hub_server import Fault, Hub

MODEL = "ana/Olho-2B-GGUF"


def listing(*names: str, repository: str = MODEL, **changes: object) -> HubListing:
    """A repository that holds files of these names, each larger than the one before."""
    files = tuple(ListedFile(name, 1000 * place) for place, name in enumerate(names, 1))
    said = {"licence": "", "licence_name": "", "languages": (), "context": None, **changes}
    return HubListing(repository=repository, revision="main", host="hub", files=files, **said)  # type: ignore[arg-type]


def ids(model: OfferedModel) -> list[str]:
    return [one.id for one in model.quantisations]


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("ana/Olho-2B-GGUF", Reference(MODEL)),
        (" ana/Olho-2B-GGUF ", Reference(MODEL)),
        ("ana/Olho-2B-GGUF@v1.0", Reference(MODEL, "v1.0")),
        ("ana/Olho-2B-GGUF@refs/pr/3", Reference(MODEL, "refs/pr/3")),
        ("https://huggingface.co/ana/Olho-2B-GGUF", Reference(MODEL)),
        ("huggingface.co/ana/Olho-2B-GGUF/", Reference(MODEL)),
        ("https://huggingface.co/ana/Olho-2B-GGUF/tree/dev", Reference(MODEL, "dev")),
        ("https://huggingface.co/ana/Olho-2B-GGUF/blob/main/a.gguf?download=true", Reference(MODEL)),
    ],
)
def test_what_is_typed(typed: str, reference: Reference) -> None:
    assert parse_reference(typed) == reference


@pytest.mark.parametrize("typed", ["", "olho", "ana/", "/olho", "ana olho/x", "https://huggingface.co/", "ana/olho@"])
def test_what_names_no_repository(typed: str) -> None:
    with pytest.raises(RepositoryNameWrong) as raised:
        parse_reference(typed)
    assert typed in str(explain(raised.value, Language.PT))


class TestWhatTheFilesAre:
    def of(self, store: ModelStore, *names: str) -> OfferedModel:
        (model,) = models_of(listing(*names), store)
        return model

    def test_the_usual_precision_comes_first_and_the_others_by_size(self, store: ModelStore) -> None:
        model = self.of(store, "Olho-Q2_K.gguf", "mmproj-Olho-F16.gguf", "Olho-Q4_K_M.gguf", "Olho-F16.gguf", "leia.md")
        assert ids(model) == ["Q4_K_M", "Q2_K", "F16"]
        assert model.projector.name == "mmproj-Olho-F16.gguf"
        assert (model.id, model.name[Language.PT], model.listed) == ("olho-2b", "Olho-2B", False)

    @pytest.mark.parametrize(
        ("projectors", "best"),
        [
            (("mmproj-F32.gguf", "mmproj-BF16.gguf", "mmproj-F16.gguf"), "mmproj-F16.gguf"),
            (("mmproj-BF16.gguf", "mmproj-Q8_0.gguf"), "mmproj-Q8_0.gguf"),
            (("Olho.mmproj-fp16.gguf",), "Olho.mmproj-fp16.gguf"),
            (("Olho-clip-model.gguf",), "Olho-clip-model.gguf"),
            (("mmproj-another-name.gguf",), "mmproj-another-name.gguf"),
        ],
    )
    def test_one_projector_of_several(self, projectors: Sequence[str], best: str, store: ModelStore) -> None:
        assert self.of(store, "Olho.Q4_K_M.gguf", *projectors).projector.name == best

    def test_each_model_of_a_repository_has_its_own_projector(self, store: ModelStore) -> None:
        found = models_of(
            listing("A-2B-Q4_K_M.gguf", "A-2B-Q8_0.gguf", "B-7B-Q4_0.gguf", "mmproj-A-2B.gguf", "mmproj-B-7B.gguf"),
            store,
        )
        assert [(one.name[Language.EN], ids(one), one.projector.name) for one in found] == [
            ("A-2B", ["Q4_K_M", "Q8_0"], "mmproj-A-2B.gguf"),
            ("B-7B", ["Q4_0"], "mmproj-B-7B.gguf"),
        ]
        assert len({one.id for one in found}) == 2

    def test_the_projector_beside_a_text_model_is_preferred(self, store: ModelStore) -> None:
        found = self.of(store, "mmproj-F16.gguf", "sub/Olho-Q4_K_M.gguf", "sub/mmproj-F16.gguf")
        assert found.projector.name == "sub/mmproj-F16.gguf"

    def test_what_is_cut_or_no_model_is_left_out(self, store: ModelStore) -> None:
        names = ("Olho-F16-00001-of-00002.gguf", "Olho-F16-00002-of-00002.gguf", "Olho-Q8_0.gguf", "imatrix.gguf")
        assert ids(self.of(store, *names, "mmproj-F16.gguf")) == ["Q8_0"]

    def test_a_repository_that_the_registry_knows_keeps_its_terms(self, store: ModelStore) -> None:
        known = next(model for model in offered_models() if model.id == "bakllava-1-abetlen")
        names = ("bakllava-1.Q5_K_M.gguf", "mmproj-model-f16.gguf")
        (model,) = models_of(listing(*names, repository=known.repository.lower(), licence="apache-2.0"), store)
        assert (model.commercial_use, model.terms, model.mended) == (False, known.terms, True)
        assert model.id not in {one.id for one in offered_models()}


@pytest.mark.parametrize(
    ("licence", "name", "commercial", "said"),
    [
        ("apache-2.0", "", True, "Licença livre"),
        ("MIT", "", True, "Licença livre"),
        ("cc-by-nc-4.0", "", False, "proíbe o uso comercial"),
        ("other", "qwen-research", None, "não conhece a licença “qwen-research”"),
        ("openrail", "", None, "não conhece a licença “openrail”"),
        ("other", "", None, "não diz qual é a licença"),
        ("", "", None, "não diz qual é a licença"),
    ],
)
def test_its_terms_in_plain_words(
    licence: str, name: str, commercial: bool | None, said: str, store: ModelStore
) -> None:
    (model,) = models_of(listing("a-Q8_0.gguf", "mmproj.gguf", licence=licence, licence_name=name), store)
    assert model.commercial_use is commercial
    assert said in model.terms[Language.PT]
    assert model.terms[Language.EN] != model.terms[Language.PT]


def refused(kind: type[ModelStoreError], repository: str, store: ModelStore, revision: str = "main") -> None:
    """Looking at a repository fails so, in whole sentences."""
    with pytest.raises(kind) as raised:
        look_at(Reference(repository, revision), store)
    assert type(raised.value) is kind
    for language in (Language.PT, Language.EN):
        assert raised.value.code in messages(language)
        assert "…" not in str(explain(raised.value, language)).replace("-of-…", "")


class TestOnTheHub:
    @pytest.mark.parametrize(
        ("names", "kind"),
        [
            (("leia.md", "model.safetensors"), NoModelFiles),
            (("mmproj-F16.gguf",), NoTextModel),
            (("a-Q4_K_M.gguf",), NoProjector),
            (("a-00001-of-00003.gguf", "a-00002-of-00003.gguf", "mmproj-F16.gguf"), SplitFiles),
        ],
    )
    def test_nothing_to_install(
        self, names: Sequence[str], kind: type[ModelStoreError], hub: Hub, store: ModelStore
    ) -> None:
        hub.files = {(MODEL, name): b"GGUF" for name in names}
        refused(kind, MODEL, store)

    def test_no_such_repository(self, hub: Hub, store: ModelStore) -> None:
        refused(NoRepository, "ana/nada", store)

    def test_no_such_revision(self, hub: Hub, store: ModelStore) -> None:
        refused(NoRevision, REPOSITORY, store, "v9")

    @pytest.mark.parametrize("status", [401, 403])
    def test_conditions_come_first(self, status: int, hub: Hub, store: ModelStore) -> None:
        hub.break_next("HEAD", PROJECTOR, Fault(status=status, code="GatedRepo"))
        refused(ModelGated, REPOSITORY, store)

    def test_an_answer_that_is_none(self, hub: Hub, store: ModelStore) -> None:
        hub.break_next("GET", REPOSITORY, Fault(content=b"<html>"))
        refused(HubFailed, REPOSITORY, store)

    def test_it_is_installed_like_any_other_and_known_from_then_on(self, hub: Hub, store: ModelStore) -> None:
        hub.cards[REPOSITORY] = {"license": "openrail", "language": ["pt", "fr"]}
        (model,) = look_at(Reference(REPOSITORY), store)
        with pytest.raises(LicenceUnknown):
            installing(store, Order(model))
        installed = installing(store, Order(model, accepted=True))
        manifest = installed.manifest
        assert (manifest.licence, manifest.commercial_use, manifest.licence_accepted_at) == ("openrail", None, NOW)
        assert (installed.name(Language.PT), manifest.languages, installed.added) == ("model", (Language.PT,), False)
        assert installing(store, Order(model)).manifest.licence_accepted_at == NOW, "it is confirmed once"
        assert offers(store)[-1] == model
        assert look_at(Reference(REPOSITORY), store)[0].id == installed.id

    def test_a_kind_that_the_runtime_does_not_know_is_not_installed(
        self, hub: Hub, store: ModelStore, pair: ModelFiles
    ) -> None:
        octets = bytearray(pair.text.read_bytes())
        place = octets.index(b"llama", octets.index(b"general.architecture"))
        octets[place : place + 5] = b"llamx"
        hub.files[REPOSITORY, TEXT] = bytes(octets)
        hub.cards[REPOSITORY] = {"license": "mit"}
        (model,) = look_at(Reference(REPOSITORY), store)
        with pytest.raises(ModelUnsupported) as raised:
            installing(store, Order(model))
        assert f"“{TEXT}”" in str(explain(raised.value, Language.PT))
        assert store.installed() == ()
        assert kept_order(store, model.id) is not None
