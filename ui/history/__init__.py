"""What happened to what is open, and how it differed, in a column. Knows neither cards nor products."""
