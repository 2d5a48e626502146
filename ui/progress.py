"""The bar that fills."""

from PySide6.QtWidgets import QProgressBar


class ProgressBar(QProgressBar):
    """Paints itself when there is time; Qt's own at once, and with it all of the window that waits to be painted."""

    def show_progress(self, done: int, total: int) -> None:
        """Show so much of so much; of nothing it runs by itself."""
        if (done, total) == (self.value(), self.maximum()):
            return
        self.setUpdatesEnabled(False)
        self.setRange(0, total)
        self.setValue(done)
        self.setUpdatesEnabled(True)
