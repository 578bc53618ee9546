"""The PDF of an opinion, by Typst: tagged, for everybody (PDF/UA-1) and for the archive (PDF/A-3a), in its language.

It says what the page says, with the same numbers. It is made when the opinion becomes public and kept under a sum of all that
it says: as long as nothing changes, it is the same file to the byte. An image without its words fails the making.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from committee.journal.moments import format_day
from publications.opinions.models import OpinionPage
from publications.opinions.presentation import (
    describe_about,
    describe_foreign,
    describe_reply,
    evidence_lines,
    fates_of,
    standing_label,
)
from publications.opinions.queries import Reading, Reply, read_observations, turns_of
from publications.opinions.records import Standing
from publications.pages.rich_document import blocks_of_stream

FORM = Path(__file__).parent / "opinion.typ"
STANDARDS = ["a-3a", "ua-1"]
FICTIVE = "Données fictives / Fictieve gegevens"
"""What stands wherever invented problems are counted, in both languages."""
Files = dict[str, bytes]


def opinion_pdf(page: OpinionPage) -> bytes:
    """The PDF of a published opinion as it is now, from what is kept, or made."""
    data, files = opinion_data(page)
    form = FORM.read_bytes()
    sums = [json.dumps(data, sort_keys=True, ensure_ascii=False).encode(), form, *files.values()]
    digest = sha256(b"\0".join(sums)).hexdigest()[:40]
    name, storage = f"opinions/{page.translation_key}-{data['language']}-{digest}.pdf", storages["private"]
    if storage.exists(name):
        with storage.open(name) as kept:
            return bytes(kept.read())
    made = compile_pdf(data, files, form)
    storage.save(name, ContentFile(made))
    return made


def compile_pdf(data: dict[str, Any], files: Files, form: bytes) -> bytes:
    """Set it. Raises TypstError where what is set would not be accessible, such as an image without words."""
    import typst

    moment = datetime.combine(datetime(*data["date"]), time(12), UTC)
    sources = {"main.typ": form, "data.json": json.dumps(data, ensure_ascii=False).encode(), **files}
    fonts = typst.Fonts(include_system_fonts=False)
    return bytes(
        typst.compile(cast(Any, sources), font_paths=fonts, format="pdf", pdf_standards=STANDARDS, timestamp=moment)
    )


@task()
def make_pdf(page: int) -> None:
    """Make the PDF of an opinion that has just become public, so that nobody waits for it."""
    found = OpinionPage.objects.live().select_related("locale").filter(pk=page).exclude(number="").first()
    if found:
        with override(found.locale.language_code):
            opinion_pdf(found)


def opinion_data(page: OpinionPage) -> tuple[dict[str, Any], Files]:
    """All that the PDF says, in the language of the page, and the pictures that it shows."""
    files: Files = {}
    with override(page.locale.language_code):
        readings = read_observations(page)
        turn = next(iter(turns_of(page.translation_key)), None)
        day = page.date or page.first_published_at.date()
        data = {
            "language": page.locale.language_code,
            "title": page.title,
            "kind": str(page.get_kind_display()),
            "number": page.number,
            "issuer": page.issuer,
            "keywords": [word.strip() for word in page.keywords.split(",") if word.strip()],
            "date": [day.year, day.month, day.day],
            "day": format_day(day),
            "standing": turn and stated(turn),
            "facts": facts_of(page),
            "summary": page.summary,
            "context": printed(page.context, files),
            "observations": [describe_observation(one, page, files) for one in readings],
            "fictive": FICTIVE if any(one.evidence.fictive for one in readings) else "",
            "parts": [part for part in parts_of(page) if part["rows"]],
            "address": settings.SITE_URL + reverse("opinions:numbered_opinion", args=[page.number]),
            "words": words_of(),
        }
    return data, files


def words_of() -> dict[str, str]:
    """The headings, in the language of the page."""
    return {
        "context": _("Context"),
        "observations": _("Observations"),
        "amendments": _("Amendments proposed"),
        "before": _("Wording of the text"),
        "after": _("Wording proposed"),
        "after_version": _("Wording of this version"),
        "evidence": _("Evidence"),
        "answers": _("Answers"),
        "fate": _("Later versions of the text"),
        "permanent": _("Permanent address:"),
    }


def stated(turn: Any) -> dict[str, str] | None:
    """What holds of the opinion, unless it is in effect as it was published."""
    if turn.change.standing == Standing.HOLDS:
        return None
    return {"label": standing_label(turn.change.standing), "note": turn.note}


def facts_of(page: OpinionPage) -> list[dict[str, Any]]:
    """By whom, to whom and about which text."""
    aimed = [page.aimed_at] + ([str(page.get_stage_display())] if page.stage else [])
    rows = (
        (_("Adopted by"), [page.issuer]),
        (_("Addressees"), [", ".join(filter(None, (one.function, one.holder))) for one in page.addressees.all()]),
        (_("Text aimed at"), aimed if page.aimed_at else []),
    )
    return [{"term": term, "lines": lines} for term, lines in rows if lines]


def printed(stream: Any, files: Files) -> list[dict[str, Any]]:
    """A text block by block, its pictures put beside it."""
    blocks = blocks_of_stream(stream)
    for block in blocks:
        if block["kind"] == "picture":
            rendition = block.pop("image").get_rendition("width-1200|format-jpeg")
            block["file"] = f"picture-{rendition.pk}.jpg"
            with rendition.file.open() as file:
                files[block["file"]] = file.read()
    return blocks


def describe_observation(reading: Reading, page: OpinionPage, files: Files) -> dict[str, Any]:
    """One observation with all that stands under it."""
    one = reading.observation
    fates = (
        {
            "when": format_day(fate.when),
            "said": f"{fate.version} – {fate.outcome}",
            "before": fate.before,
            "after": fate.after,
        }
        for fate in fates_of(one)
    )
    return {
        "number": one.number,
        "title": one.title,
        "about": " · ".join(describe_about(one, page)),
        "body": printed(one.body, files),
        "amendments": [dict(part.value) for part in one.amendments],
        "evidence": evidence_lines(reading),
        "replies": [describe_answer(reply) for reply in reading.replies],
        "fate": list(fates),
    }


def describe_answer(reply: Reply) -> dict[str, Any]:
    """What an addressee answered, in the language in which it was given."""
    foreign = describe_foreign(reply)
    return {
        "who": reply.addressee.function,
        "said": describe_reply(reply, counting=False) + (f" ({foreign})" if foreign else ""),
        "text": [line.strip() for line in reply.text.split("\n") if line.strip()],
        "language": reply.language,
        "source": reply.source,
    }


def parts_of(page: OpinionPage) -> list[dict[str, Any]]:
    """What follows the observations."""
    reservations = ((f"{one.organisation} ({one.get_kind_display()})", one.text, "") for one in page.reservations.all())
    versions = (
        (format_day(one.date), f"{one.name} ({one.get_stage_display()})" if one.stage else one.name, one.source)
        for one in page.text_versions.all()
    )
    steps = ((format_day(one.date), one.text, one.source) for one in page.steps.all())
    signed = ((one.function, one.name, "") for one in page.signatories.all())
    annexes = ((_("Annex"), one.title, "") for one in page.annexes.all())
    parts = (
        (_("Reservations and minority positions"), reservations),
        (_("Versions of the text aimed at"), versions),
        (_("What became of it"), steps),
        (_("Signatories"), signed),
        (_("Annexes"), annexes),
    )
    return [
        {"title": title, "rows": [{"term": term, "text": text, "source": source} for term, text, source in rows]}
        for title, rows in parts
    ]
