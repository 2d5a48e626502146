"""Every command of the window with its words and keys, said once: menus, shortcuts and the cheat sheet come from here.

Keys of a letter, Space and ``?`` are *plain*: they work only where no editor takes them, so they are not Qt shortcuts
(which would win over a focused button's Space or a closed list's type-ahead) but reach the window as keys that nobody
wanted.
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


class Name(StrEnum):
    """What can be done."""

    NEXT = "next"
    PREVIOUS = "previous"
    CARD = "card"
    LIST = "list"
    FIELD = "field"
    SEARCH = "search"
    ALIKE = "alike"
    FILTERS = "filters"
    GRID = "grid"
    APPROVE = "approve"
    REJECT = "reject"
    HISTORY = "history"
    DOUBT = "doubt"
    ADVICE = "advice"
    COPY = "copy"
    LOCK = "lock"
    REWRITE = "rewrite"
    QUESTION = "question"
    GUESS_1 = "guess_1"
    GUESS_2 = "guess_2"
    GUESS_3 = "guess_3"
    AGAIN = "again"
    SAMPLE = "sample"
    BULK = "bulk"
    JOIN = "join"
    SPLIT = "split"
    MAIN_PHOTO = "main_photo"
    PHOTO = "photo"
    TOGETHER = "together"
    PAIRS = "pairs"
    ADD = "add"
    ADD_FOLDER = "add_folder"
    PASTE = "paste"
    EXPORT = "export"
    PICTURES = "pictures"
    RELATED = "related"
    FULL_SCREEN = "full_screen"
    TEXT = "text"
    ZOOM_IN = "zoom_in"
    ZOOM_OUT = "zoom_out"
    FIT = "fit"
    PAUSE = "pause"
    CANCEL_ALL = "cancel_all"
    RETRY_FAILED = "retry_failed"
    MODEL = "model"
    PLACE = "place"
    CATALOGUE = "catalogue"
    PROMPT = "prompt"
    CATEGORIES = "categories"
    FIELDS = "fields"
    CHECKS = "checks"
    FIGURES = "figures"
    MAP = "map"
    SETTINGS = "settings"
    NOTICE = "notice"
    MENU = "menu"
    SHORTCUTS = "shortcuts"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    Attributes:
        name: Which.
        text: A verb for menus.
        keys: Portable key sequences; the first is shown.
        plain: Whether the keys work only outside editors.
        numbered: Whether the keys are those of the first, the second, … of something.
    """

    name: Name
    text: str
    keys: tuple[str, ...] = ()
    plain: bool = False
    numbered: bool = False


def groups() -> list[tuple[str, list[Command]]]:
    """All commands by group, each group with its heading."""
    return [
        (QCoreApplication.translate("Commands", "Produtos"), _products()),
        (QCoreApplication.translate("Commands", "Ficha"), _card()),
        (QCoreApplication.translate("Commands", "Fotos"), _photos()),
        (QCoreApplication.translate("Commands", "Aplicativo"), _application()),
    ]


