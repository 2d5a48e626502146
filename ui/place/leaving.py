"""The question before photos leave this computer for the first time."""

from ui.question import Question


class Leaving(Question):
    """The question, within the panel; it is agreed to by who knows where the photos go."""

    def ask(self, words: str, host: str) -> None:
        """Ask.

        Args:
            words: What it means.
            host: Where the photos go.
        """
        self.put(words, self.tr("Enviar as fotos a {host}").format(host=host), self.tr("Voltar"))
