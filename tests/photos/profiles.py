"""ICC profiles made by hand, and what they mean, computed from the definitions."""

import struct

import numpy as np

# CIE XYZ of the primaries, adapted to D50, as the ICC profiles of these spaces carry them (columns red, green, blue).
DISPLAY_P3 = [[0.51512, 0.29198, 0.15710], [0.24120, 0.69225, 0.06657], [-0.00105, 0.04189, 0.78407]]
ADOBE_RGB = [[0.60974, 0.20528, 0.14919], [0.31111, 0.62567, 0.06322], [0.01947, 0.06087, 0.74457]]
SRGB = [[0.43607, 0.38515, 0.14307], [0.22249, 0.71687, 0.06061], [0.01392, 0.09708, 0.71410]]


def matrix_profile(primaries: list[list[float]], gamma: float) -> bytes:
    """A display profile of three primaries and one gamma (ICC.1:2010, §8.3.3)."""

    def fixed(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    def xyz(values: list[float]) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(map(fixed, values))

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    text = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0" + bytes(78) + b"\0"
    white = xyz([0.9642, 1.0, 0.8249])
    elements = {b"desc": text, b"cprt": b"text\0\0\0\0none\0\0\0\0", b"wtpt": white}
    for place, letter in enumerate("rgb"):
        elements[f"{letter}XYZ".encode()] = xyz([row[place] for row in primaries])
        elements[f"{letter}TRC".encode()] = curve
    table, body, offset = struct.pack(">I", len(elements)), b"", 128 + 4 + 12 * len(elements)
    for name, element in elements.items():
        padded = element + bytes(-len(element) % 4)
        table += name + struct.pack(">II", offset + len(body), len(element))
        body += padded
    header = struct.pack(">I4sI4s4s4s", 128 + len(table) + len(body), bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += bytes(12) + b"acsp" + bytes(28) + b"".join(map(fixed, [0.9642, 1.0, 0.8249])) + bytes(48)
    return header + table + body


def in_srgb(colour: tuple[int, ...], primaries: list[list[float]], gamma: float) -> tuple[int, ...]:
    """The same colour in sRGB, computed from the definition (IEC 61966-2-1) rather than by the library under test."""
    linear = np.linalg.inv(np.array(SRGB)) @ np.array(primaries) @ (np.array(colour) / 255) ** gamma
    clipped = np.clip(linear, 0, 1)
    encoded = np.where(clipped <= 0.0031308, clipped * 12.92, 1.055 * clipped ** (1 / 2.4) - 0.055)
    return tuple(int(value) for value in np.rint(encoded * 255))


def ink_profile() -> bytes:
    """An output profile for CMYK whose table knows cyan only: none is white, full is black (ICC.1:2010, §10.8)."""
    points = b"".join(bytes([0 if cyan else 255, 128, 128]) for cyan in (0, 1) for _ in range(8))
    identity = bytes(range(256))
    matrix = b"".join(struct.pack(">i", 65536 if place % 4 == 0 else 0) for place in range(9))
    table = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + matrix + identity * 4 + points + identity * 3
    text = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0" + bytes(79)
    white = b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(value * 65536)) for value in (0.9642, 1.0, 0.8249))
    elements = {b"desc": text, b"cprt": b"text\0\0\0\0none", b"wtpt": white, b"A2B0": table, b"A2B1": table}
    index, body, offset = struct.pack(">I", len(elements)), b"", 128 + 4 + 12 * len(elements)
    for name, element in elements.items():
        index += name + struct.pack(">II", offset + len(body), len(element))
        body += element + bytes(-len(element) % 4)
    header = struct.pack(">I4sI4s4s4s", 128 + len(index) + len(body), bytes(4), 0x02100000, b"prtr", b"CMYK", b"Lab ")
    header += bytes(12) + b"acsp" + bytes(28) + white[8:] + bytes(48)
    return header + index + body
