"""What the window says of whoever reads the photos, beside its state."""

from PySide6.QtCore import QCoreApplication

from inference.endpoint.options import EndpointInfo, plain_name
from inference.llama.options import ModelInfo


def hint_of(info: ModelInfo | EndpointInfo) -> str:
    """More about it, for whoever wants to know."""
    if isinstance(info, EndpointInfo):
        words = QCoreApplication.translate("Reading", "{model} no servidor {host}")
        return words.format(model=plain_name(info.name), host=info.host)
    words = QCoreApplication.translate("Reading", "{model} com {projector}, contexto de {context} tokens")
    return words.format(model=info.name, projector=info.projector, context=info.context)
