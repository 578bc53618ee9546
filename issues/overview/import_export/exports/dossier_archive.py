"""The portable dossier as an archive: its page, its data, its files, and the sums that prove them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import IO
from zipfile import ZipFile

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from issues.attachments.models import Attachment
from issues.overview.import_export.exports.dossier_data import data_of
from issues.overview.import_export.exports.dossier_page import dossier_context
from issues.overview.import_export.exports.runs import archive_entry
from issues.overview.import_export.queries.dossier import Dossier
from issues.overview.import_export.safe_tables import fresh_file

PIECE = 256 * 1024


def build_archive(dossier: Dossier, language: str) -> IO[bytes]:
    """The dossier as a ZIP in a language; `sha256sum -c SHA256SUMS` checks it once unpacked. Dates are the facts' own."""
    target = fresh_file()
    sums: list[tuple[str, str]] = []
    moment = dossier.problem.last_at
    with ZipFile(target, "w") as archive, override(language):
        for name, text in archive_texts(dossier, language):
            content = text.encode()
            archive.writestr(archive_entry(name, moment), content)
            sums.append((hashlib.sha256(content).hexdigest(), name))
        for name, file in dossier.files:
            sums.append((copy_file_into(archive, name, file), name))
        listing = "".join(f"{digest}  {name}\n" for digest, name in sums)
        archive.writestr(archive_entry("SHA256SUMS", moment), listing)
    target.seek(0)
    return target


def archive_texts(dossier: Dossier, language: str) -> Iterator[tuple[str, str]]:
    """The texts of the archive, by name."""
    page = {"d": dossier_context(dossier), "language": language, "now": timezone.now()}
    yield "index.html", render_to_string("issues/overview/import_export/portable.html", page)
    yield "data.json", json.dumps(data_of(dossier), ensure_ascii=False, indent=1) + "\n"
    note = {"reference": dossier.problem.reference, "scope": dossier.scope, "now": timezone.localtime()}
    yield "README.txt", render_to_string("issues/overview/import_export/portable_note.txt", note)


def copy_file_into(archive: ZipFile, name: str, file: Attachment) -> str:
    """Copy a stored file into the archive, piece by piece. Returns its digest."""
    digest = hashlib.sha256()
    with (
        file.file.storage.open(file.file.name or "", "rb") as source,
        archive.open(archive_entry(name, file.added_at), "w") as part,
    ):
        while piece := source.read(PIECE):
            digest.update(piece)
            part.write(piece)
    return digest.hexdigest()
