"""Somebody's own choice on the Hub: what they typed, and what a repository's files are as models.

A repository says neither which of its files is a projector nor what belongs to what; publishers keep to habits in how
they name files, and these are read here. Whether two files are a pair their headers tell once they are here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from app.domain.licences import Terms, terms_of
from app.domain.offered import OfferedModel, Quantisation, RemoteFile, offered_models
from app.models.hub import Hub
from app.models.hub_errors import NoModelFiles, NoProjector, NoTextModel, RepositoryNameWrong, SplitFiles
from app.models.hub_files import HubListing, ListedFile
from app.models.orders import kept_orders
from app.models.store import ModelStore
from app.wording import Language

_TYPED = re.compile(
    r"(?:https?://[^/\s]+/|[\w-]+(?:\.[\w-]+)+/)?(?P<repository>[\w.-]+/[\w.-]+)"
    r"(?:@(?P<revision>[^@\s]+)|/(?:tree|blob|resolve)/(?P<branch>[^/\s?#]+)[^\s?#]*)?/?(?:[?#]\S*)?"
)
_SPLIT = re.compile(r"-\d{5}-of-\d{5}\.gguf$", re.IGNORECASE)
_PROJECTOR = re.compile(r"mmproj|projector|(?:^|[-_.])clip(?:[-_.]|$)", re.IGNORECASE)
_NO_MODEL = re.compile(r"imatrix", re.IGNORECASE)
_PRECISION = re.compile(r"(?:^|[-_.])((?:UD-)?(?:I?Q|TQ)\d\w*|B?F16|FP?32|FP16|MXFP4\w*)$", re.IGNORECASE)
_EMPTY_WORDS = re.compile(r"mmproj|projector|clip|model|gguf|[^a-z0-9]", re.IGNORECASE)
_USUAL = ("Q4_K_M", "Q4_K", "Q4_K_S", "Q5_K_M", "Q4_0", "Q5_K", "Q5_K_S", "Q5_0", "Q6_K", "Q8_0")
_PROJECTORS = ("F16", "FP16", "Q8_0", "BF16", "F32")
_CONTEXT = 8192
"""Tokens, where the Hub does not say how many the model was trained with; the engine takes no more by itself."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What somebody typed.

    Attributes:
        repository: ``owner/name``.
        revision: Branch, tag or commit.
    """

    repository: str
    revision: str = "main"


def parse_reference(text: str) -> Reference:
    """Understand ``OWNER/NAME``, ``OWNER/NAME@REVISION`` or a page's address.

    Raises:
        RepositoryNameWrong: It is none of these.
    """
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        raise RepositoryNameWrong(said=text.strip())
    return Reference(found["repository"], found["revision"] or found["branch"] or "main")


def look_at(reference: Reference, store: ModelStore) -> tuple[OfferedModel, ...]:
    """Ask the Hub what a repository holds, as :func:`models_of` tells, and whether it would give it to us.

    Raises:
        HubError: It cannot be asked, or would not.
        RepositoryUnfit: There is nothing to install.
    """
    hub = Hub()
    found = models_of(hub.list_repository(reference.repository, reference.revision), store)
    hub.look_up(reference.repository, reference.revision, found[0].projector.name)
    return found


def models_of(listing: HubListing, store: ModelStore) -> tuple[OfferedModel, ...]:
    """The models that a repository holds, each with the precisions that it comes in; most hold one.

    Raises:
        NoModelFiles: It holds no GGUF file.
        SplitFiles: Its text models are cut into several files.
        NoTextModel: It holds projectors only.
        NoProjector: It holds no projector for its text models.
    """
    facts = {"repository": listing.repository, "host": listing.host}
    files = [file for file in listing.files if file.name.lower().endswith(".gguf") and not _NO_MODEL.search(file.name)]
    if not files:
        raise NoModelFiles(**facts)
    projectors = [file for file in files if _PROJECTOR.search(PurePosixPath(file.name).stem)]
    texts = [file for file in files if file not in projectors]
    whole = [file for file in texts if not _SPLIT.search(file.name)]
    if texts and not whole:
        raise SplitFiles(**facts)
    if not texts:
        raise NoTextModel(**facts)
    pairs = [(text, projector) for text in whole if (projector := _projector_of(text, projectors, whole)) is not None]
    if not pairs:
        raise NoProjector(**facts)
    groups = {_key(text): projector for text, projector in pairs}
    return tuple(
        _model(listing, store, [text for text, _ in pairs if _key(text) == key], projector, alone=len(groups) == 1)
        for key, projector in groups.items()
    )


def _projector_of(text: ListedFile, projectors: Sequence[ListedFile], texts: Sequence[ListedFile]) -> ListedFile | None:
    """The projector that a text model's name leads to: of its own name, else one of no name, else the only one's."""
    named = [one for one in projectors if _key(one) == _key(text)]
    unnamed = [one for one in projectors if not _key(one)]
    alone = projectors if len({_key(one) for one in texts}) == 1 else []
    near = [one for one in (named or unnamed or alone) if _folder(one) == _folder(text)]
    found = near or named or unnamed or alone
    return min(found, key=_projector_rank, default=None)


def _projector_rank(file: ListedFile) -> tuple[int, str]:
    precision = _precision(file)
    return _PROJECTORS.index(precision) if precision in _PROJECTORS else len(_PROJECTORS), file.name


def _model(
    listing: HubListing, store: ModelStore, texts: Sequence[ListedFile], projector: ListedFile, *, alone: bool
) -> OfferedModel:
    stem = PurePosixPath(listing.repository).name if alone else _stem(texts[0])
    name = re.sub(r"[-_.]?gguf$", "", stem, flags=re.IGNORECASE) or stem
    # Publishers tag some weights with more freedom than the data that they were trained with leaves.
    known = next((one for one in offered_models() if one.repository.casefold() == listing.repository.casefold()), None)
    terms = Terms(known.licence, known.commercial_use, known.terms) if known else _terms(listing)
    quantisations = _quantisations(texts)
    return OfferedModel(
        id=_id(store, listing, quantisations, name),
        name={Language.PT: name, Language.EN: name},
        repository=listing.repository,
        revision=listing.revision,
        quantisation=quantisations,
        projector=RemoteFile(name=projector.name, size=projector.size),
        licence=terms.licence,
        terms=terms.sentences,
        commercial_use=terms.commercial_use,
        languages=known.languages if known else tuple(one for one in Language if one.value in listing.languages),
        context=known.context if known else listing.context or _CONTEXT,
        cell_bytes=known.cell_bytes if known else None,
        mended=known.mended if known else False,
        listed=False,
    )


def _terms(listing: HubListing) -> Terms:
    return terms_of(listing.licence, listing.licence_name)


def _quantisations(texts: Iterable[ListedFile]) -> tuple[Quantisation, ...]:
    """The precisions, the usual one first and then by size; each under a name of its own."""
    different = list({PurePosixPath(file.name).name: file for file in texts}.values())
    common = Counter(map(_precision, different))
    named = [
        (_precision(one) if common[_precision(one)] == 1 else PurePosixPath(one.name).stem, one) for one in different
    ]
    made = [Quantisation(id=name or PurePosixPath(one.name).stem, name=one.name, size=one.size) for name, one in named]
    usual = min((_USUAL.index(one.id) for one in made if one.id in _USUAL), default=None)
    return tuple(sorted(made, key=lambda one: (usual is None or one.id != _USUAL[usual], one.size)))


def _id(store: ModelStore, listing: HubListing, texts: Sequence[Quantisation], name: str) -> str:
    """The id that it had before, else one that is free."""
    names = {one.name for one in texts}
    for model in (order.model for order in kept_orders(store)):
        same = (model.repository, model.revision, model.listed) == (listing.repository, listing.revision, False)
        if same and names & {one.name for one in model.quantisations}:
            return model.id
    return store.free_id(name)


def _stem(file: ListedFile) -> str:
    """A file's name without its precision."""
    return _PRECISION.sub("", PurePosixPath(file.name).stem)


def _precision(file: ListedFile) -> str:
    """What its name says of its precision, e.g. ``Q4_K_M``; empty where it says nothing."""
    found = _PRECISION.search(PurePosixPath(file.name).stem)
    return found[1].upper() if found else ""


def _key(file: ListedFile) -> str:
    """What is left of a file's name when everything that names no model is taken away; empty where nothing is."""
    return _EMPTY_WORDS.sub("", _stem(file)).casefold()


def _folder(file: ListedFile) -> PurePosixPath:
    return PurePosixPath(file.name).parent
