"""The words by which mail programs announce what was answered and sign what they send, in four languages."""

import re

from committee.inbox.extension_points import REPLY_LINE

WORD = re.compile(r"\w+(?:[-'’]\w+)*")
HALVES = [WORD.findall(half.lower()) for half in REPLY_LINE.split(" / ")]
"""The line of our own mails above which one answers, in either language, word by word."""

ADDRESS = re.compile(r"[\w.+=-]+@[\w-]+(?:\.[\w-]+)+")
HOUR = r"\d{1,2}\s?[:hu.]\s?\d\d\b"
DATED = re.compile(rf".*(?:\d{{4}}|{HOUR})", re.I)
TIMED = re.compile(rf".*{HOUR}", re.I)
WROTE_BEGINS = re.compile(r"(?:le|on|op|am)\s+\S|\S.*(?:a écrit le|schreef op|wrote on|schrieb am)\b", re.I)
WROTE = re.compile(
    r"(?:le|on|op|am)\b.{6,}(?:a écrit|wrote|schreef|geschreven|schrieb)\b.*:"
    r"|.{1,200}(?:a écrit le|schreef op|wrote on|schrieb am)\b.*:",
    re.I,
)
"""“On … wrote:”, unwrapped; so may a sentence of one's own begin."""
BY_PROGRAM = re.compile(
    r".*(?:(?:a écrit|wrote|geschreven)\s*|(?:schreef|schrieb)\b.*|(?:a écrit le|schreef op|wrote on|schrieb am)\b.*):",
    re.I,
)
BY_PERSON = re.compile(r"\b(?:nous|vous|lui|leur|[mt]['’]a|ons|mij|hen|us|uns|mir)\b", re.I)
"""What only a sentence says: to whom it was written."""

ORIGINAL = re.compile(
    r"[-_ ]{2,}(?:message d['’ ]origine|(?:message|mail|courriel|e-mail) (?:original|transféré)|(?:oorspronkelijk|origineel"
    r"|doorgestuurd) (?:bericht|e-mail)|original (?:message|appointment)|forwarded message"
    r"|(?:ursprüngliche|weitergeleitete) nachricht)[-_ ]{2,}"
    r"|(?:début du message (?:réexpédié|transféré)|begin (?:van )?doorgestuurd bericht|begin forwarded message"
    r"|anfang der weitergeleiteten nachricht)\s*:",
    re.I,
)
DASHED = re.compile(r"[-_]{3,}\s*[^\s_-].{0,150}[^\s_-]\s*[-_]{3,}")
RULE = re.compile(r"_{10,}|-{20,}|\*{20,}")
FROM = re.compile(r"\W{0,3}(?:de|from|van|von|expéditeur|afzender)\s*:[\s*_]*\S", re.I)
SENT = re.compile(r"\W{0,3}(?:envoyé(?: le)?|sent|verzonden|gesendet)\s*:", re.I)
FIELD = re.compile(
    r"\W{0,3}(?:de|from|van|von|expéditeur|afzender|envoyé(?: le)?|date|sent|verzonden|datum|gesendet|[àa]|to|aan|an|pour|voor"
    r"|cc|kopie|copie|objet|subject|onderwerp|betreff|importance|priorit[éy]|prioriteit|répondre à|reply-to|beantwoorden)\s*:",
    re.I,
)

SIGNATURE = re.compile(r"-- ")
"""What parts a signature from a text (RFC 3676); without its space it may be anything."""
SIGN_OFF = re.compile(
    r"[-–—_=*]{2,}|(?:\w+ ){0,3}(?:cordialement|salutations(?: distinguées)?|bien à (?:vous|toi)|respectueusement|cdlt|cdt|bàv"
    r"|bonne (?:journée|soirée)|groet(?:en|jes)?|mvg|hoogachtend|regards|sincerely|grüßen?|grüssen?|mfg"
    r"|merci(?: d['’]avance)?|alvast bedankt)(?: [\w’']+){0,2}[ ,.!]*",
    re.I,
)
CONTACT_WORDS = frozenset(
    "t tel tél téléphone telefoon phone gsm m mob mobile mobiel portable f fax e mail email courriel direct rechtstreeks w www "
    "web site bureau standard permanence ext poste toestel intern nr n numéro nummer ou of or et en and".split()
)
NAME = re.compile(r"[A-ZÀ-Ý][\w'’-]*(?: (?:d['’]|de |du |van |der |den |le |la |ter )*[A-ZÀ-Ý][\w'’-]*){1,4}")

GADGET = (
    r"(?:iphone|ipad|galaxy|samsung|android|smartphone|mobile?|mobiel|téléphone|telefoon|gsm|huawei|xiaomi|oneplus|pixel|nokia|sony"
    r"|appareil|toestel|tablette|tablet|blackberry|outlook|courrier|yahoo|proton|gmail|mail|e-mail|windows|telefon|handy|gerät)"
)
DEVICE = re.compile(
    r"(?:(?:envoyé (?:de|depuis|avec|à partir d[e’'])|verzonden (?:vanaf|met|via|vanuit)|verstuurd (?:vanaf|met)"
    rf"|sent (?:from|with|via)|gesendet (?:von|mit))(?:[ ’'][\w’'-]+){{0,3}}?[ ’'-]{GADGET}"
    rf"|von meinem(?: \w+)? {GADGET}|(?:télécharge[rz]|obtenir|get|download) outlook|outlook (?:pour|voor|für|for) \S+)"
    r"(?:[ -][\w’'-]+){0,2}[ .]*(?:<\S*>|\(\S*\))?(?: gesendet)?[ .]*",
    re.I,
)
"""What a telephone adds below what was written."""

REACTED = re.compile(
    r"\W*(?:.{1,80} )?(?:a réagi via|heeft gereageerd via|reacted via|hat (?:über|mit)) gmail(?: reagiert)?\W*(?:https?://\S*\W*)?"
    r"|(?:\W+.{1,80} )(?:a réagi à votre message|heeft op (?:uw|je) bericht gereageerd|reacted to your message"
    r"|hat auf (?:ihre|deine) nachricht reagiert)\s*[.:]?\W*",
    re.I,
)
"""All that a mail says when somebody clicked a picture instead of answering."""