def _products() -> list[Command]:
    return [
        Command(Name.NEXT, QCoreApplication.translate("Commands", "Próximo produto"), ("J",), plain=True),
        Command(Name.PREVIOUS, QCoreApplication.translate("Commands", "Produto anterior"), ("K",), plain=True),
        Command(Name.SEARCH, QCoreApplication.translate("Commands", "Procurar"), ("Ctrl+F",)),
        Command(Name.ALIKE, QCoreApplication.translate("Commands", "Procurar parecidos com este"), ("Ctrl+Shift+F",)),
        Command(Name.FILTERS, QCoreApplication.translate("Commands", "Ir aos filtros"), ("F7",)),
        Command(Name.GRID, QCoreApplication.translate("Commands", "Ver em grade ou em lista"), ("G",), plain=True),
        Command(Name.AGAIN, QCoreApplication.translate("Commands", "Gerar de novo"), ("Ctrl+R",)),
        Command(Name.SAMPLE, QCoreApplication.translate("Commands", "Amostra: cinco primeiro"), ("Ctrl+Shift+A",)),
        Command(Name.BULK, QCoreApplication.translate("Commands", "Editar em massa…"), ("Ctrl+B",)),
        Command(Name.JOIN, QCoreApplication.translate("Commands", "Juntar os produtos selecionados"), ("Ctrl+G",)),
        Command(Name.EXPORT, QCoreApplication.translate("Commands", "Exportar…"), ("Ctrl+E",)),
        Command(Name.PICTURES, QCoreApplication.translate("Commands", "Fotos na exportação…")),
        Command(Name.RELATED, QCoreApplication.translate("Commands", "Produtos relacionados na exportação…")),
        Command(Name.PAUSE, QCoreApplication.translate("Commands", "Pausar ou continuar")),
        Command(Name.CANCEL_ALL, QCoreApplication.translate("Commands", "Cancelar tudo o que está na fila")),
        Command(Name.RETRY_FAILED, QCoreApplication.translate("Commands", "Tentar de novo as que falharam")),
    ]


def _card() -> list[Command]:
    return [
        Command(Name.CARD, QCoreApplication.translate("Commands", "Ir para a ficha"), ("Return",), plain=True),
        Command(Name.LIST, QCoreApplication.translate("Commands", "Voltar à lista"), ("Esc",), plain=True),
        Command(
            Name.FIELD,
            QCoreApplication.translate("Commands", "Ir a um campo"),
            tuple(f"Ctrl+{number}" for number in range(1, 10)),
            numbered=True,
        ),
        Command(
            Name.APPROVE,
            QCoreApplication.translate("Commands", "Aprovar e abrir a próxima"),
            ("Ctrl+Return", "Ctrl+Enter"),
        ),
        Command(Name.REJECT, QCoreApplication.translate("Commands", "Rejeitar"), ("Ctrl+Shift+Backspace",)),
        Command(Name.HISTORY, QCoreApplication.translate("Commands", "Histórico da ficha"), ("Ctrl+H",)),
        Command(Name.DOUBT, QCoreApplication.translate("Commands", "Próxima dúvida ou aviso"), ("F3",)),
        Command(
            Name.ADVICE,
            QCoreApplication.translate("Commands", "Fazer o que o aviso propõe"),
            ("Alt+Return", "Alt+Enter"),
        ),
        Command(Name.COPY, QCoreApplication.translate("Commands", "Copiar o campo do produto parecido"), ("Alt+C",)),
        Command(Name.LOCK, QCoreApplication.translate("Commands", "Travar ou destravar o campo"), ("Ctrl+L",)),
        Command(Name.REWRITE, QCoreApplication.translate("Commands", "Escrever o campo de novo…"), ("Ctrl+Shift+R",)),
        Command(Name.QUESTION, QCoreApplication.translate("Commands", "Perguntar sobre a foto…"), ("Ctrl+P",)),
        Command(Name.GUESS_1, QCoreApplication.translate("Commands", "Aceitar o primeiro palpite"), ("Alt+1",)),
        Command(Name.GUESS_2, QCoreApplication.translate("Commands", "Aceitar o segundo palpite"), ("Alt+2",)),
        Command(Name.GUESS_3, QCoreApplication.translate("Commands", "Aceitar o terceiro palpite"), ("Alt+3",)),
    ]


