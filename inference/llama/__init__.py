"""The engine on llama-cpp-python's low-level bindings."""
