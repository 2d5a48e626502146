"""What each command of the window does."""

from typing import TYPE_CHECKING

from ui.commands import Name
from ui.photo_view import STEP

if TYPE_CHECKING:
    from ui.window import Window


def bind(window: "Window") -> None:
    """Connect every command; the form may become another later on, so it is asked for each time."""
    _bind_review(window)
    _bind_photos(window)
    _bind_rest(window)


def _bind_review(window: "Window") -> None:
    card, list_, selection = window.card, window.queue.view, window.selection
    window.commands.bind_numbered(Name.FIELD, window.focus_number)
    window.commands.bind(
        {
            Name.NEXT: lambda: list_.step(1),
            Name.PREVIOUS: lambda: list_.step(-1),
            Name.CARD: window.focus_card,
            Name.LIST: list_.setFocus,
            Name.SEARCH: window.focus_search,
            Name.ALIKE: lambda: _look_alike(window),
            Name.FILTERS: window.focus_filters,
            Name.GRID: window.queue.turn_grid,
            Name.APPROVE: lambda: selection.meant(selection.approve, card.approve.click),
            Name.REJECT: lambda: selection.meant(selection.reject, card.reject.click),
            Name.HISTORY: window.turn_history,
            Name.DOUBT: window.look_next,
            Name.ADVICE: lambda: card.form.act_here(),  # noqa: PLW0108
            Name.COPY: window.photo.alike.copy_chosen,
            Name.LOCK: lambda: card.form.locks.switch(card.form.current_field),
            Name.REWRITE: window.rewrite_requested.emit,
            Name.QUESTION: card.help.question_requested.emit,
            Name.GUESS_1: lambda: card.form.pick_guess(0),
            Name.GUESS_2: lambda: card.form.pick_guess(1),
            Name.GUESS_3: lambda: card.form.pick_guess(2),
            Name.AGAIN: lambda: selection.meant(selection.again, window.generate_again),
            Name.SAMPLE: window.queue.sample.begin_requested.emit,
            Name.JOIN: selection.join,
        }
    )


def _look_alike(window: "Window") -> None:
    """Ask for what looks like the open product, which the list's filter may hide."""
    product = window.card.view.product
    if product is not None:
        window.queue.view.alike_requested.emit(product)


def _bind_photos(window: "Window") -> None:
    photo, strip = window.photo, window.photo.strip
    window.commands.bind_numbered(Name.PHOTO, strip.choose)
    window.commands.bind(
        {
            Name.SPLIT: strip.split,
            Name.MAIN_PHOTO: strip.make_main,
            Name.ZOOM_IN: lambda: photo.view.zoom_by(STEP),
            Name.ZOOM_OUT: lambda: photo.view.zoom_by(1 / STEP),
            Name.FIT: photo.view.fit,
            Name.TEXT: photo.text_button.click,
            Name.FULL_SCREEN: window.show_full_screen,
        }
    )


def _bind_rest(window: "Window") -> None:
    selection = window.selection
    window.commands.bind(
        {
            Name.ADD: window.pick_photos,
            Name.ADD_FOLDER: window.pick_folder,
            Name.PASTE: window.paste,
            Name.EXPORT: lambda: selection.meant(selection.export, window.top_bar.export.click),
            Name.PICTURES: window.pictures_requested.emit,
            Name.BULK: window.bulk_requested.emit,
            Name.PAUSE: lambda: window.pause_toggled.emit(not window.batch.paused),
            Name.CANCEL_ALL: window.cancel_all_requested.emit,
            Name.RETRY_FAILED: window.retry_failed_requested.emit,
            Name.MODEL: window.model_requested.emit,
            Name.PROMPT: window.prompt_requested.emit,
            Name.PAIRS: window.pairs_requested.emit,
            Name.TOGETHER: window.together_requested.emit,
            Name.CATEGORIES: window.categories_requested.emit,
            Name.FIELDS: window.fields_requested.emit,
            Name.CHECKS: window.checks_requested.emit,
            Name.FIGURES: window.figures_requested.emit,
            Name.SETTINGS: window.settings_requested.emit,
            Name.NOTICE: window.notices.take_keyboard,
            Name.MENU: window.top_bar.open_menu,
            Name.SHORTCUTS: window.show_shortcuts,
            Name.QUIT: window.close,
        }
    )
