"""Rendered product photos with exactly known types and colours, to train the demo model and to show the program."""
