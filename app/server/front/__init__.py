"""The front: what clients speak to. It reads no photo with a model and waits for no worker."""
