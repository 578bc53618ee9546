"""Files as people send them, made on the spot."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
TYPES = '<?xml version="1.0"?><Types><Override ContentType="application/vnd.openxmlformats-officedocument.{}"/></Types>'
ODF = "application/vnd.oasis.opendocument."
MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """A file as a form receives it."""
    return SimpleUploadedFile(name, content)


def picture(image_format: str, *, size=(8, 4), mode="RGB", **options) -> bytes:
    """An image with one red corner, so that one sees which way up it is."""
    image = Image.new(mode, size)
    image.putpixel((0, 0), (255, 0, 0) if mode == "RGB" else 255)
    file = BytesIO()
    image.save(file, image_format, **options)
    return file.getvalue()


def telltale_exif() -> Image.Exif:
    """Where, with what and which way up a photograph was taken."""
    exif = Image.Exif()
    exif[MAKER] = "Camera of somebody"
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[2] = (50.0, 50.0, 0.0)
    return exif


def telltale_png() -> bytes:
    """A PNG with a comment, a place and a colour profile."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "taken at the counter")
    return picture("PNG", pnginfo=notes, exif=telltale_exif(), icc_profile=b"profile of somebody")


def office(extension: str, **parts: bytes) -> bytes:
    """A document of Microsoft's kind; `parts` are added, their names with / written as __ and . as _dot_."""
    main = {"[Content_Types].xml": TYPES.format(extension).encode(), MAIN[extension]: b"<x/>"}
    return archive(main | {name.replace("__", "/").replace("_dot_", "."): body for name, body in parts.items()})


def open_document(kind: str, **parts: bytes) -> bytes:
    """A document of the open kind, `text` or `spreadsheet`."""
    main = {"mimetype": (ODF + kind).encode(), "content.xml": b"<x/>"}
    return archive(main | {name.replace("__", "/"): body for name, body in parts.items()})


def archive(parts: dict[str, bytes]) -> bytes:
    """An archive of parts."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name, body in parts.items():
            made.writestr(name, body)
    return file.getvalue()


GOOD = {
    "scan.pdf": (PDF, "application/pdf"),
    "écran.png": (picture("PNG"), "image/png"),
    "photo.jpg": (picture("JPEG"), "image/jpeg"),
    "photo.jpeg": (picture("JPEG"), "image/jpeg"),
    "photo.webp": (picture("WEBP"), "image/webp"),
    "notes.txt": ("Le dossier n’est pas arrivé.".encode(), "text/plain"),
    "volumes.csv": (b"cas;minutes\n12;20\n", "text/csv"),
    "note.docx": (office("docx"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "volumes.xlsx": (office("xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "note.odt": (open_document("text"), ODF + "text"),
    "volumes.ods": (open_document("spreadsheet"), ODF + "spreadsheet"),
}
