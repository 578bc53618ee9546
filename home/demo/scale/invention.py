"""Invented French and Dutch texts about the field, in which words are as unequally frequent as in any language."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate
from random import Random

SYLLABLES = (
    "al ba bel ca cor da del do fa fen ga gen ju ka lan li lo ma mer mi na nor pa per ra ri sa sol ta ter ti va ver "
    "vi zo"
).split()
FRENCH = {
    "when": (
        "depuis la mise à jour|chaque lundi matin|en fin de mois|après la fusion des deux fiches|"
        "pendant la permanence|dès la première connexion|depuis l’ouverture au public|à la rentrée|"
        "lors du renouvellement|pendant les congés"
    ),
    "who": (
        "la demande|la personne|le formulaire|l’accueil|le travailleur social|le dossier|la pièce jointe|"
        "le logiciel social|le délai de trente jours|l’accusé de réception|la carte d’identité|"
        "le message de confirmation|l’enquête sociale|la commune voisine|le fournisseur|l’usager sans abri|"
        "le rapport social|la décision du comité|la visite à domicile|l’interprète|la caution locative|"
        "le tuteur|le mineur étranger|la facture d’énergie|le colis alimentaire|l’étudiant boursier|"
        "la garantie locative|le médiateur de dettes|l’adresse de référence|la domiciliation"
    ),
    "does": (
        "arrive sans ses annexes|reste bloquée à l’étape de signature|disparaît de la liste|"
        "doit être encodée deux fois|n’est reprise nulle part|s’affiche en double|renvoie vers une page vide|"
        "attend une validation|perd son numéro|change de langue en cours de route|part vers un autre CPAS|"
        "dépasse la taille permise|ne s’imprime pas|refuse l’identification|expire avant l’envoi|"
        "mélange deux ménages|efface les remarques|ignore la date d’arrivée|"
        "demande une clé que nous n’avons pas|contredit le registre|bloque le scanner|retarde le paiement"
    ),
    "but": (
        "et nous devons rappeler|ce qui prend un quart d’heure par dossier|"
        "alors que la loi prévoit trente jours|et personne n’est averti|sauf pour les premiers dossiers|"
        "malgré la correction annoncée|et le guichet se remplit|ce que le fournisseur ne reproduit pas|"
        "surtout pour le revenu d’intégration|surtout pour l’aide médicale urgente|"
        "et la statistique devient fausse|sans message d’erreur|avec le navigateur de la commune|"
        "sur tablette aussi"
    ),
    "in": (
        "dans le module {name}|avec l’écran {name}|depuis la version {name}|par le connecteur {name}|au guichet {name}"
    ),
}
DUTCH = {
    "when": (
        "sinds de update|elke maandagochtend|op het einde van de maand|na het samenvoegen van de fiches|"
        "tijdens de zitdag|vanaf de eerste aanmelding|sinds de opening voor het publiek|na de vakantie|"
        "bij de hernieuwing|tijdens het verlof"
    ),
    "who": (
        "de aanvraag|de persoon|het formulier|het onthaal|de maatschappelijk werker|het dossier|de bijlage|"
        "de sociale software|de termijn van dertig dagen|het ontvangstbewijs|de identiteitskaart|"
        "het bevestigingsbericht|het sociaal onderzoek|de naburige gemeente|de leverancier|"
        "de dakloze gebruiker|het sociaal verslag|de beslissing van het comité|het huisbezoek|de tolk|"
        "de huurwaarborg|de voogd|de minderjarige vreemdeling|de energiefactuur|het voedselpakket|"
        "de beursstudent|de borgstelling|de schuldbemiddelaar|het referentieadres|de domiciliëring"
    ),
    "does": (
        "komt aan zonder stukken|blijft hangen bij de handtekening|verdwijnt uit de lijst|"
        "moet twee keer ingevoerd worden|wordt nergens overgenomen|verschijnt dubbel|"
        "leidt naar een lege pagina|wacht op validatie|verliest het nummer|verandert onderweg van taal|"
        "vertrekt naar een ander OCMW|overschrijdt de toegelaten grootte|kan niet worden afgedrukt|"
        "weigert de identificatie|vervalt voor het verzenden|verwart twee gezinnen|wist de opmerkingen|"
        "negeert de aankomstdatum|vraagt een sleutel die wij niet hebben|spreekt het register tegen|"
        "blokkeert de scanner|vertraagt de betaling"
    ),
    "but": (
        "en wij moeten terugbellen|wat een kwartier per dossier kost|terwijl de wet dertig dagen voorziet|"
        "en niemand wordt verwittigd|behalve voor de eerste dossiers|ondanks de aangekondigde correctie|"
        "en het loket loopt vol|wat de leverancier niet kan nabootsen|vooral voor het leefloon|"
        "vooral voor de dringende medische hulp|en de statistiek klopt niet meer|zonder foutmelding|"
        "met de browser van de gemeente|ook op tablet"
    ),
    "in": (
        "in de module {name}|met het scherm {name}|sinds versie {name}|via de koppeling {name}|aan het loket {name}"
    ),
}
NAMES, SENTENCES = 6_000, 8_000


class Zipf:
    """Draws from a list so that the n-th word is n times rarer than the first, softened by `power`."""

    def __init__(self, things: list, power: float = 1.0) -> None:
        self.things = things
        self.sums = list(accumulate(1 / (place + 1) ** power for place in range(len(things))))

    def draw(self, chance: Random):
        """One of them."""
        return self.things[min(bisect(self.sums, chance.random() * self.sums[-1]), len(self.things) - 1)]


@dataclass(frozen=True)
class Sentence:
    """A sentence, and the stems that the index knows it by."""

    text: str
    stems: tuple[str, ...]


class Writer:
    """Writes sentences, titles and texts in one language, the same for the same seed."""

    def __init__(self, slots: dict[str, str], chance: Random, stems) -> None:
        self.chance, self.stems = chance, stems
        self.slots = {name: Zipf(words.split("|"), 0.6) for name, words in slots.items()}
        self.names = Zipf([self.name() for _ in range(NAMES)], 0.9)
        self.sentences = [self.sentence() for _ in range(SENTENCES)]
        self.titles = [self.title() for _ in range(SENTENCES)]

    def name(self) -> str:
        """The invented name of a screen or a supplier's part."""
        return "".join(self.chance.choices(SYLLABLES, k=self.chance.choice((2, 3, 3, 4)))).capitalize()

    def pick(self, slot: str) -> str:
        """Words for one place of a sentence."""
        words = self.slots[slot].draw(self.chance)
        return words.format(name=self.names.draw(self.chance)) if "{" in words else words

    def sentence(self) -> Sentence:
        """A sentence of twelve to twenty words."""
        slots = ["when", "who", "does", "but"] + (["in"] if self.chance.random() < 0.5 else [])
        words = [self.pick(slot) for slot in slots]
        text = f"{words[0]}, {' '.join(words[1:])}."
        return self.known(text[0].upper() + text[1:])

    def title(self) -> Sentence:
        """A title of at most 140 letters."""
        words = f"{self.pick('who')} {self.pick('does')} {self.pick('in')}"
        return self.known(words[0].upper() + words[1:140])

    def known(self, text: str) -> Sentence:
        """A sentence with its stems."""
        return Sentence(text, tuple(self.stems(text).split()))

    def says(self, most: int) -> list[Sentence]:
        """One to several sentences."""
        return self.chance.choices(self.sentences, k=self.chance.randint(1, most))


def text_of(sentences: list[Sentence]) -> str:
    """Sentences as one text."""
    return " ".join(one.text for one in sentences)


def html_of(text: str) -> str:
    """What `render_markdown` makes of such a text, which has no signs of Markdown."""
    return f"<p>{text}</p>\n"


def stems_of(*sentences: Sentence) -> str:
    """The stems of all, each once, as the index keeps them."""
    return " ".join(dict.fromkeys(stem for one in sentences for stem in one.stems))
