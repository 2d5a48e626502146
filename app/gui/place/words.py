"""What the window says of servers."""

from PySide6.QtCore import QCoreApplication, QLocale

from app.domain.serving import EndpointKind
from inference.endpoint.address import Address
from inference.endpoint.capabilities import Feature
from inference.endpoint.trial import Trial


def lack_text(feature: Feature) -> str:
    """What it means that a server does not do something; empty where nobody needs to know."""
    words = {
        Feature.JSON: QCoreApplication.translate(
            "Place", "O servidor não promete a forma da ficha: o programa confere cada uma, e pede algumas duas vezes."
        ),
        Feature.SCHEMA: QCoreApplication.translate(
            "Place", "O servidor só promete parte da forma da ficha: o programa confere cada uma."
        ),
        Feature.LOGPROBS: QCoreApplication.translate(
            "Place", "O servidor não diz quão seguro o modelo está: as fichas ficam sem confiança e sem palpites."
        ),
        Feature.SEED: QCoreApplication.translate(
            "Place", "O servidor não repete sorteios: a mesma foto pode receber outra ficha."
        ),
    }
    return words.get(feature, "")


def example_text(kind: EndpointKind) -> str:
    """What addresses of such servers look like."""
    if kind is EndpointKind.FICHARIO:
        words = QCoreApplication.translate(
            "Place", "Por exemplo: https://fichas.loja.com.br, ou http://192.168.0.20:8077 na rede da loja"
        )
    else:
        words = QCoreApplication.translate(
            "Place", "Por exemplo: localhost:11434 (Ollama), localhost:1234 (LM Studio), localhost:8080 (llama-server)"
        )
    return words


def trial_texts(trial: Trial, kind: EndpointKind) -> list[str]:
    """What a trial found, a sentence for each thing. What a model of ours can see, the picture does not tell."""
    seconds = QLocale().toString(trial.seconds, "f", 1)
    if kind is EndpointKind.FICHARIO:
        words = QCoreApplication.translate("Place", "O servidor recebeu a imagem e respondeu em {seconds} s.")
        return [words.format(seconds=seconds)]
    seen = QCoreApplication.translate("Place", "O modelo lê imagens: respondeu em {seconds} s.")
    blind = QCoreApplication.translate(
        "Place", "O modelo respondeu em {seconds} s, mas errou a cor da imagem: veja se ele lê mesmo fotos."
    )
    lacks = [text for feature in trial.lacks if (text := lack_text(feature))]
    whole = QCoreApplication.translate("Place", "O servidor segue a forma da ficha e diz quão seguro o modelo está.")
    return [(seen if trial.sees else blind).format(seconds=seconds), *(lacks or [whole])]


def leaving_text(address: Address, kind: EndpointKind) -> str:
    """What it means to have a server elsewhere read photos."""
    words = QCoreApplication.translate(
        "Place",
        "As fotos vão sair deste computador: cada uma é enviada a {host} para ser lida. Quem cuida desse servidor pode"
        " vê-las e guardá-las.",
    )
    if kind is EndpointKind.FICHARIO:
        words += " " + QCoreApplication.translate(
            "Place", "Vai o arquivo inteiro, com o que a câmera escreveu nele (data e lugar, por exemplo)."
        )
    if address.exposed:
        words += " " + QCoreApplication.translate(
            "Place", "A conexão não é cifrada (http): outros na mesma rede também podem ver as fotos e a chave."
        )
    return words.format(host=address.host)
