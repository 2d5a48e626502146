"""How the batch in hand is going: how many are ready, how fast, how long still; pause, cancel, retry.

Below it, how many cards still get a field that was empty, and a way to stop that.
"""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.progress import ProgressBar
from ui.widgets import button, label


@dataclass(frozen=True, slots=True)
class BatchStatus:
    """The batch in figures.

    Attributes:
        done: Products that are through, whether well or not.
        total: Products in the batch.
        per_hour: Photos an hour of late, or ``None`` before that is known.
        seconds_left: Until the batch is through, or ``None`` before that is known.
        paused: Whether the engine takes no new photo.
        failed: Products that failed and can be tried again.
        kept: Of those that are through, products whose cards were there from an earlier reading.
        waiting: Whether a server is waited for.
        held: Products that wait until somebody has looked at a sample.
        many: Whether so many wait that a sample is worth while.
    """

    done: int = 0
    total: int = 0
    per_hour: float | None = None
    seconds_left: float | None = None
    paused: bool = False
    failed: int = 0
    kept: int = 0
    waiting: bool = False
    held: int = 0
    many: bool = False

    @property
    def running(self) -> bool:
        """Whether anything is left to do."""
        return self.done < self.total


class Batch(QFrame):
    """The batch's panel.

    Attributes:
        pause_toggled: ``True`` to pause, ``False`` to go on.
        cancel_all_requested: Stop what is being read and empty the queue.
        retry_failed_requested: Try all the failed ones again.
        hint_requested: Say something to the model of all that waits.
        stop_filling_requested: Have no more empty fields written.
        sample_requested: Write a few of all that waits first.
        told: Something else is said.
        pause: "Pausar" or "Continuar".
        cancel: "Cancelar".
        retry: "Tentar de novo 3 falhas".
        hint: "Dica para este lote…".
        sample: "Cinco primeiro".
        kept: "12 já lidas antes".
        filling: "Campos: 34 de 120 fichas".
        stop_filling: "Parar de escrever".
    """

    pause_toggled = Signal(bool)
    cancel_all_requested = Signal()
    retry_failed_requested = Signal()
    hint_requested = Signal()
    stop_filling_requested = Signal()
    sample_requested = Signal()
    told = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAccessibleName(self.tr("Lote"))
        self._status = BatchStatus()
        self._ready = label()
        self._bar = ProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Andamento do lote"))
        self._pace = label(role="quiet", wrap=True)
        self.kept = label(role="quiet", wrap=True)
        self.kept.setToolTip(
            self.tr("O mesmo modelo já tinha lido estas fotos: as fichas voltaram na hora, sem custo.")
        )
        self.pause = button(self.tr("Pausar"), "pill")
        self.pause.clicked.connect(self._on_pause_clicked)
        self.cancel = button(self.tr("Cancelar"), "pill", hint=self.tr("Para a leitura e esvazia a fila"))
        self.cancel.clicked.connect(self.cancel_all_requested.emit)
        self.retry = button("", "link", hint=self.tr("Põe de volta na fila todas as fotos que falharam"))
        self.retry.clicked.connect(self.retry_failed_requested.emit)
        self._make_links()
        self._lay_out()
        self.set_status(self._status)

    def _make_links(self) -> None:
        """What can be asked of those that wait."""
        said = self.tr("Diz ao modelo o que as fotos que esperam não mostram")
        self.hint = button(self.tr("Dica para este lote…"), "link", hint=said)
        self.hint.clicked.connect(self.hint_requested.emit)
        self.filling = label(role="quiet", wrap=True)
        told = self.tr("O que o modelo já escreveu fica; o resto continua vazio")
        self.stop_filling = button(self.tr("Parar de escrever"), "link", hint=told)
        self.stop_filling.clicked.connect(self.stop_filling_requested.emit)
        self._filling = (0, 0)
        said = self.tr("Escreve cinco fichas da fila e deixa as outras esperando você olhar (Ctrl+Shift+A)")
        self.sample = button(self.tr("Cinco primeiro"), "link", hint=said)
        self.sample.clicked.connect(self.sample_requested.emit)

    def _lay_out(self) -> None:
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.pause)
        row.addWidget(self.cancel)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        shown = (self._ready, self._bar, self._pace, self.kept, self._buttons, self.hint, self.sample, self.retry)
        for widget in shown:
            column.addWidget(widget)
        column.addWidget(self.filling)
        column.addWidget(self.stop_filling)

    def set_status(self, status: BatchStatus) -> None:
        """Show these figures; with nothing to tell the panel is hidden."""
        self._status = status
        self._show_or_hide()
        self._ready.setText(self.summary())
        self._ready.setVisible(status.total > 0)
        self._bar.show_progress(status.done, max(status.total, 1))
        self._bar.setVisible(status.total > 0)
        pace = self.pace()
        self._pace.setText(pace)
        self._pace.setVisible(bool(pace))
        self.kept.setText(self.tr("%n já lida(s) antes", "", status.kept))
        self.kept.setVisible(status.kept > 0)
        self._buttons.setVisible(status.running)
        self.hint.setVisible(status.running)
        self.sample.setVisible(status.many)
        self.pause.setText(self.tr("Continuar") if status.paused else self.tr("Pausar"))
        self.pause.setAccessibleName(self.pause.text())
        self.retry.setVisible(status.failed > 0)
        self.retry.setText(self.tr("Tentar de novo %n falha(s)", "", status.failed))
        self.retry.setAccessibleName(self.retry.text())
        self.told.emit()

    def set_filling(self, done: int, total: int, waiting: str = "") -> None:
        """Show of how many cards fields are written, and how many are through; nothing where all are.

        ``waiting`` says for what they wait, where they do.
        """
        self._filling = (done, total)
        number = self.locale().toString
        words = self.tr("Campos: %1 de %n ficha(s)", "", total).replace("%1", number(done))
        self.filling.setText(" · ".join(filter(None, [words, waiting])))
        self._show_or_hide()
        self.told.emit()

    def brief(self) -> str:
        """How many are ready, and how far the empty fields are, in one line; empty where nothing goes on."""
        done, total = self._filling
        parts = [self.summary() if self._status.total else "", self.filling.text() if done < total else ""]
        return " · ".join(filter(None, parts))

    def _show_or_hide(self) -> None:
        done, total = self._filling
        for widget in (self.filling, self.stop_filling):
            widget.setVisible(done < total)
        self.setVisible(self._status.total > 0 or self._status.failed > 0 or done < total)

    def summary(self) -> str:
        """How many are ready, in words."""
        words = self.tr("%1 de %n pronta(s)", "", self._status.total)
        return words.replace("%1", self.locale().toString(self._status.done))

    def pace(self) -> str:
        """How fast it goes and how long still, in words; empty where there is nothing to tell."""
        status = self._status
        if not status.running:
            return ""
        if status.waiting:
            return self.tr("aguardando o servidor")
        if status.paused:
            return self.tr("em pausa")
        if status.held and status.done + status.held >= status.total:
            return self.tr("esperando você olhar a amostra")
        parts = []
        if status.per_hour is not None:
            parts.append(self.tr("%n foto(s)/h", "", round(status.per_hour)))
        if status.seconds_left is not None:
            parts.append(self._duration(status.seconds_left))
        return " · ".join(parts)

    def _duration(self, seconds: float) -> str:
        minutes = round(seconds / 60)
        if minutes < 1:
            return self.tr("menos de 1 min")
        if minutes < 60:
            return self.tr("%s min").replace("%s", str(minutes))
        return self.tr("%1 h %2 min").replace("%1", str(minutes // 60)).replace("%2", f"{minutes % 60:02d}")

    def _on_pause_clicked(self) -> None:
        self.pause_toggled.emit(not self._status.paused)
