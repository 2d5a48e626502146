"""The engine on any server that speaks OpenAI's chat completions: vLLM, Ollama, llama-server, LM Studio and others.

::

    engine.py        implements Engine: what is in flight, and the thread that its answers come from
    loop.py          a thread with an event loop, which closes without leaving anything behind
    job.py           one request: asked, asked again, brought to its end
    absence.py       a server that is away, and the wait for it
    offered.py       which models a server offers
    trial.py         a server tried with a picture of our own
    exchange.py      one question over HTTP and the stream of its answer
    refusals.py      what a status and a server's words mean
    capabilities.py  what a server has refused so far, and what is therefore not asked of it
    body.py          what is asked, as JSON
    picture.py       a photo as a data URL
    schema.py        the schema as it is sent
    chunks.py        what a server says, piece by piece
    fields.py        the fields of an object that is still being written
    reading.py       chunks → values, confidences and events
    validation.py    whether a value is what the schema asks for
    tokens.py        the probabilities of tokens → how sure the model was
    address.py       where a server is
    options.py       what the engine is made from
    errors.py        what can go wrong

Photos go to the address that the engine was given and nowhere else: redirections are not followed.
"""
