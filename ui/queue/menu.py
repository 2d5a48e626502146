"""The menu of some products of the list: what it offers, as the list's own intents."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from ui.queue.view import QueueView


def made_menu(view: "QueueView", products: list[int]) -> QMenu:
    """A menu that goes when it is closed.

    Args:
        view: Emits what is chosen.
        products: Of which it speaks.
    """
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    again = menu.addAction(QCoreApplication.translate("QueueView", "Gerar de novo"))
    again.triggered.connect(lambda: view.regenerate_requested.emit(products))
    join = menu.addAction(QCoreApplication.translate("QueueView", "Juntar em um produto"))
    join.setEnabled(len(products) > 1)
    join.triggered.connect(lambda: view.join_requested.emit(products))
    cancel = menu.addAction(QCoreApplication.translate("QueueView", "Cancelar a geração"))
    cancel.triggered.connect(lambda: view.cancel_requested.emit(products))
    reveal = menu.addAction(QCoreApplication.translate("QueueView", "Mostrar na pasta"))
    reveal.setEnabled(len(products) == 1)
    reveal.triggered.connect(lambda: view.reveal_requested.emit(products[0]))
    alike = menu.addAction(QCoreApplication.translate("QueueView", "Procurar parecidos com este"))
    alike.setEnabled(len(products) == 1)
    alike.triggered.connect(lambda: view.alike_requested.emit(products[0]))
    menu.addSeparator()
    remove = menu.addAction(QCoreApplication.translate("QueueView", "Remover da fila"))
    remove.triggered.connect(lambda: view.remove_requested.emit(products))
    return menu
