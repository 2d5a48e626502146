"""From the person's choices and the work on models to what the manager's rows are made from."""

from app.gui.models.rows import Situation
from app.gui.models.shelf import Shelf
from app.gui.workplace import Workplace
from app.pipeline.models import chosen_files


def situation_of(workplace: Workplace, shelf: Shelf) -> Situation:
    """How it is now."""
    reader = workplace.reader
    return Situation(
        language=workplace.language,
        cards=workplace.card_language,
        chosen=chosen_files(workplace.choices),
        searching=workplace.choices.search_model,
        demo=workplace.shipped.model,
        demo_in_use=reader is not None and reader.demo,
        serving=workplace.endpoint is not None,
        task_of=shelf.tasks.of,
        note_of=shelf.notes.get,
        agreed=shelf.agreed.__contains__,
    )
