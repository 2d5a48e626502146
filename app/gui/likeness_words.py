"""Products that may be the same, in words: what they have in common, by what that was found, in what they differ."""

from collections.abc import Mapping

from PySide6.QtCore import QLocale, QObject

from app.catalog.likeness_rows import Kind, Likeness
from app.catalog.listed import ProductRow
from app.catalog.photos import PhotoRef
from app.pipeline.likeness_traits import Trait, Traits, traits_of
from ui.likeness.side import SideView
from ui.likeness.window import PairView
from ui.queue.row import RowState, state_word


class LikenessWords(QObject):
    """Says it."""

    def pair(self, likeness: Likeness, rows: Mapping[int, ProductRow], *, swapped: bool) -> PairView:
        """Two products as they are shown, the one that came in first at the left unless they are swapped."""
        sides = [self._side(photo, rows.get(photo.product_id)) for photo in (likeness.one, likeness.other)]
        left, right = reversed(sides) if swapped else sides
        return PairView(left, right, self.heading(likeness.kind), self.why(likeness))

    def heading(self, kind: Kind) -> str:
        """What two products may have in common."""
        match kind:
            case Kind.FILE:
                return self.tr("O mesmo arquivo")
            case Kind.PICTURE:
                return self.tr("A mesma imagem")
            case Kind.PRODUCT:
                return self.tr("Talvez o mesmo produto, fotografado de novo")

    def why(self, likeness: Likeness) -> str:
        """By what it was found."""
        match likeness.kind:
            case Kind.FILE:
                return self.tr("As duas fotos são iguais, byte por byte.")
            case Kind.PICTURE:
                differences = ", ".join(self._differences(traits_of(likeness)))
                words = self.tr("“{other}”, que chegou depois, é a mesma imagem que “{one}”: {differences}.")
                names = {"one": self._name(likeness.one), "other": self._name(likeness.other)}
                return words.format(**names, differences=differences)
            case Kind.PRODUCT:
                words = self.tr(
                    "As duas fotos são bem mais parecidas entre si (semelhança {similarity}) do que as outras mais "
                    "próximas delas ({usual}). É um palpite do modelo, que só vê as fotos."
                )
                facts = {name: self._number(likeness.facts.get(name, 0)) for name in ("similarity", "usual")}
                return words.format(**facts)

    def line(self, kind: Kind, title: str, more: int) -> str:
        """That a product may be the same as another one, and as how many more."""
        words = {
            Kind.FILE: self.tr("Mesmo arquivo que “{title}”"),
            Kind.PICTURE: self.tr("Possível repetida: mesma imagem que “{title}”"),
            Kind.PRODUCT: self.tr("Talvez o mesmo produto que “{title}”"),
        }[kind].format(title=title)
        return f"{words} " + self.tr("(e mais %n)", "", more) if more else words

    def mark(self, kind: Kind) -> str:
        """That a product may be the same as another one, where there is no room to say as which."""
        return {
            Kind.FILE: self.tr("Mesmo arquivo que outro produto"),
            Kind.PICTURE: self.tr("Possível repetida: outro produto tem a mesma imagem"),
            Kind.PRODUCT: self.tr("Talvez o mesmo produto que outro"),
        }[kind]

    def title(self, row: ProductRow | None) -> str:
        """What a product is called."""
        return (row.name or row.file_name if row else "") or self.tr("Foto colada")

    def _side(self, photo: PhotoRef, row: ProductRow | None) -> SideView:
        size = f"{photo.width} × {photo.height} px" if photo.width else ""
        state = state_word(RowState(row.state)) if row else ""
        caption = " · ".join(filter(None, (self._name(photo), size, state)))
        return SideView(photo.product_id, self.title(row), caption)

    def _name(self, photo: PhotoRef) -> str:
        return photo.file_name or self.tr("foto colada")

    def _differences(self, found: Traits) -> list[str]:
        share = QLocale().toString(round(100 * found.share))
        words = {
            Trait.MIRRORED: self.tr("espelhada"),
            Trait.CUT: self.tr("cortada (mostra {share} % dela)").format(share=share),
            Trait.WHOLE: self.tr("inteira (a outra mostra {share} % dela)").format(share=share),
            Trait.LARGER: self.tr("maior"),
            Trait.SMALLER: self.tr("menor"),
            Trait.LIGHTER: self.tr("mais clara"),
            Trait.DARKER: self.tr("mais escura"),
            Trait.SAVED_AGAIN: self.tr("gravada de novo ou com algo por cima"),
        }
        return [words[trait] for trait in found.traits]

    def _number(self, value: float) -> str:
        return QLocale().toString(float(value), "f", 3)
