"""The question before the first use of a model that a shop may not, or perhaps not, use for its work."""

from ui.question import Question


class Consent(Question):
    """The question, within the dialog; it is agreed to by who has read it."""

    def ask(self, terms: str, *, known: bool) -> None:
        """Ask.

        Args:
            terms: What the licence means, in a sentence.
            known: Whether it is known to forbid a shop's work; otherwise nobody can tell.
        """
        trying, finding = self.tr("Entendi: é só para experimentar"), self.tr("Entendi: vou conferir a licença")
        self.put(terms, trying if known else finding, self.tr("Não baixar"))
