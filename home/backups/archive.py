"""What stands in a backup, as a tar within the seal: the database in pieces, then the files, then a manifest of it all."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterable, Iterator
from hashlib import sha256
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import Any

from home.backups.sealing import Damaged, SealedReader, SealingWriter

DATABASE, MANIFEST = "database", "manifest.json"
READ = 1024 * 1024
Part = tuple[str, Iterator[bytes]]
"""Its name and what it holds."""


class ArchiveWriter:
    """Writes parts one after another; `parts` says of each how large it is, and its SHA-256."""

    def __init__(self, sealed: SealingWriter) -> None:
        self.tar = tarfile.open(fileobj=sealed, mode="w|")  # type: ignore[call-overload] # noqa: SIM115 - see `finish`
        self.parts: dict[str, dict[str, Any]] = {}

    def add_database(self, pieces: Iterable[bytes]) -> None:
        """Add what is as long as it turns out to be."""
        digest, size = sha256(), 0
        for place, piece in enumerate(pieces):
            self.add_member(f"{DATABASE}/{place:08}", BytesIO(piece), len(piece))
            digest.update(piece)
            size += len(piece)
        self.parts[DATABASE] = {"bytes": size, "sha256": digest.hexdigest()}

    def add_file(self, name: str, path: Path) -> None:
        """Add a file under a name; one that was deleted meanwhile is passed over."""
        try:
            file = path.open("rb")
        except FileNotFoundError:
            return
        with file:
            size = path.stat().st_size
            digest = sha256()
            for piece in iter(lambda: file.read(READ), b""):
                digest.update(piece)
            file.seek(0)
            self.add_member(name, file, size)
        self.parts[name] = {"bytes": size, "sha256": digest.hexdigest()}

    def add_member(self, name: str, file, size: int) -> None:
        """Write one member of the tar."""
        member = tarfile.TarInfo(name)
        member.size = size
        self.tar.addfile(member, file)

    def finish(self, manifest: dict[str, Any]) -> None:
        """Write the manifest, which the parts belong to, and the end."""
        written = json.dumps(manifest | {"parts": self.parts}).encode()
        self.add_member(MANIFEST, BytesIO(written), len(written))
        self.tar.close()


def read_parts(sealed: SealedReader) -> Iterator[Part]:
    """The parts in their order, each to be read before the next; the manifest is the last. Raises Damaged."""
    try:
        with tarfile.open(fileobj=sealed, mode="r|") as tar:  # type: ignore[call-overload]
            named = ((part_of(member.name), member) for member in tar)
            for name, members in groupby(named, itemgetter(0)):
                yield name, content_of(tar, members)
    except tarfile.TarError as error:
        raise Damaged("The backup does not open: what is in it cannot be read.") from error
    sealed.drain()


def part_of(name: str) -> str:
    """The part to which a member belongs. Raises Damaged for a name that leads elsewhere."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise Damaged(f"The backup holds a file by the name {name!r}.")
    return path.parts[0] if path.parts[0] == DATABASE else name


def content_of(tar: tarfile.TarFile, members: Iterable[tuple[str, tarfile.TarInfo]]) -> Iterator[bytes]:
    """What the members of one part hold, one after another."""
    for _name, member in members:
        if (file := tar.extractfile(member)) is not None:
            while piece := file.read(READ):
                yield piece


def read_whole(sealed: SealedReader, take=None) -> dict[str, Any]:
    """Read everything, compare it with the manifest, and return that; `take` is given each part with what it holds.

    Raises Damaged where a part is missing, is one too many, or is not as it was written.
    """
    found: dict[str, dict[str, Any]] = {}
    manifest: dict[str, Any] | None = None
    for name, pieces in read_parts(sealed):
        if name == MANIFEST:
            manifest = json.loads(b"".join(pieces))
            continue
        measured = Measured(pieces)
        if take:
            take(name, measured)
        measured.drain()
        found[name] = {"bytes": measured.size, "sha256": measured.digest.hexdigest()}
    if manifest is None or manifest["parts"] != found:
        raise Damaged("The backup is not whole: it does not hold what its manifest says.")
    return manifest


class Measured:
    """What passes, measured while it passes."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces, self.size, self.digest = pieces, 0, sha256()

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self.size += len(piece)
            self.digest.update(piece)
            yield piece

    def drain(self) -> None:
        """Let what was not taken pass, too."""
        for _piece in self:
            pass
