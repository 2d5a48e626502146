"""What people did, in words."""

from PySide6.QtCore import QObject

from app.catalog.reports import Deed, Undone, Version
from app.catalog.rows import Act


class DeedWords(QObject):
    """Names deeds and tells what came of undoing them."""

    def name_of(self, deed: Deed) -> str:
        """A deed as one calls it within a sentence."""
        if deed.act is Act.MERGED:
            return self.tr("unir valores em “{value}”").format(value=deed.facts.get("into", ""))
        if deed.act is Act.FILLED:
            return self.tr("escrever “{field}”").format(field=deed.facts.get("field", ""))
        return self._names()[deed.act]

    def title(self, version: Version) -> str:
        """What happened, as the heading of an entry."""
        if version.turned is not None:
            what = self._names().get(version.turned, "")
            if version.turned is Act.MERGED:
                what = self.tr("unir valores")
            elif version.turned is Act.FILLED:
                what = self.tr("campo escrito pelo modelo")
            undone = version.act is Act.UNDONE
            return (self.tr("Desfeito: {deed}") if undone else self.tr("Refeito: {deed}")).format(deed=what)
        if version.act is Act.MERGED:
            return self.tr("Valores unidos em “{value}”").format(value=version.facts.get("into", ""))
        return self._titles().get(version.act, str(version.act))

    def _titles(self) -> dict[Act, str]:
        return {
            Act.ADDED: self.tr("Foto adicionada"),
            Act.FINISHED: self.tr("Ficha escrita pelo modelo"),
            Act.FAILED: self.tr("Não deu certo"),
            Act.EDITED: self.tr("Editada"),
            Act.APPROVED: self.tr("Aprovada"),
            Act.REJECTED: self.tr("Rejeitada"),
            Act.SENT_BACK: self.tr("De volta à revisão"),
            Act.REQUEUED: self.tr("Pedida de novo"),
            Act.RETRIED: self.tr("Tentada de novo"),
            Act.CANCELLED: self.tr("Cancelada"),
            Act.REMOVED: self.tr("Removida"),
            Act.RESTORED: self.tr("Trazida de volta"),
            Act.EXPORTED: self.tr("Exportada"),
            Act.HINTED: self.tr("Dica ao modelo"),
            Act.REVISED: self.tr("Edição em massa"),
            Act.FILLED: self.tr("Campo escrito pelo modelo"),
            Act.KEPT_APART: self.tr("Mantida à parte de outra parecida"),
            Act.WENT_BACK: self.tr("De volta a uma versão anterior"),
        }

    def undone(self, undone: Undone | None, name: str) -> str:
        """What was undone.

        Args:
            undone: What came of it; ``None`` where there was nothing to undo.
            name: Of the product, where it is a single one.
        """
        if undone is None:
            return self.tr("Nada a desfazer.")
        words = self.tr("Desfeito: {deed}.") if undone.ids else self.tr("Não foi desfeito: {deed}.")
        return words.format(deed=self._what(undone, name)) + self._left(undone)

    def redone(self, redone: Undone | None, name: str) -> str:
        """What was done again; as :meth:`undone`."""
        if redone is None:
            return self.tr("Nada a refazer.")
        words = self.tr("Refeito: {deed}.") if redone.ids else self.tr("Não foi refeito: {deed}.")
        return words.format(deed=self._what(redone, name)) + self._left(redone)

    def _what(self, turned: Undone, name: str) -> str:
        what = self.name_of(turned.deed)
        if not turned.ids:
            return what
        return f"{what} · {name}" if name else f"{what} · " + self.tr("%n produto(s)", "", len(turned.ids))

    def _left(self, turned: Undone) -> str:
        """What is said of products that changed since."""
        if not turned.left:
            return ""
        return " " + self.tr("%n produto(s) mudaram desde então e ficaram como estão.", "", turned.left)

    def _names(self) -> dict[Act, str]:
        return {
            Act.REVISED: self.tr("edição em massa"),
            Act.EDITED: self.tr("edição"),
            Act.APPROVED: self.tr("aprovação"),
            Act.REJECTED: self.tr("rejeição"),
            Act.SENT_BACK: self.tr("volta à revisão"),
            Act.REQUEUED: self.tr("gerar de novo"),
            Act.RETRIED: self.tr("tentar de novo"),
            Act.CANCELLED: self.tr("cancelamento"),
            Act.REMOVED: self.tr("remoção"),
            Act.JOINED: self.tr("junção em um produto"),
            Act.SPLIT: self.tr("separação de fotos"),
            Act.ARRANGED: self.tr("ordem das fotos"),
            Act.EXPORTED: self.tr("exportação"),
            Act.HINTED: self.tr("dica"),
            Act.KEPT_APART: self.tr("manter separadas"),
            Act.WENT_BACK: self.tr("volta a uma versão anterior"),
        }
