"""The words by which mail programs announce what was answered and sign what they send, in four languages."""

import re

from committee.inbox.extension_points import REPLY_LINE

OURS = re.compile("|".join(re.escape(half) for half in REPLY_LINE.strip(" —").split(" / ")), re.I)
"""The line of our own mails above which one answers, in either language."""

DATED = r"(?=.*\d{4}|.*\d[:hu.]\d\d)"
WROTE_BEGINS = re.compile(r"(?:le|on|op|am)\s+\S|\S.*(?:a écrit le|schreef op|wrote on|schrieb am)\b", re.I)
WROTE = re.compile(
    rf"(?:le|on|op|am)\b{DATED}.{{6,}}(?:a écrit|wrote|schreef|geschreven|schrieb)\b.*:"
    rf"|.{{1,200}}(?:a écrit le|schreef op|wrote on|schrieb am)\b{DATED}.*:",
    re.I,
)
"""“On … wrote:”, unwrapped: it holds a year or an hour, so that no sentence of one's own is taken for it."""

ORIGINAL = re.compile(
    r"[-_ ]{2,}(?:message d['’ ]origine|message original|courriel original|message transféré|oorspronkelijk bericht"
    r"|origineel bericht|doorgestuurd bericht|original message|original appointment|forwarded message"
    r"|ursprüngliche nachricht|weitergeleitete nachricht)[-_ ]{2,}"
    r"|(?:début du message (?:réexpédié|transféré)|begin (?:van )?doorgestuurd bericht|begin forwarded message"
    r"|anfang der weitergeleiteten nachricht)\s*:",
    re.I,
)
FROM = re.compile(r"\W{0,3}(?:de|from|van|von|expéditeur|afzender)\s*:[\s*_]*\S", re.I)
SENT = re.compile(
    r"\W{0,3}(?:envoyé(?: le)?|date|sent|verzonden|datum|gesendet|à|to|aan|an|cc|objet|subject|onderwerp|betreff)\s*:",
    re.I,
)
RULE = re.compile(r"_{10,}|-{20,}|\*{20,}")
SIGNATURE = re.compile(r"--|—")
DEVICE = re.compile(
    r"(?:envoyé (?:de|depuis|à partir d[e’']) ?(?:mon|ma|outlook|yahoo|un|l[’']|proton)"
    r"|verzonden (?:vanaf|met|via|vanuit) (?:mijn|outlook|yahoo|een|proton)|verstuurd (?:vanaf|met) (?:mijn|een)"
    r"|sent (?:from|with|via) (?:my|outlook|yahoo|mail|proton|a)\b|von meinem|gesendet (?:von|mit)"
    r"|télécharge[rz] outlook|obtenir outlook|(?:get|download) outlook|outlook voor \S+ downloaden"
    r"|outlook (?:pour|für|for) (?:android|ios))",
    re.I,
)
"""What a telephone adds below what was written."""
