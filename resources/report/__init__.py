"""The evaluation's report: its page as templates, its words per language."""
