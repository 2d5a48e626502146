"""Between the bulk panel and the catalogue: what is wanted as an edit, and what is planned as lines to read."""

from collections.abc import Sequence
from typing import assert_never

from pydantic import BaseModel
from PySide6.QtCore import QCoreApplication

from app.domain.states import State
from app.pipeline.edits.capitals import Capitals
from app.pipeline.edits.expressions import Expression, ExpressionWrong
from app.pipeline.edits.operations import Add, Operation, Recase, Replace, Rewrite, Set, Unite
from app.pipeline.edits.planning import Decision, Fate, FieldEdit, Planned, Writing
from ui.bulk.lines import Line, value_text
from ui.bulk.wish import Wish, Work
from ui.differences import from_the_first
from ui.forms.kinds import FieldSpec
from ui.forms.messages import sentence
from ui.problems import as_problem
from ui.queue.row import RowState, state_word

Edit = FieldEdit | Decision | Writing


def edit_of(wish: Wish, card: type[BaseModel]) -> Edit:
    """What is wanted, ready to be planned.

    Raises:
        ExpressionWrong: The regular expression that was typed cannot be used.
    """
    match wish.work:
        case Work.APPROVE:
            return Decision(card, State.APPROVED)
        case Work.SEND_BACK:
            return Decision(card, State.REVIEW)
        case Work.WRITE:
            return Writing(card, [wish.field])
    return FieldEdit(card, wish.field, _operation(wish))


def _operation(wish: Wish) -> Operation:
    text = wish.value if isinstance(wish.value, str) else ""
    match wish.work:
        case Work.SET:
            return Set(wish.value)
        case Work.UNITE:
            return Unite(wish.values, text)
        case Work.REPLACE:
            return Replace(wish.find, wish.put, wish.exact)
        case Work.REWRITE:
            return Rewrite(Expression(wish.find, wish.put, exact=wish.exact))
        case Work.APPEND | Work.PREPEND:
            return Add(text, first=wish.work is Work.PREPEND)
        case Work.RECASE:
            return Recase(Capitals(wish.letters))
        case Work.WRITE | Work.APPROVE | Work.SEND_BACK:
            raise ValueError(wish.work)
    assert_never(wish.work)


def wrong(error: ExpressionWrong) -> str:
    """What is wrong with an expression, and what can be done."""
    translate = QCoreApplication.translate
    if error.put:
        return translate(
            "BulkEdit", "O texto novo usa um grupo que a expressão não tem. Grupos são \\1, \\2 ou \\g<nome>."
        )
    if error.at is None:
        return translate("BulkEdit", "Esta expressão regular não pode ser usada.")
    words = translate(
        "BulkEdit", "A expressão regular tem um erro no caractere %1. Falta fechar um parêntese ou um colchete?"
    )
    return words.replace("%1", str(error.at + 1))


def lines_of(planned: Sequence[Planned], spec: FieldSpec | None) -> list[Line]:
    """What a plan says of the products that change, or that one would have expected to.

    Args:
        planned: The plan.
        spec: The field; ``None`` where states change.
    """
    return [_line(one, spec) for one in planned if one.fate is not Fate.SAME]


def _line(one: Planned, spec: FieldSpec | None) -> Line:
    title = one.name or QCoreApplication.translate("CatalogueRows", "Foto colada")
    before, after = from_the_first(_text(one.before, spec), _text(one.after, spec))
    return Line(one.product_id, title, before, after, _note(one, spec), skipped=one.fate is not Fate.CHANGES)


def _text(value: object, spec: FieldSpec | None) -> str:
    if spec is None:
        return state_word(RowState(str(value)))
    return value_text(spec, value)  # type: ignore[arg-type]  # a card's values are JSON


def _note(one: Planned, spec: FieldSpec | None) -> str:
    translate = QCoreApplication.translate
    match one.fate:
        case Fate.INVALID:
            fields = (spec.name,) if spec else ()
            return sentence(as_problem(one.problems[0], fields)) if one.problems else ""
        case Fate.AWAY:
            return translate("BulkEdit", "não tem ficha pronta")
        case Fate.TYPED:
            return translate("BulkEdit", "há algo digitado que ainda não está na ficha")
        case Fate.CHANGES if one.after == one.before:  # what the model will write nobody knows yet
            back = translate("BulkEdit", "o modelo escreve, e a ficha volta para revisão")
            return back if one.back else translate("BulkEdit", "o modelo escreve")
    return translate("BulkEdit", "volta para revisão") if one.back else ""
