"""Mails as programs write them, built on the spot: invented people, function addresses at example.org."""

from email.message import EmailMessage

from committee.inbox.extension_points import REPLY_LINE

LETTER = [
    "[Comité de monitoring CPAS Online] CO-2026-0042",
    "Fédération · Les pièces jointes ne suivent pas.",
    "-- ",
    "Comité",
]
QUOTED = "\n".join(f"> {line}" for line in (REPLY_LINE, "", *LETTER))
UNQUOTED = "\n".join((REPLY_LINE, "", *LETTER))
OLD = "> Les pièces jointes ne suivent pas.\n> Merci."

ANSWERS = {
    "plain": ("Bonjour,\n\nC’est réglé.", "Bonjour,\n\nC’est réglé."),
    "gmail fr": (
        f"C’est réglé.\n\nLe lun. 2 juin 2025 à 14:03, Portail <portail@example.org> a écrit :\n\n{QUOTED}\n",
        "C’est réglé.",
    ),
    "gmail fr, wrapped": (
        f"C’est réglé.\n\nLe lun. 2 juin 2025 à 14:03, Comité de monitoring <portail@example.org>\na écrit :\n\n{QUOTED}",
        "C’est réglé.",
    ),
    "gmail fr, wrapped in three": (
        f"Oui.\n\nLe lun. 2 juin 2025 à 14:03, Comité de monitoring CPAS\nOnline <portail@example.org>\na écrit :\n{OLD}",
        "Oui.",
    ),
    "gmail nl": (
        f"In orde.\n\nOp ma 2 jun 2025 om 14:03 schreef Portaal <portail@example.org>:\n\n{QUOTED}",
        "In orde.",
    ),
    "gmail nl, wrapped": (
        f"In orde.\n\nOp ma 2 jun. 2025 om 14:03 schreef Monitoringcomité OCMW Online <\nportail@example.org>:\n\n{QUOTED}",
        "In orde.",
    ),
    "gmail en": (f"Fine.\n\nOn Mon, Jun 2, 2025 at 2:03 PM Portal <portail@example.org> wrote:\n\n{QUOTED}", "Fine."),
    "gmail de": (f"Gut.\n\nAm Mo., 2. Juni 2025 um 14:03 Uhr schrieb Portal <portail@example.org>:\n\n{OLD}", "Gut."),
    "gmail on a phone, nothing marked": (
        "Vu.\n\nLe lun. 2 juin 2025, 14:03, Portail <portail@example.org> a écrit :\n\nLes pièces jointes ne suivent pas.",
        "Vu.",
    ),
    "apple fr": (
        f"Oui.\n\nEnvoyé de mon iPhone\n\n> Le 2 juin 2025 à 14:03, Portail <portail@example.org> a écrit :\n> \n{OLD}",
        "Oui.",
    ),
    "apple nl": (
        f"Ja.\n\nVerstuurd vanaf mijn iPhone\n\n> Op 2 jun 2025 om 14:03 heeft Portaal <portail@example.org> het volgende geschreven:\n> \n{OLD}",
        "Ja.",
    ),
    "apple en": (
        f"Yes.\n\nSent from my iPhone\n\n> On 2 Jun 2025, at 14:03, Portal <portail@example.org> wrote:\n> \n{OLD}",
        "Yes.",
    ),
    "thunderbird fr": (
        f"Le 02/06/2025 à 14:03, Portail a écrit :\n{QUOTED}\n\nC’est réglé.\n\n-- \nService informatique",
        "C’est réglé.",
    ),
    "thunderbird nl": (f"In orde.\n\nOp 02/06/2025 om 14:03 schreef Portaal:\n{OLD}", "In orde."),
    "thunderbird en, below": (f"On 02/06/2025 14:03, Portal wrote:\n{QUOTED}\nFine.", "Fine."),
    "outlook fr": (
        "C’est réglé.\n\nCordialement\n\n________________________________\nDe : Portail <portail@example.org>\n"
        "Envoyé : lundi 2 juin 2025 14:03\nÀ : Coordination <coordination@example.org>\nObjet : CO-2026-0042\n\n"
        + UNQUOTED,
        "C’est réglé.\n\nCordialement",
    ),
    "outlook nl": (
        "In orde.\n\nVan: Portaal <portail@example.org>\nVerzonden: maandag 2 juni 2025 14:03\nAan: Coördinatie\nOnderwerp: CO-2026-0042\n\nTekst",
        "In orde.",
    ),
    "outlook en": (
        "Fine.\n\n-----Original Message-----\nFrom: Portal <portail@example.org>\nSent: Monday, June 2, 2025 2:03 PM\nTo: Desk\nSubject: x\n\nText",
        "Fine.",
    ),
    "outlook de": (
        "Gut.\n\nVon: Portal <portail@example.org>\nGesendet: Montag, 2. Juni 2025 14:03\nAn: Dienst\nBetreff: x\n\nText",
        "Gut.",
    ),
    "old outlook fr": ("Oui.\n\n-----Message d'origine-----\nDe : Portail\nEnvoyé : lundi\n\nTexte", "Oui."),
    "old outlook nl": ("Ja.\n\n-----Oorspronkelijk bericht-----\nVan: Portaal\n\nTekst", "Ja."),
    "outlook on a phone fr": (
        "Bien reçu.\n\nEnvoyé à partir de Outlook pour Android<https://example.org>\n________________________________\n"
        "De: Portail <portail@example.org>\nEnvoyé: Monday, June 2, 2025 2:03:00 PM\nÀ: Coordination\nObjet: x\n\n"
        + UNQUOTED,
        "Bien reçu.",
    ),
    "outlook on a phone nl": (
        "Goed ontvangen.\n\nOutlook voor iOS downloaden<https://example.org>\n________________________________\n"
        "Van: Portaal\nVerzonden: maandag\nAan: Dienst\nOnderwerp: x\n\nTekst",
        "Goed ontvangen.",
    ),
    "samsung fr": (
        "Oui\n\nEnvoyé depuis mon appareil Galaxy\n\n\n-------- Message d’origine --------\nDe : Portail\nTexte",
        "Oui",
    ),
    "samsung nl": (
        "Ja\n\nVerzonden vanaf mijn Galaxy\n\n-------- Oorspronkelijk bericht --------\nVan: Portaal\nTekst",
        "Ja",
    ),
    "only our own line": (f"C’est réglé.\n\n{UNQUOTED}", "C’est réglé."),
    "our own line in the other language": ("In orde.\n\nAntwoord boven deze lijn\nTekst", "In orde."),
    "between quoted lines": (
        "Le 02/06/2025 à 14:03, Portail a écrit :\n> Est-ce mardi ?\nOui.\n\n> Et la fin ?\nJeudi.\n> Merci d’avance.",
        "> Est-ce mardi ?\nOui.\n\n> Et la fin ?\nJeudi.",
    ),
    "between quoted lines of our mail": (
        f"> {REPLY_LINE}\n> \n> Est-ce mardi ?\n\nOui.\n\n> Et la fin ?\n\nJeudi.",
        "> Est-ce mardi ?\n\nOui.\n\n> Et la fin ?\n\nJeudi.",
    ),
    "a signature above the quotation": (
        f"Oui.\n-- \nCoordination\nCPAS\n\nLe 2 juin 2025 à 14:03, Portail a écrit :\n{QUOTED}",
        "Oui.",
    ),
    "sentences that look like headings": (
        "De : la liste, il manque deux noms.\nOn ne m’a rien écrit :\nLe formulaire qu’elle a écrit :\n- page 2",
        "De : la liste, il manque deux noms.\nOn ne m’a rien écrit :\nLe formulaire qu’elle a écrit :\n- page 2",
    ),
    "a line that a server marked": (">From now on it works.\nThanks.", "From now on it works.\nThanks."),
    "nextcloud": (f'Oui.\n\n"Portail" <portail@example.org> – 24 novembre 2026 10:05\n{QUOTED}', "Oui."),
    "nextcloud, nothing marked": (
        f'Fine.\n\n"Portal" <portail@example.org> – June 2, 2025 2:03 PM\n\n{UNQUOTED}',
        "Fine.",
    ),
    "zimbra nl": (
        f'Ja.\n\n----- Oorspronkelijk bericht -----\nVan: "Portaal" <portail@example.org>\nAan: "Dienst" <dienst@example.org>\n'
        f"Verzonden: Maandag 2 Juni 2025 14:03:00\nOnderwerp: x\n\n{UNQUOTED}",
        "Ja.",
    ),
    "notes en": (
        "Yes.\n\n-----Portal <portail@example.org> wrote: -----\nTo: desk@cpas.example\nFrom: Portal <portail@example.org>\n"
        f"Date: 06/02/2025 02:03PM\nSubject: x\n\n{UNQUOTED}",
        "Yes.",
    ),
    "notes fr, without a rule": (
        "Oui.\n\nDe :        Portail <portail@example.org>\nA :        jeanne.martin@cpas.example\nDate :        02/06/2025 14:03\n"
        f"Objet :        x\n\n{UNQUOTED}",
        "Oui.",
    ),
    "below a warning of the sender's own server": (
        "Oui.\n\nLe lun. 2 juin 2025 à 14:03, Portail <portail@example.org> a écrit :\n\n> ATTENTION : expéditeur externe\n> \n"
        + QUOTED,
        "Oui.",
    ),
    "our line, broken": (
        "Oui.\n\n>> — Répondez au-dessus de cette ligne / Antwoord\n>> boven deze lijn —\n>> Texte",
        "Oui.",
    ),
    "a sentence that tells who wrote what, by hour": (
        "Le 12 novembre à 14:30, le SPP a écrit :\nles demandes sont refusées.\nPas d’accord.",
        "Le 12 novembre à 14:30, le SPP a écrit :\nles demandes sont refusées.\nPas d’accord.",
    ),
    "a quotation of somebody else, made by hand": (
        f"Le 12 novembre à 14:30, le SPP nous a écrit :\n> refusé\nPas d’accord.\n\nLe 02/06/2025 à 14:03, Portail a écrit :\n{QUOTED}",
        "Le 12 novembre à 14:30, le SPP nous a écrit :\n> refusé\nPas d’accord.",
    ),
    "a sentence in german": (
        f"Am 12. November 2026 schrieb uns der Verband:\nOhne Unterschrift geht nichts.\n\nAm 02.06.2025 um 14:03 schrieb Portal:\n{QUOTED}",
        "Am 12. November 2026 schrieb uns der Verband:\nOhne Unterschrift geht nichts.",
    ),
    "more than, above a marked original": (
        f"Délai\n> 30 jours\n\nLe 02/06/2025 à 14:03, Portail a écrit :\n{QUOTED}",
        "Délai\n> 30 jours",
    ),
    "more than, and no original": ("Chez nous\n> 30 jours", "Chez nous\n> 30 jours"),
    "a quotation that one announces": (
        "La circulaire dit :\n> le délai est d’un mois",
        "La circulaire dit :\n> le délai est d’un mois",
    ),
    "a line that parts": ("Point 1.\n\n—\n\nPoint 2.\n\n--\n\nPoint 3.", "Point 1.\n\n—\n\nPoint 2.\n\n--\n\nPoint 3."),
    "a memo": (
        "De : service social\nÀ : direction\nDate : 12 mars\nObjet : aide urgente\nVoilà la note.",
        "De : service social\nÀ : direction\nDate : 12 mars\nObjet : aide urgente\nVoilà la note.",
    ),
    "our line, told of": (
        "Votre mail dit « Répondez au-dessus de cette ligne », mais rien ne se passe.\nMerci.",
        "Votre mail dit « Répondez au-dessus de cette ligne », mais rien ne se passe.\nMerci.",
    ),
    "a last sentence that begins as telephones do": (
        "Rien reçu.\n\nEnvoyé de mon côté le formulaire le 12.",
        "Rien reçu.\n\nEnvoyé de mon côté le formulaire le 12.",
    ),
    "a signature below a greeting": (
        "Yes.\n\nKind regards,\n\nJeanne Martin\nSocial worker\nCPAS\nRue X 12, 1050 Ixelles\nT +32 2 515 00 00 | M 0470 12 34 56\n"
        f"www.cpas.example\n\nThis message is confidential.\n\n{UNQUOTED}",
        "Yes.\n\nKind regards,\n\nThis message is confidential.",
    ),
    "a signature of its own": (
        f"Oui.\n\nJeanne Martin\nAssistante sociale / CPAS\n02/515.00.00 - jeanne.martin@cpas.example\n\n{UNQUOTED}",
        "Oui.",
    ),
    "a signature below a rule without its space": (f"Ja.\n--\nJan Peeters\nTel. 02 412 00 00\n\n{UNQUOTED}", "Ja."),
    "a number in what one says": (
        "Cordialement\n\nPS : appelez le demandeur au 0470 12 34 56.",
        "Cordialement\n\nPS : appelez le demandeur au 0470 12 34 56.",
    ),
    "somebody else's number": (
        "La permanence :\n\nJan Peeters\nT 02 412 00 00",
        "La permanence :\n\nJan Peeters\nT 02 412 00 00",
    ),
    "nothing of one's own": (QUOTED, ""),
    "nothing but a telephone": (f"Envoyé de mon iPhone\n\n{QUOTED}", ""),
}
"""By program: what the mail says, and what of it was answered."""


def mail(
    text: str = "C’est réglé.", *, sender: str, to: str = "", html: str = "", files=(), **headers: str
) -> EmailMessage:
    """A mail as a program sends it. `files` are (name, type, content); headers are named with _ for -."""
    message = EmailMessage()
    facts = {
        "From": sender,
        "To": to or "portail@example.org",
        "Subject": "Re: CO-2026-0042",
        "Message-ID": "<1@mail.example.org>",
    }
    for name, value in (facts | {key.replace("_", "-"): value for key, value in headers.items()}).items():
        message[name] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, kind, content in files:
        main, _slash, sub = kind.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message
