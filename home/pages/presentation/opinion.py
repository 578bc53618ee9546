"""What an opinion says: observations, objectives and what became of them."""

from django.utils.safestring import mark_safe

from home.pages.presentation.strips import strip

FOLLOWUP = [
    {"iso": "2023-06-22", "when": "22 juin 2023", "key": True,
     "text": "Le Gouvernement bruxellois approuve l’avant-projet en deuxième lecture.",
      "source": "https://www.fdss.be/"},
    {"iso": "2024-01-12", "when": "12 janvier 2024", "source": "https://brusselsplatformarmoede.be/",
     "text": "Vote en séance plénière au Parlement bruxellois : 45 voix pour, 16 contre, 21 abstentions."},
    {"iso": "2025-09-25", "when": "25 septembre 2025", "key": True, "source": "https://www.unia.be/",
     "text": "Arrêt n° 126/2025 : l’accueil physique, le téléphone et la poste doivent être offerts tous les trois."},
]  # fmt: skip


FATES = [
    {"iso": "2024-02-01", "when": "1er février 2024", "version": "Texte adopté", "outcome": "Suivie en partie",
     "before": "Les démarches se font en ligne.", "after": "Les démarches se font aussi au guichet.",
     "source": "https://etaamb.openjustice.be/"},
]  # fmt: skip


def observation(title, body, cells, evidence, answer, label, when, text) -> dict:
    """One observation as its component takes it."""
    number = [o[0] for o in OBSERVATIONS].index(title) + 1
    reply = {
        "who": "Ministre chargé de la Transition numérique", "stance": answer, "said": f"{label}, {when}" if when else label,
        "text": text, "foreign": "", "language": "fr", "source": "",
    }  # fmt: skip
    exhibit = {
        "kind": "Chiffre",
        "title": "4 sur 10",
        "words": "vulnérables face au numérique (Belgique, 2023)",
        "url": "#",
    }
    return {
        "number": number, "url": f"#o{number}", "title": title, "body": mark_safe(f"<p>{body}</p>"),
        "strip": strip(cells), "evidence": evidence, "evidence_url": "#", "about": ["Garantie", "vise l’article 4"],
        "frozen": "", "exhibits": [exhibit] if number == 1 else [], "replies": [reply],
        "amendments": [{"article": "Art. 4", "before": "en ligne", "after": "en ligne et au guichet"}] if number == 1 else [],
        "fates": FATES if number == 1 else [],
    }  # fmt: skip


OBSERVATIONS = (
    ("Un public, un fonctionnement et un accompagnement propres aux CPAS",
     "Un CPAS ne fonctionne pas comme un guichet administratif ordinaire : il accompagne des personnes, souvent dans "
     "la durée. La Fédération demande que la transposition du texte aux pouvoirs locaux respecte ce public "
     "particulier, "
     "cette organisation et cette méthode de travail psychosociale.",
     "aa.aanaaa..aa.aaana", "9 problèmes documentent cette observation", "partly", "Suivie en partie", "1er févr. 2024",
     "Le texte renvoie aux missions légales des CPAS, sans disposition propre."),
    ("Consulter les pouvoirs locaux, et d’abord les CPAS",
     "Les obligations nouvelles pèseront sur les administrations locales. La Fédération estime donc que les communes, "
     "et plus encore les CPAS, doivent être entendus avant que le texte ne soit arrêté.",
     "a..a.n..a..aa.a...n", "3 problèmes documentent cette observation", "none", "Aucune réponse à ce jour", "", ""),
    ("Garder des points de contact hors du numérique",
     "Toutes les personnes ne peuvent ou ne veulent pas passer par un écran. La Fédération réclame le maintien "
     "d’autres "
     "points de contact, et en premier lieu du guichet où l’on est reçu par quelqu’un. En 2023, quatre Belges sur dix "
     "de 16 à 74 ans étaient en situation de vulnérabilité numérique.",
     "aaaaaaanaa.aaaaanaa", "12 problèmes documentent cette observation", "accepted", "Suivie", "25 sept. 2025",
     "La Cour constitutionnelle impose les trois canaux : guichet, téléphone et poste."),
)  # fmt: skip

OBJECTIVES = [
    "Conserver, dans les CPAS bruxellois, un accompagnement psychosocial de qualité pendant et après la crise "
    "sanitaire.",
    "Rendre les droits sociaux plus accessibles, en favorisant l’accueil physique dans les centres et la rencontre "
    "directe avec le travailleur social.",
    "Faire connaître aux dirigeants des CPAS les différents degrés de la fracture numérique.",
]