def _photos() -> list[Command]:
    return [
        Command(Name.ADD, QCoreApplication.translate("Commands", "Adicionar fotos…"), ("Ctrl+O",)),
        Command(Name.ADD_FOLDER, QCoreApplication.translate("Commands", "Adicionar uma pasta…"), ("Ctrl+Shift+O",)),
        Command(Name.PASTE, QCoreApplication.translate("Commands", "Colar fotos ou arquivos"), ("Ctrl+V",)),
        Command(
            Name.PHOTO,
            QCoreApplication.translate("Commands", "Ver outra foto do produto"),
            tuple("123456789"),
            plain=True,
            numbered=True,
        ),
        Command(Name.MAIN_PHOTO, QCoreApplication.translate("Commands", "Tornar esta a foto principal"), ("Ctrl+M",)),
        Command(Name.SPLIT, QCoreApplication.translate("Commands", "Separar esta foto"), ("Ctrl+Shift+G",)),
        Command(Name.TOGETHER, QCoreApplication.translate("Commands", "Fotos do mesmo produto…")),
        Command(Name.PAIRS, QCoreApplication.translate("Commands", "Fotos repetidas…"), ("Ctrl+Shift+D",)),
        Command(Name.ZOOM_IN, QCoreApplication.translate("Commands", "Ampliar a foto"), ("Ctrl++", "Ctrl+=")),
        Command(Name.ZOOM_OUT, QCoreApplication.translate("Commands", "Reduzir a foto"), ("Ctrl+-",)),
        Command(Name.FIT, QCoreApplication.translate("Commands", "Ajustar a foto"), ("Ctrl+0",)),
        Command(Name.TEXT, QCoreApplication.translate("Commands", "Mostrar o texto da embalagem"), ("T",), plain=True),
        Command(Name.FULL_SCREEN, QCoreApplication.translate("Commands", "Foto em tela cheia"), ("Space",), plain=True),
    ]


def _application() -> list[Command]:
    return [
        Command(Name.MODEL, QCoreApplication.translate("Commands", "Modelo…")),
        Command(Name.PLACE, QCoreApplication.translate("Commands", "Onde as fotos são lidas…")),
        Command(Name.CATALOGUE, QCoreApplication.translate("Commands", "Onde fica o catálogo…")),
        Command(Name.PROMPT, QCoreApplication.translate("Commands", "Instruções do modelo…")),
        Command(Name.CATEGORIES, QCoreApplication.translate("Commands", "Categorias…")),
        Command(Name.FIELDS, QCoreApplication.translate("Commands", "Campos da ficha…")),
        Command(Name.CHECKS, QCoreApplication.translate("Commands", "Conferência antes de aprovar…")),
        Command(Name.FIGURES, QCoreApplication.translate("Commands", "Números da revisão…"), ("Ctrl+D",)),
        Command(Name.MAP, QCoreApplication.translate("Commands", "Mapa do catálogo…"), ("Ctrl+Shift+M",)),
        Command(Name.SETTINGS, QCoreApplication.translate("Commands", "Configurações…"), ("Ctrl+,",)),
        Command(Name.NOTICE, QCoreApplication.translate("Commands", "Responder ao aviso"), ("F6",)),
        Command(Name.MENU, QCoreApplication.translate("Commands", "Abrir o menu"), ("F10",)),
        Command(Name.SHORTCUTS, QCoreApplication.translate("Commands", "Atalhos do teclado"), ("?",), plain=True),
        Command(Name.QUIT, QCoreApplication.translate("Commands", "Sair"), ("Ctrl+Q",)),
    ]


def told_keys(command: Command) -> str:
    """The keys of a command as people read them: the first, or the span of a numbered one."""
    first = shown_keys(command.keys[0])
    return f"{first} … {command.keys[-1][-1]}" if command.numbered else first


def shown_keys(keys: str) -> str:
    """A portable key sequence as this platform writes it; the large key that Qt calls Return is Enter to people."""
    return QKeySequence(keys.replace("Return", "Enter")).toString(QKeySequence.SequenceFormat.NativeText)


def made_action(command: Command, parent: QWidget) -> QAction:
    """An action for a command; plain keys are only shown beside its name."""
    text = command.text
    if command.plain or command.numbered:
        # After a tab a menu shows the rest where shortcuts stand.
        text += "\t" + told_keys(command)
    action = QAction(text, parent)
    action.setObjectName(str(command.name))
    if not command.plain and not command.numbered:
        action.setShortcuts([QKeySequence(key) for key in command.keys])
    return action
