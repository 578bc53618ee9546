"""A form with one field of each kind."""

from django import forms

from committee.writing.forms import DayField, NumberField


class ProblemForm(forms.Form):
    """Filing a problem, with one field of each kind."""

    title = forms.CharField(label="Titre", help_text="Une phrase : ce qui ne va pas, et où.", max_length=120)
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
    since = DayField(label="Constaté depuis", required=False, past=True)
    minutes = NumberField(label="Minutes en plus par dossier", required=False, min_value=0)
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
                "« 0470 00 00 00 » ressemble à un numéro de téléphone. Rien n’a été enregistré : retirez-le."
            )
        return self.cleaned_data["what"]


def sample_forms() -> dict:
    """The same form, untouched and refused."""
    refused = {"bad-title": "", "bad-what": "Rappelée lundi au 0470 00 00 00.", "bad-place": "form"}
    return {
        "form": ProblemForm(label_suffix=""),
        "form_bad": ProblemForm(refused, prefix="bad", label_suffix=""),
    }
