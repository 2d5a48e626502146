"""What was corrected in a photo before the model saw it, and why, in one plain line."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from inference.preprocess import contrast, crop, exposure, noise, white_balance
from inference.preprocess.options import Correction


def corrections_in(provenance: Mapping[str, Any], photo: int = 0) -> tuple[Correction, ...]:
    """What a card's provenance tells of one of its photos; nothing for cards that are older than corrections.

    Args:
        provenance: As the catalogue keeps it.
        photo: Its place among the card's photos.
    """
    photos = provenance.get("corrections") or ()
    told = photos[photo] if photo < len(photos) else ()
    return tuple(Correction(step["step"], step["measured"], step["applied"]) for step in told)


def line_of(steps: Sequence[Correction]) -> str:
    """The line; empty where nothing was corrected."""
    said = [_words_of(step) for step in steps if step.applied]
    if not said:
        return ""
    return QCoreApplication.translate("Corrections", "O modelo viu esta foto {what}.").format(what="; ".join(said))


def _words_of(step: Correction) -> str:
    """What one step did, and why."""
    match step.step:
        case "noise":
            return _noise(step.measured)
        case "white_balance":
            return _light(step.measured)
        case "exposure":
            return _exposure(step.measured)
        case "contrast":
            return _contrast(step.measured)
        case "crop":
            return _crop(step.measured)
        case _:
            return QCoreApplication.translate("Corrections", "com a luz de uma foto de loja")


def _noise(measured: Mapping[str, float]) -> str:
    if noise.is_off(measured):
        return QCoreApplication.translate("Corrections", "sem o granulado, que era forte")
    return QCoreApplication.translate("Corrections", "sem granulado")


def _light(measured: Mapping[str, float]) -> str:
    because = white_balance.is_off(measured)
    if measured["red"] > measured["blue"]:
        if because:
            return QCoreApplication.translate("Corrections", "sem o amarelado, porque a luz era amarela")
        return QCoreApplication.translate("Corrections", "com menos amarelo")
    if because:
        return QCoreApplication.translate("Corrections", "sem o azulado, porque a luz era azul")
    return QCoreApplication.translate("Corrections", "com menos azul")


def _exposure(measured: Mapping[str, float]) -> str:
    if measured["light_end"] < exposure.TOO_DARK:
        return QCoreApplication.translate("Corrections", "clareada, porque estava escura")
    if measured["dark_end"] > exposure.TOO_LIGHT:
        return QCoreApplication.translate("Corrections", "com tons escuros de volta, porque estava lavada")
    return QCoreApplication.translate("Corrections", "com claros e escuros mais distantes")


def _contrast(measured: Mapping[str, float]) -> str:
    if contrast.is_off(measured):
        return QCoreApplication.translate("Corrections", "com mais contraste, porque estava apagada")
    return QCoreApplication.translate("Corrections", "com mais contraste")


def _crop(measured: Mapping[str, float]) -> str:
    if crop.is_off(measured):
        return QCoreApplication.translate("Corrections", "de mais perto, porque havia muito fundo vazio")
    return QCoreApplication.translate("Corrections", "de mais perto")
