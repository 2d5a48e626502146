"""Sentences for people about what is wrong with a field.

Keyed by Pydantic's error types and by those that validators add; a type nobody foresaw gets the sentence that its
validator gave, or a general one.
"""

from collections.abc import Mapping

from pydantic import JsonValue
from PySide6.QtCore import QCoreApplication

from ui.document import Document
from ui.problems import Problem


def problem_of(document: Document, name: str, *, revealed: bool) -> Problem | None:
    """The problem of a field to speak of: a blocking one first; none while there is nothing to blame a person for.

    Args:
        document: What is being edited.
        name: The field.
        revealed: Whether an empty field is spoken of even if nobody has been there yet.
    """
    untouched = name not in document.touched and document.value(name) in (None, "", [])
    if untouched and not revealed:
        return None
    return next(iter(sorted(document.problems(name), key=lambda problem: not problem.blocking)), None)


def sentence(problem: Problem) -> str:
    """Say in one sentence what is wrong, and in which item where it is one of a list."""
    context = problem.context
    template = _special(problem.kind, context) or _templates().get(problem.kind) or str(context.get("error", ""))
    text = _filled(template, context) or QCoreApplication.translate("messages", "Este valor não é aceito.")
    where = next((step for step in problem.path if isinstance(step, int)), None)
    if where is None:
        return text
    item = QCoreApplication.translate("messages", "Item {number}: {message}")
    return item.format(number=where + 1, message=text[:1].lower() + text[1:])


def _filled(template: str, context: Mapping[str, JsonValue]) -> str:
    try:
        return template.format_map(context)
    except (KeyError, IndexError, ValueError):  # a validator's own sentence may hold braces
        return template


def _special(kind: str, context: Mapping[str, JsonValue]) -> str:
    """Sentences that depend on the figures: singular, empty, how many are missing."""
    match kind, context:
        case "too_few_words", {"minimum": int(minimum), "words": int(words)}:
            return _words_missing(minimum, words)
        case "string_too_short", {"min_length": 1} | {"length": 0}:
            return QCoreApplication.translate("messages", "Escreva algo aqui.")
        case "too_short", {"min_length": 1}:
            return QCoreApplication.translate("messages", "Ponha ao menos um item.")
        case _:
            return ""


def _words_missing(minimum: int, words: int) -> str:
    missing = minimum - words
    template = (
        QCoreApplication.translate("messages", "Falta 1 palavra: o texto tem {words} e pede {minimum}.")
        if missing == 1
        else QCoreApplication.translate("messages", "Faltam {missing} palavras: o texto tem {words} e pede {minimum}.")
    )
    return template.format(missing=missing, words=words, minimum=minimum)


def _templates() -> dict[str, str]:
    return {**_text_templates(), **_list_templates(), **_number_templates(), **_path_templates()}


def _text_templates() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "missing": translate("messages", "Falta preencher este campo."),
        "string_type": translate("messages", "Escreva um texto."),
        "string_too_short": translate("messages", "Escreva ao menos {min_length} caracteres."),
        "string_too_long": translate("messages", "No máximo {max_length} caracteres: há {length}."),
        "string_pattern_mismatch": translate("messages", "O texto não tem o formato esperado."),
        "too_few_words": translate("messages", "O texto tem poucas palavras."),
        "control_character": translate("messages", "Há um caractere invisível que não pode ficar no texto."),
        "line_break": translate("messages", "O texto deve ficar em uma só linha."),
    }


def _list_templates() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "too_short": translate("messages", "Pelo menos {min_length} itens."),
        "too_long": translate("messages", "No máximo {max_length} itens: há {actual_length}."),
        "list_type": translate("messages", "Escreva uma lista de itens."),
        "literal_error": translate("messages", "Escolha um item da lista."),
        "enum": translate("messages", "Escolha um item da lista."),
        "bool_type": translate("messages", "Escolha sim ou não."),
        "bool_parsing": translate("messages", "Escolha sim ou não."),
    }


def _number_templates() -> dict[str, str]:
    translate = QCoreApplication.translate
    whole = translate("messages", "Escreva um número inteiro.")
    number = translate("messages", "Escreva um número.")
    return {
        **dict.fromkeys(("int_type", "int_parsing", "int_parsing_size", "int_from_float"), whole),
        **dict.fromkeys(("float_type", "float_parsing", "finite_number"), number),
        "greater_than": translate("messages", "O número deve ser maior que {gt}."),
        "greater_than_equal": translate("messages", "O número deve ser {ge} ou mais."),
        "less_than": translate("messages", "O número deve ser menor que {lt}."),
        "less_than_equal": translate("messages", "O número deve ser {le} ou menos."),
        "multiple_of": translate("messages", "O número deve ser múltiplo de {multiple_of}."),
    }


def _path_templates() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "path_type": translate("messages", "Escreva o caminho de um arquivo ou pasta."),
        "path_not_file": translate("messages", "Não há um arquivo neste caminho."),
        "path_not_directory": translate("messages", "Não há uma pasta neste caminho."),
        "path_exists": translate("messages", "Já existe algo neste caminho."),
        "path_not_exists": translate("messages", "Este caminho não existe."),
    }
