"""Sample words for the gallery: every component in each state, and six whole pages, without any domain object.

All of it is invented or comes from the demonstration content; the pages say so in their banner.
"""

from django import forms
from django.utils.safestring import mark_safe

from committee.organisations.strip import strip_svg

SPECIMENS = ("public", "opinion", "dashboard", "list", "case", "filing", "signin")

CPAS = (
    "Anderlecht|Auderghem|Berchem-Sainte-Agathe|Bruxelles|Etterbeek|Evere|Forest|Ganshoren|Ixelles|Jette|Koekelberg|"
    "Molenbeek-Saint-Jean|Saint-Gilles|Saint-Josse-ten-Noode|Schaerbeek|Uccle|Watermael-Boitsfort|"
    "Woluwe-Saint-Lambert|Woluwe-Saint-Pierre"
).split("|")
WORDS = {
    "a": ("touché", "touchés"),
    "n": ("non touché", "non touchés"),
    "u": ("ne sait pas", "ne savent pas"),
    ".": ("sans réponse", "sans réponse"),
    "w": ("fonctionne", "fonctionne"),
    "p": ("en partie", "en partie"),
    "x": ("ne fonctionne pas", "ne fonctionne pas"),
    "t": ("non testé", "non testé"),
}
LANES = {
    "common": "Commun",
    "federations": "Fédérations",
    "administration": "Administration",
    "organisation": "Notre CPAS",
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
    "not_retained": "Non retenue",
}
ICONS = (
    "home inbox list plus search check x clock flag risk lock people building chat reply quote pin paperclip calendar "
    "document megaphone arrow-right arrow-left chevron-down external download filter globe sun moon menu help info "
    "pencil eye link bell chart out scales"
).split()


def template_for(name: str) -> str:
    """Return the template of a specimen, or of the gallery itself for any other name."""
    return f"home/gallery/{name}.html" if name in SPECIMENS else "home/gallery.html"


def samples() -> dict:
    """Return the context that the gallery and its specimens are rendered with."""
    return {
        "specimens": SPECIMENS,
        "icons": ICONS,
        "account": {"name": "Anne Peeters", "organisation": "CPAS d’Uccle", "url": "#", "sign_out_url": "#"},
        "lanes": [
            {"code": code, "label": label, "checked": code == "common", "who": _WHO[code]}
            for code, label in LANES.items()
        ],
        "lanes_own": [
            {"code": code, "label": label, "checked": code == "federations"} for code, label in LANES.items()
        ],
        "problem_states": [{"code": code, "label": label} for code, label in PROBLEM_STATES.items()],
        "solution_states": [{"code": code, "label": label} for code, label in SOLUTION_STATES.items()],
        "strips": _strips(),
        "rows": [_row(*row) for row in _ROWS],
        "posts": [_post(*post) for post in _POSTS],
        "facts": _facts(),
        "timeline": _TIMELINE,
        "followup": _FOLLOWUP,
        "observations": [_observation(*each) for each in _OBSERVATIONS],
        "objectives": _OBJECTIVES,
        "toc": [{"number": n, "label": o[0], "url": f"#o{n}"} for n, o in enumerate(_OBSERVATIONS, 1)],
        "figures": _FIGURES,
        "duties": _DUTIES,
        "cards": _CARDS,
        "tabs": _TABS,
        "crumbs": [{"label": "Problèmes", "url": "#"}, {"label": "En discussion", "url": "#"}],
        "filters": _FILTERS,
        "similar": _SIMILAR,
        "form": ProblemForm(label_suffix=""),
        "form_bad": ProblemForm(
            {"bad-title": "", "bad-what": "Rappelée lundi au 0470 00 00 00.", "bad-place": "form"},
            prefix="bad",
            label_suffix="",
        ),
    }


