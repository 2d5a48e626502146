"""Photos to try the program with; ``samples.toml`` says what they show and what is wrong with them."""
