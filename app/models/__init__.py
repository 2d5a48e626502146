"""The models on this computer: installed from the Hugging Face Hub or added where they lie, checked, and removed.

What is offered is said in :mod:`app.domain.offered`; which model writes is chosen in :mod:`app.pipeline.models`.
Nothing here loads a model, but for a trial in another process; nothing here knows a face.
"""