class ProblemForm(forms.Form):
    """Filing a problem, with one field of each kind."""

    title = forms.CharField(label="Titre", help_text="Une phrase : ce qui ne va pas, et où.", max_length=120)
    what = forms.CharField(
        label="Que se passe-t-il ?",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Aucun nom, numéro ni adresse d’une personne aidée.",
    )
    place = forms.ChoiceField(
        label="Où dans la chaîne",
        widget=forms.RadioSelect,
        choices=[
            ("form", "Formulaire du citoyen"),
            ("identification", "Identification"),
            ("routing", "Orientation vers le CPAS compétent"),
            ("software", "Logiciel du fournisseur"),
        ],
    )
    tool = forms.ChoiceField(
        label="Outil",
        required=False,
        choices=[("", "Choisir"), ("inbox", "Boîte de réception CPAS Online"), ("social", "Logiciel social")],
    )
    since = forms.DateField(label="Constaté depuis", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    minutes = forms.IntegerField(label="Minutes en plus par dossier", required=False, min_value=0)
    services = forms.MultipleChoiceField(
        label="Services concernés",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("reception", "Accueil"), ("social", "Service social général"), ("it", "Informatique")],
    )
    joined = forms.FileField(label="Pièce jointe", required=False, help_text="PDF ou image, 10 Mo au plus.")
    risk = forms.BooleanField(
        label="Un droit est menacé",
        required=False,
        help_text="Date de la demande, décision dans les trente jours, ou absence de guichet.",
    )

    def clean_what(self):
        """Catch a telephone number, as the product does."""
        if "0470" in self.cleaned_data["what"]:
            raise forms.ValidationError(
                "« 0470 00 00 00 » ressemble à un numéro de téléphone. Rien n’a été enregistré : retirez-le."
            )
        return self.cleaned_data["what"]


_WHO = {
    "common": "Lisible par les CPAS, les fédérations et l’administration.",
    "federations": "Lisible par les fédérations et les CPAS seulement.",
    "administration": "Lisible par le SPP-IS seulement.",
    "organisation": "Lisible par votre CPAS seulement.",
}


def _words(cells):
    counts = [(cells.count(mark), WORDS[mark]) for mark in WORDS if mark in cells]
    return ", ".join(f"{n} {one if n == 1 else many}" for n, (one, many) in counts)


def _strip(cells, **more):
    return strip_svg(cells, words=_words(cells), **more)


def _strips():
    cells, verdict = "aaanaaaua.aanaaa.na", "wwp.w.x.wt.w.....w."
    names = [f"{cpas} : {WORDS[mark][0]}" for cpas, mark in zip(CPAS, cells, strict=True)]
    regions = "|".join(
        ("a" * 11 + "n" * 2 + "u" + "." * 5, "a" * 96 + "n" * 71 + "." * 95, "a" * 88 + "n" * 60 + "u" * 20 + "." * 115)
    )
    return {
        "row": _strip(cells),
        "case": _strip(cells, size="case"),
        "named": _strip(cells, names=names, size="case"),
        "verdict": strip_svg(verdict, words=_words(verdict), kind="verdict", size="case"),
        "verdict_row": strip_svg(verdict, words=_words(verdict), kind="verdict"),
        "all": strip_svg(regions, words="564 CPAS, trois régions", size="case"),
        "none": _strip("." * 19),
        "words": _words(cells),
    }


def _row(ref, title, lang, lane, about, state, note, cells, hours, spread, last, when, risk=False, new=False):
    return {
        "url": "#", "ref": ref, "title": title, "lang": lang, "lane": lane, "lane_label": LANES[lane],
        "about": about, "state": state, "state_label": PROBLEM_STATES[state], "state_note": note,
        "strip": _strip(cells), "coverage": f"{19 - cells.count('.')} sur 19 ont répondu",
        "hours": hours, "hours_note": spread, "last": last, "last_note": when, "risk": risk, "new": new,
    }  # fmt: skip


