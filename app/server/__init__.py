"""Photos to cards over HTTP: a front that answers at once, a broker, and workers that hold the model.

The front stores what is sent and passes on nothing but a task's name; a worker finds the request under it, reads the
photos from the storage, and writes the card where the front finds it. Knows neither window nor command line.
"""
