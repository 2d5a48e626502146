"""What is like what: a shelf of vectors behind one interface. Knows neither the catalogue nor windows."""
