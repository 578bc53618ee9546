"""Static files: joined for the pages; in production also compressed, and named by their content."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from home.pages.joining import joined

FOLDER = "home/site"


class Assets(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, which also renames what script modules import."""

    support_js_module_import_aggregation = True


class JoinedFinder(BaseFinder):
    """Offers the joined files to whatever asks for static files: the server of the demonstration, and `collectstatic`."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=settings.VAR / "joined")

    def check(self, **kwargs) -> list:
        """Nothing can be set wrongly."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs) -> Any:
        """Where a joined file stands, made of its sources as they are now; an empty list for any other path."""
        name = path.removeprefix(f"{FOLDER}/")
        if name == path or name not in self.write():
            return []
        place = self.storage.path(path)
        return [place] if find_all else place

    def list(self, ignore_patterns) -> Iterator[tuple[str, FileSystemStorage]]:
        """The joined files, made of their sources as they are now."""
        for name in self.write():
            yield f"{FOLDER}/{name}", self.storage

    def write(self) -> dict[str, str]:
        """Make them, and answer what they are."""
        files = joined()
        for name, text in files.items():
            hold(Path(self.storage.path(f"{FOLDER}/{name}")), text)
        return files


def hold(path: Path, text: str) -> None:
    """Have a file hold a text. Whoever reads it meanwhile finds the old one or the new one, never a part."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as fresh:
        fresh.write(text)
    os.chmod(fresh.name, 0o644)
    os.replace(fresh.name, path)
