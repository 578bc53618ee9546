"""Images are drawn again: what was hidden in the file (place, device, date, comments) does not survive."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps

from issues.attachments.refusals import FileRefused

MOST_PIXELS = 40_000_000
FORMATS = ("PNG", "JPEG", "WEBP")
DEEP = ("I;16", "I;16L", "I;16B", "I")
PLAIN = ("1", "L", "LA", "RGB", "RGBA")
OPTIONS = {"PNG": {}, "JPEG": {"quality": 85}, "WEBP": {"quality": 85}}


def redraw_picture(content: bytes, image_format: str) -> bytes:
    """Return the image of one format upright and without any metadata. Raises FileRefused."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return encode_picture(open_picture(content, image_format), image_format)
        except FileRefused:
            raise
        except Exception as error:  # the decoders raise whatever a damaged file makes them stumble on
            raise FileRefused("picture") from error


def open_picture(content: bytes, image_format: str) -> Image.Image:
    """Read the header only; refuse another format, too many pixels, and what moves."""
    image = Image.open(BytesIO(content), formats=FORMATS)
    if {"MPO": "JPEG"}.get(image.format or "", image.format) != image_format:
        raise FileRefused("disguise")
    if image.width * image.height > MOST_PIXELS:
        raise FileRefused("pixels")
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise FileRefused("moving")
    return image


def encode_picture(image: Image.Image, image_format: str) -> bytes:
    """Draw an image anew from its pixels alone."""
    pixels = to_plain_mode(ImageOps.exif_transpose(image), image_format)
    pixels.info = {}
    file = BytesIO()
    pixels.save(file, image_format, **OPTIONS[image_format])
    return file.getvalue()


def to_plain_mode(image: Image.Image, image_format: str) -> Image.Image:
    """Bring an image to a mode that its format holds without a palette or a profile."""
    if image.mode in DEEP:
        image = to_eight_bits(image)
    if image_format == "JPEG":
        return image.copy() if image.mode in ("L", "RGB") else image.convert("RGB")
    if image.mode in PLAIN and "transparency" not in image.info:
        return image.copy()
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def to_eight_bits(image: Image.Image) -> Image.Image:
    """A grey image of 65,536 shades in 256: without this, all but the darkest would be cut to white."""
    return image.convert("I").point(lambda shade: shade * (1 / 256)).convert("L")
