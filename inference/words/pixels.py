"""A photo → what a vision tower takes, as its ``preprocessor_config.json`` says.

The steps and their order are those of the processors that these towers were taught with: made smaller (or, for SigLIP,
squeezed) by Pillow's filter of that name, cut to the middle, brought to [0, 1] and then to the mean and spread of the
pictures that were learned from.
"""

import json
from pathlib import Path
from typing import Annotated, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from inference.errors import ModelBroken

_KNOWN: Final = ("CLIPImageProcessor", "CLIPFeatureExtractor", "SiglipImageProcessor")
"""Kinds of processors; with ``Fast`` behind its name one does the same."""

Side = Annotated[int, Field(gt=0, le=4096)]
Three = tuple[float, float, float]


class Size(BaseModel):
    """A size in pixels: of the shorter side, or of both."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    shortest_edge: Side | None = None
    height: Side | None = None
    width: Side | None = None

    @property
    def whole(self) -> tuple[int, int] | None:
        """Width and height; ``None`` where only the shorter side is said."""
        return (self.width, self.height) if self.width and self.height else None


def _sized(said: object) -> object:
    """Older configurations have a number."""
    return {"height": said, "width": said} if isinstance(said, int) else said


def _shortened(said: object) -> object:
    return {"shortest_edge": said} if isinstance(said, int) else said


class PixelRecipe(BaseModel):
    """What is done to photos; as in the configuration, of which nothing else matters here.

    Attributes:
        image_processor_type: Which of the known kinds; left out by older ones.
        do_resize: Always.
        size: To what a photo is brought.
        resample: Pillow's number of the filter.
        do_center_crop: Whether the middle of that is cut out.
        crop_size: How much of it.
        do_rescale: Whether values are multiplied.
        rescale_factor: By this.
        do_normalize: Whether mean and spread are made those that were learned from.
        image_mean: That mean, of red, green and blue.
        image_std: That spread.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    image_processor_type: str | None = None
    do_resize: bool | None = True
    size: Annotated[Size, BeforeValidator(_shortened)]
    resample: Image.Resampling = Image.Resampling.BICUBIC
    do_center_crop: bool | None = False
    crop_size: Annotated[Size, BeforeValidator(_sized)] | None = None
    do_rescale: bool | None = True
    rescale_factor: float = 1 / 255
    do_normalize: bool | None = True
    image_mean: Three = (0.5, 0.5, 0.5)
    image_std: Three = (0.5, 0.5, 0.5)

    @model_validator(mode="after")
    def _is_known(self) -> "PixelRecipe":
        kind = (self.image_processor_type or _KNOWN[0]).removesuffix("Fast")
        if kind not in _KNOWN:
            raise ValueError(f"photos are processed by {kind}")
        if not self.do_resize or self.shape is None or min(self.image_std) <= 0:
            raise ValueError("photos would not all get the same size")
        return self

    @property
    def shape(self) -> tuple[int, int] | None:
        """Width and height of what comes out; ``None`` where photos would differ."""
        if self.do_center_crop:
            return self.crop_size.whole if self.crop_size is not None else None
        return self.size.whole

    @classmethod
    def read(cls, path: Path) -> "PixelRecipe":
        """The recipe of a file.

        Raises:
            ModelBroken: It cannot be understood, or is of a kind that is not known.
        """
        try:
            return cls.model_validate(json.loads(path.read_bytes()))
        except (OSError, ValueError, ValidationError) as error:
            raise ModelBroken(str(error), path=str(path), reason=str(error)) from error

    def prepare(self, photo: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Make of a photo what the tower takes.

        Args:
            photo: ``(height, width, 3)`` uint8, RGB, sRGB, upright.

        Returns:
            ``(3, height, width)`` float32, RGB, of the recipe's own height and width.
        """
        image = Image.fromarray(photo)
        image = image.resize(self.size.whole or self._shortened(image.size), self.resample)
        if self.do_center_crop and self.shape is not None:
            image = _middle(image, self.shape)
        values: NDArray[np.float32] = np.array(image, np.float32)
        if self.do_rescale:
            values *= np.float32(self.rescale_factor)
        if self.do_normalize:
            values -= np.array(self.image_mean, np.float32)
            values /= np.array(self.image_std, np.float32)
        return np.ascontiguousarray(values.transpose(2, 0, 1))

    def _shortened(self, size: tuple[int, int]) -> tuple[int, int]:
        """A photo's width and height with the shorter side brought to what the recipe says; parts are dropped."""
        short = self.size.shortest_edge or min(size)
        width, height = size
        return (short, short * height // width) if width <= height else (short * width // height, short)


def _middle(image: Image.Image, shape: tuple[int, int]) -> Image.Image:
    """The middle of a picture; black where it does not reach so far."""
    left, top = (image.width - shape[0]) // 2, (image.height - shape[1]) // 2
    return image.crop((left, top, left + shape[0], top + shape[1]))
