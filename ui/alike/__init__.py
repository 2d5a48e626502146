"""Products that look like the open one, in a row under its photo."""