_ROWS = (
    ("CO-2026-0042", "Demande introduite le vendredi soir : le délai court avant que quelqu’un ne la voie", "fr",
     "common", "Logiciel social · CPAS d’Uccle", "in_discussion", "depuis 12 jours", "aaanaaaua.aanaaa.na",
     "38 h", "24 à 61", "Réponse du SPP-IS", "12 janv. 2026", True, True),
    ("CO-2026-0039", "Aucun champ du formulaire n’est repris dans le logiciel social", "fr", "common",
     "Logiciel social · CPAS de Schaerbeek", "in_progress", "échéance 28 févr.", "aaaaaaanaa.aaaaanaa", "214 h",
     "160 à 290", "Livraison annoncée", "9 janv. 2026"),
    ("CO-2026-0037", "Bijlagen komen toe als losse foto’s zonder volgorde", "nl", "common",
     "Boîte de réception · CPAS d’Evere", "solution_proposed", "depuis 5 jours", "na.aanaan.a..a.ua.n", "57 h",
     "31 à 90", "Solution proposée", "8 janv. 2026", False, True),
    ("CO-2026-0031", "Une adresse est exigée des personnes sans abri", "fr", "federations",
     "Formulaire · CPAS de la Ville de Bruxelles", "qualified", "depuis 3 jours", "a..a.n..a..aa.a...n", "19 h",
     "9 à 40", "Position demandée", "7 janv. 2026", True),
    ("CO-2026-0028", "Le code postal 1050 dirige vers Ixelles des habitants de la Ville de Bruxelles", "fr", "common",
     "Formulaire · CPAS d’Ixelles", "deployed", "à vérifier", "nnnannnnannnnnunnn.", "4 h 30", "3 à 7",
     "Mise en service", "5 janv. 2026"),
    ("CO-2026-0019", "Aanvraag in het Nederlands, automatische berichten in het Frans", "nl", "common",
     "Logiciel social · CPAS de Jette", "verified", "par 4 CPAS sur 5", "a..a.n..aaa..n.n..n", "0 h",
     "auparavant 6 h", "Vérifié sur le terrain", "18 déc. 2025"),
    ("CO-2026-0012", "Convocation envoyée dans l’eBox et jamais lue", "fr", "organisation",
     "eBox · CPAS de Watermael-Boitsfort", "draft", "de vous", "................a..", "4 h 40", "une déclaration",
     "Brouillon gardé", "17 déc. 2025"),
    ("CO-2025-0114", "Une simple question devient une demande à décider", "fr", "administration",
     "Formulaire · CPAS de Ganshoren", "closed", "motivé", "u..n...a.........n.", "7 h 30", "5 à 12",
     "Clôturé sans suite", "2 déc. 2025"),
)  # fmt: skip


def _post(number, lane, iso, when, function, organisation, lang, *paragraphs):
    return {
        "id": number, "lane": lane, "lane_label": LANES[lane], "url": f"#p{number}", "iso": iso, "when": when,
        "function": function, "organisation": organisation, "lang": lang,
        "body": mark_safe("".join(p if p.startswith("<") else f"<p>{p}</p>" for p in paragraphs)),
        "actions": [
            {"label": "Répondre", "url": f"?reply={number}#write"},
            {"label": "Citer", "url": f"?quote={number}#write"},
        ],
    }  # fmt: skip


