"""Sample words for the gallery: every component in each state, without any domain object.

All of it is invented or comes from the demonstration content; the pages say so in their banner.
"""

from django.utils.safestring import mark_safe

from home.pages.presentation.opinion import FOLLOWUP, OBJECTIVES, OBSERVATIONS, observation
from home.pages.presentation.strips import strips

LANES = {
    "common": "Commun",
    "federations": "Fédérations",
    "administration": "Administration",
    "organisation": "Notre CPAS",
}
WHO = {
    "common": "Lisible par les CPAS, les fédérations et l’administration.",
    "federations": "Lisible par les fédérations et les CPAS seulement.",
    "administration": "Lisible par le SPP-IS seulement.",
    "organisation": "Lisible par votre CPAS seulement.",
}
PROBLEM_STATES = {
    "draft": "Brouillon",
    "filed": "Déposé",
    "qualified": "Qualifié",
    "in_discussion": "En discussion",
    "solution_proposed": "Solution proposée",
    "in_progress": "En cours",
    "deployed": "Mis en service",
    "verified": "Vérifié",
    "closed": "Clôturé",
    "merged": "Fusionné",
}
SOLUTION_STATES = {
    "proposed": "Proposée",
    "under_review": "À l’examen",
    "agreed": "Convenue",
    "planned": "Planifiée",
    "delivered": "Livrée",
    "verified": "Vérifiée",
    "relapsed": "En rechute",
    "not_retained": "Non retenue",
}
ICONS = (
    "home inbox list plus search check x clock flag risk lock people building chat reply quote pin paperclip calendar "
    "document megaphone arrow-right arrow-left chevron-down external download filter globe sun moon menu help info "
    "pencil eye link bell chart out scales"
).split()


def samples() -> dict:
    """Return the context that the gallery is rendered with."""
    return {
        "icons": ICONS,
        "account": {"name": "Anne Peeters", "organisation": "CPAS d’Uccle", "url": "#", "sign_out_url": "#"},
        "tool": {"count": 3, "topic": "", "badge_url": ""},
        "lanes": [{**lane, "who": WHO[lane["code"]], "checked": lane["code"] == "common"} for lane in labelled(LANES)],
        "problem_states": labelled(PROBLEM_STATES),
        "solution_states": labelled(SOLUTION_STATES),
        "strips": strips(),
        "facts": FACTS,
        "followup": FOLLOWUP,
        "observations": [observation(*each) for each in OBSERVATIONS],
        "objectives": OBJECTIVES,
        "toc": [{"number": n, "label": o[0], "url": f"#o{n}"} for n, o in enumerate(OBSERVATIONS, 1)],
        "figures": FIGURES,
        "axis": AXIS,
        "cards": CARDS,
        "tabs": TABS,
        "crumbs": [{"label": "Problèmes", "url": "#"}, {"label": "En discussion", "url": "#"}],
        "filters": FILTERS,
    }


def labelled(words: dict[str, str]) -> list[dict]:
    """Codes with their words, as components take them."""
    return [{"code": code, "label": label} for code, label in words.items()]


FACTS = [
    {"label": "État", "value": mark_safe('<span class="st st-in_discussion">En discussion</span>'),
     "note": "depuis le 31 déc. 2025"},
    {"label": "Couloir", "value": mark_safe('<b class="lane l-common">Commun</b>')},
    {"label": "Droit menacé", "value": mark_safe('<b class="risk">Délai de trente jours</b>')},
    {"label": "Charge", "value": "38 heures par mois", "note": "de 24 à 61 ; 17 CPAS sur 19"},
]  # fmt: skip

AXIS = ("0", "20", "40")
FIGURES = [
    {"value": "1 240", "unit": "heures par mois", "label": "Charge supplémentaire déclarée",
     "sum": {"words": "98 réponses chiffrées sur 475 (19 CPAS × 25 problèmes)", "partial": True}},
    {"value": "42", "unit": "problèmes", "label": "En cours de traitement", "caption": "au 12 janvier 2026"},
    {"value": "11", "unit": "jours ouvrables", "label": "Délai médian de réponse entre bancs",
     "caption": "23 questions, depuis juin 2025"},
]  # fmt: skip

CARDS = [
    {"kind": "Avis", "iso": "2023-06-21", "when": "21 juin 2023", "url": "#", "lang": "fr",
     "title": "Avis sur l’avant-projet d’ordonnance « Bruxelles numérique »",
     "text": "Sept observations : la spécificité du travail social, le maintien d’un accueil humain, le libre choix de "
             "l’usager et la protection des données."},
    {"kind": "Nieuws", "iso": "2025-06", "when": "juni 2025", "url": "#", "lang": "nl",
     "title": "OCMW Online is gestart: de Brusselse OCMW’s passen zich aan en documenteren",
     "text": "Sinds 2 juni 2025 kan een eerste steunaanvraag online bij elk OCMW van het land worden ingediend."},
    {"kind": "Colloque", "iso": "2022-05-18", "when": "18 mai 2022", "url": "#", "lang": "fr",
     "title": "L’accompagnement psychosocial des usagers des CPAS bruxellois face au numérique", "text": ""},
]  # fmt: skip

TABS = [
    {"label": "Tous", "url": "#", "current": True, "count": 42},
    {"label": "Notre CPAS est concerné", "url": "#", "count": 17},
    {"label": "À qualifier", "url": "#", "count": 3},
    {"label": "Droit menacé", "url": "#", "count": 5},
]

FILTERS = {
    "selects": [
        {"name": "state", "label": "État", "options": [{"value": "", "label": "Tous"}, *(
            {"value": code, "label": label} for code, label in PROBLEM_STATES.items())]},
        {"name": "tool", "label": "Outil", "options": [{"value": "", "label": "Tous"},
                                                      {"value": "inbox", "label": "Boîte de réception"}]},
    ],
    "checks": [{"name": "risk", "label": "Droit menacé"}],
    "chips": [{"label": "Outil : logiciel social", "url": "#"}, {"label": "Depuis juin 2025", "url": "#"}],
}  # fmt: skip
