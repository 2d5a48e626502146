"""Icons drawn for Fichário, as SVG; tinted by the theme where they use ``currentColor``."""
