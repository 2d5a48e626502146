"""Photos and words in one space: pairs of towers of the CLIP family, as ONNX files in a folder.

One tower places photos and one places words, and both were taught together that a photo lies near what describes it:
CLIP (Radford et al. 2021, *Learning Transferable Visual Models From Natural Language Supervision*) and SigLIP 2
(Tschannen et al. 2025), which knows many languages.

``fastembed`` runs the same files. It cannot be installed beside us: 0.9 asks for a huggingface-hub below 2, which
speaks through ``httpx``, and our downloads go through the client from 2 on, which speaks through ``httpx2``. So the
little that these pairs need of it is done here, on ``onnxruntime`` and ``tokenizers``, which are optional: without them
nothing here can be loaded, and everything else works. Knows nobody.
"""
