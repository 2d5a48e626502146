"""The model manager's words: sizes, how a model fits, how far a download is."""

from typing import assert_never

from PySide6.QtCore import QCoreApplication, QLocale

from ui.models.row import Act, Choice, Fit, ModelRow, Progress, Work

_GIGABYTE, _MEGABYTE = 1e9, 1e6


def size_text(count: float) -> str:
    """Bytes as people say them: ``3,0 GB``, ``445 MB``."""
    if count >= _GIGABYTE / 10:
        return f"{QLocale().toString(count / _GIGABYTE, 'f', 1)} GB"
    if count >= 10 * _MEGABYTE:
        return f"{QLocale().toString(count / _MEGABYTE, 'f', 0)} MB"
    return f"{QLocale().toString(count / _MEGABYTE, 'f', 1 if count else 0)} MB"


def choice_size(choice: Choice) -> str:
    """The size of a model in a precision; empty where it is not known."""
    return size_text(choice.size) if choice.size else ""


def fit_text(fit: Fit) -> str:
    """How a model fits, in a few words; empty where that is not known."""
    match fit:
        case Fit.WELL:
            return QCoreApplication.translate("Models", "cabe bem")
        case Fit.TIGHT:
            return QCoreApplication.translate("Models", "cabe justo")
        case Fit.NO_MEMORY:
            return QCoreApplication.translate("Models", "não cabe na memória")
        case Fit.NO_DISK:
            return QCoreApplication.translate("Models", "falta espaço em disco")
        case Fit.UNKNOWN:
            return ""
    assert_never(fit)


def choice_text(choice: Choice) -> str:
    """A precision with its size and how it fits."""
    return " · ".join(filter(None, (choice.id, choice_size(choice), fit_text(choice.fit))))


def state_text(row: ModelRow) -> str:
    """How a model is, in a word; empty where there is nothing to tell."""
    words = {
        Work.WAITING: QCoreApplication.translate("Models", "na vez"),
        Work.FETCHING: QCoreApplication.translate("Models", "baixando"),
        Work.VERIFYING: QCoreApplication.translate("Models", "conferindo"),
        Work.CHECKING: QCoreApplication.translate("Models", "conferindo"),
        Work.MEASURING: QCoreApplication.translate("Models", "medindo"),
        Work.PAUSED: QCoreApplication.translate("Models", "em pausa"),
        Work.FAILED: QCoreApplication.translate("Models", "falhou"),
    }
    if row.work is Work.FETCHING and row.progress is not None:
        return f"{row.progress.percent} %"
    return words.get(row.work) or _rest_text(row)


def _rest_text(row: ModelRow) -> str:
    if row.wrong:
        return QCoreApplication.translate("Models", "com defeito")
    return QCoreApplication.translate("Models", "em uso") if row.in_use else ""


def not_commercial() -> str:
    """The badge of a model that a shop may not use for its work."""
    return QCoreApplication.translate("Models", "não comercial")


def languages_text(codes: tuple[str, ...]) -> str:
    """Languages by their names."""
    names = {
        "pt": QCoreApplication.translate("Models", "português"),
        "en": QCoreApplication.translate("Models", "inglês"),
        "es": QCoreApplication.translate("Models", "espanhol"),
    }
    return ", ".join(names.get(code, code) for code in codes)


def memory_text(choice: Choice, free: int | None) -> str:
    """What a model needs of the memory, what is free, and what that means."""
    if not choice.memory:
        return ""
    if free is None:
        return QCoreApplication.translate("Models", "precisa de {needed}").format(needed=size_text(choice.memory))
    words = QCoreApplication.translate("Models", "precisa de {needed}, e há {free} livres")
    said = words.format(needed=size_text(choice.memory), free=size_text(free))
    return said if choice.fit is Fit.NO_DISK else _judged(choice.fit, said)


def disk_text(choice: Choice, free: int | None) -> str:
    """What a model needs of the disk, what is free, and whether it is too little."""
    if not choice.disk:
        return ""
    if free is None:
        return QCoreApplication.translate("Models", "ocupa {needed}").format(needed=size_text(choice.disk))
    words = QCoreApplication.translate("Models", "ocupa {needed}, e há {free} livres")
    said = words.format(needed=size_text(choice.disk), free=size_text(free))
    return _judged(choice.fit, said) if choice.fit is Fit.NO_DISK else said


def _judged(fit: Fit, figures: str) -> str:
    return ": ".join(filter(None, (fit_text(fit), figures)))


def speed_text(per_hour: float | None, together: int) -> str:
    """How fast a model reads on this machine, so many photos at a time; empty where that was not measured."""
    if per_hour is None:
        return ""
    words = QCoreApplication.translate("Models", "cerca de {count} fotos por hora neste computador, uma de cada vez")
    if together > 1:
        words = QCoreApplication.translate(
            "Models", "cerca de {count} fotos por hora neste computador, {together} ao mesmo tempo"
        )
    rate = QLocale().toString(per_hour, "f", 0 if per_hour >= 10 else 1)
    return words.format(count=rate, together=together)


def progress_text(progress: Progress, work: Work) -> str:
    """How far all files are: ``1,2 de 3,0 GB · 12,3 MB/s · faltam 2 min``."""
    done = QCoreApplication.translate("Models", "{done} de {size}")
    parts = [done.format(done=size_text(progress.done), size=size_text(progress.size))]
    if work is Work.FETCHING and progress.speed:
        parts.append(f"{size_text(progress.speed)}/s")
    if work is Work.FETCHING and progress.seconds_left is not None:
        parts.append(left_text(progress.seconds_left))
    return " · ".join(parts)


def file_text(progress: Progress) -> str:
    """How far the file in hand is."""
    if not progress.file or not progress.file_size:
        return ""
    percent = min(100, 100 * progress.file_done // progress.file_size)
    return f"{progress.file}: {percent} %"


def left_text(seconds: float) -> str:
    """How long it still takes."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return QCoreApplication.translate("Models", "falta menos de 1 min")
    if minutes == 1:
        return QCoreApplication.translate("Models", "falta 1 min")
    if minutes < 60:
        return QCoreApplication.translate("Models", "faltam {minutes} min").format(minutes=minutes)
    words = QCoreApplication.translate("Models", "faltam {hours} h {minutes} min")
    return words.format(hours=minutes // 60, minutes=f"{minutes % 60:02d}")


def act_text(act: Act) -> str:
    """The verb on an act's button."""
    words = {
        Act.INSTALL: QCoreApplication.translate("Models", "Baixar"),
        Act.RESUME: QCoreApplication.translate("Models", "Continuar"),
        Act.RETRY: QCoreApplication.translate("Models", "Tentar de novo"),
        Act.REINSTALL: QCoreApplication.translate("Models", "Baixar de novo"),
        Act.PAUSE: QCoreApplication.translate("Models", "Pausar"),
        Act.USE: QCoreApplication.translate("Models", "Usar"),
        Act.LEAVE: QCoreApplication.translate("Models", "Deixar de usar"),
        Act.ADD: QCoreApplication.translate("Models", "Adicionar de novo"),
        Act.CHECK: QCoreApplication.translate("Models", "Verificar"),
        Act.CANCEL: QCoreApplication.translate("Models", "Cancelar"),
        Act.REMOVE: QCoreApplication.translate("Models", "Remover"),
    }
    return words[act]


def remove_text(row: ModelRow) -> str:
    """The verb on the button that removes a model: files that are somebody's own stay where they are."""
    if row.added or not row.installed:
        return QCoreApplication.translate("Models", "Tirar da lista")
    return act_text(Act.REMOVE)