_POSTS = (
    (1, "common", "2026-01-07T09:12", "7 janv. 2026, 09:12", "Chef de projet applicatif",
     "SPP Intégration sociale (SPP-IS)", "fr",
     "La date de réception est transmise dans le message. Elle peut être utilisée pour le calcul de l’échéance à la "
     "place de la date d’importation."),
    (2, "common", "2026-01-09T14:40", "9 janv. 2026, 14:40", "Responsable informatique", "CPAS d’Etterbeek", "fr",
     "<blockquote><p>La date de réception est transmise dans le message.</p></blockquote>",
     "Notre fournisseur demande si les jours fériés sont déjà pris en compte dans cette date ou s’il doit les "
     "recalculer."),
    (3, "federations", "2026-01-09T16:05", "9 janv. 2026, 16:05", "Conseillère au service d’études",
     "Fédération des CPAS bruxellois (Brulocalis)", "fr",
     "Deux logiciels différents donnent le même résultat : le point mérite d’être traité avec l’ensemble des "
     "fournisseurs plutôt que centre par centre. Je propose de le porter à l’ordre du jour de la prochaine réunion."),
    (4, "administration", "2026-01-10T08:30", "10 janv. 2026, 08:30", "Projectleider toepassingen",
     "POD Maatschappelijke Integratie (POD MI)", "nl",
     "Te bevestigen bij de leverancier voor we een datum noemen."),
    (5, "common", "2026-01-12T11:20", "12 janv. 2026, 11:20", "Chef de projet applicatif",
     "SPP Intégration sociale (SPP-IS)", "fr", "Ils sont déjà pris en compte : il ne faut pas refaire le calcul."),
    (6, "organisation", "2026-01-12T13:02", "12 janv. 2026, 13:02", "Secrétaire générale adjointe", "CPAS d’Uccle",
     "fr",
     "À voir avec l’équipe lundi avant de répondre : combien de dossiers de décembre sont concernés ?"),
)  # fmt: skip


def _facts():
    return {
        "state": [
            {"label": "État", "value": mark_safe('<span class="st st-in_discussion">En discussion</span>'),
             "note": "depuis le 31 déc. 2025"},
            {"label": "Couloir", "value": mark_safe('<span class="lane l-common">Commun</span>')},
            {"label": "Droit menacé", "value": mark_safe('<span class="risk">Délai de trente jours</span>')},
            {"label": "Charge", "value": "38 heures par mois", "note": "de 24 à 61 ; 17 CPAS sur 19"},
        ],
        "about": [
            {"label": "Déposé par", "value": "CPAS d’Uccle", "note": "3 juil. 2025"},
            {"label": "Dernier fait", "value": "Réponse du SPP-IS", "note": "12 janv. 2026"},
            {"label": "Où dans la chaîne", "value": "Logiciel du fournisseur"},
            {"label": "Réponse attendue de", "value": "SPP-IS", "note": "avant le 23 janv. 2026 (10 jours ouvrables)"},
        ],
    }  # fmt: skip


_TIMELINE = [
    {"iso": "2026-01-12", "when": "12 janv. 2026", "text": "Le SPP-IS a répondu à la question 2026-07", "key": True},
    {"iso": "2025-12-31", "when": "31 déc. 2025", "text": "Mis en discussion par le secrétariat",
     "note": "Motif : trois CPAS confirment"},
    {"iso": "2025-07-03", "when": "3 juil. 2025", "text": "Déposé par le CPAS d’Uccle", "key": True},
]  # fmt: skip

_FOLLOWUP = [
    {"iso": "2023-06-22", "when": "22 juin 2023", "key": True,
     "text": "Le Gouvernement bruxellois approuve l’avant-projet en deuxième lecture.",
      "source": "https://www.fdss.be/"},
    {"iso": "2024-01-12", "when": "12 janvier 2024", "source": "https://brusselsplatformarmoede.be/",
     "text": "Vote en séance plénière au Parlement bruxellois : 45 voix pour, 16 contre, 21 abstentions."},
    {"iso": "2025-09-25", "when": "25 septembre 2025", "key": True, "source": "https://www.unia.be/",
     "text": "Arrêt n° 126/2025 : l’accueil physique, le téléphone et la poste doivent être offerts tous les trois."},
]  # fmt: skip


def _observation(title, body, cells, evidence, answer, label, when, text):
    number = [o[0] for o in _OBSERVATIONS].index(title) + 1
    return {
        "number": number, "url": f"#o{number}", "title": title, "body": mark_safe(f"<p>{body}</p>"),
        "strip": _strip(cells), "evidence": evidence, "evidence_url": "#", "answer": answer, "answer_label": label,
        "answer_when": when, "answer_text": text,
    }  # fmt: skip


_OBSERVATIONS = (
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

_OBJECTIVES = [
    "Conserver, dans les CPAS bruxellois, un accompagnement psychosocial de qualité pendant et après la crise "
    "sanitaire.",
    "Rendre les droits sociaux plus accessibles, en favorisant l’accueil physique dans les centres et la rencontre "
    "directe avec le travailleur social.",
    "Faire connaître aux dirigeants des CPAS les différents degrés de la fracture numérique.",
]

_FIGURES = [
    {"value": "1 240", "unit": "heures par mois", "label": "Charge supplémentaire déclarée",
     "caption": "17 CPAS sur 19, janvier 2026, estimations et mesures"},
    {"value": "42", "unit": "problèmes", "label": "En cours de traitement", "caption": "au 12 janvier 2026"},
    {"value": "11", "unit": "jours ouvrables", "label": "Délai médian de réponse entre bancs",
     "caption": "23 questions, depuis juin 2025"},
]  # fmt: skip

_DUTIES = [
    {"age": 12, "age_unit": "jours ouvrables", "action_url": "#", "action_label": "Répondre", "lane": "common",
     "lane_label": "Commun", "risk": True, "note": "échéance dépassée de 2 jours",
     "text": mark_safe("Le SPP-IS attend votre réponse à la question <a href=\"#\">2026-07</a> sur la date de "
                        "réception.")},
    {"age": 5, "age_unit": "jours ouvrables", "action_url": "#", "action_label": "Dire si cela fonctionne",
     "lane": "common", "lane_label": "Commun", "note": "livré le 5 janv. 2026",
     "text": mark_safe("Le code postal 1050 a été corrigé : votre CPAS était touché par <a class=\"ref\" "
                        "href=\"#\">CO-2026-0028</a>.")},
    {"age": 3, "age_unit": "jours ouvrables", "action_url": "#", "action_label": "Prendre position",
     "lane": "federations", "lane_label": "Fédérations",
     "text": mark_safe("Trois sièges ont pris position sur <a class=\"ref\" href=\"#\">CO-2026-0031</a> ; le "
                        "vôtre pas encore.")},
    {"age": 1, "age_unit": "jour ouvrable", "action_url": "#", "action_label": "Reprendre le brouillon",
     "lane": "organisation", "lane_label": "Notre CPAS",
     "text": mark_safe("Un brouillon attend d’être déposé : <a href=\"#\">Convocation envoyée dans l’eBox et "
                        "jamais lue</a>.")},
]  # fmt: skip

_CARDS = [
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

_TABS = [
    {"label": "Tous", "url": "#", "current": True, "count": 42},
    {"label": "Notre CPAS est touché", "url": "#", "count": 17},
    {"label": "À qualifier", "url": "#", "count": 3},
    {"label": "Droit menacé", "url": "#", "count": 5},
]

_FILTERS = {
    "selects": [
        {"name": "state", "label": "État", "options": [{"value": "", "label": "Tous"}, *(
            {"value": code, "label": label} for code, label in PROBLEM_STATES.items())]},
        {"name": "tool", "label": "Outil", "options": [{"value": "", "label": "Tous"},
                                                      {"value": "inbox", "label": "Boîte de réception"}]},
    ],
    "checks": [{"name": "risk", "label": "Droit menacé"}],
    "chips": [{"label": "Outil : logiciel social", "url": "#"}, {"label": "Depuis juin 2025", "url": "#"}],
}  # fmt: skip

_SIMILAR = [
    {"ref": "CO-2026-0042",
     "title": "Demande introduite le vendredi soir : le délai court avant que quelqu’un ne la voie",
     "text": "Le logiciel affiche la date d’importation du lundi et calcule l’échéance à partir de là.", "url": "#"},
    {"ref": "CO-2026-0019", "title": "Les jours fériés ne sont pas décomptés du délai", "url": "#",
     "text": "L’échéance affichée tombe un jour où personne ne peut décider."},
]  # fmt: skip
