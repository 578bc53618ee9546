"""The fields and the validator refuse personal data on every way in.

No table is made: models live in an isolated registry, and refusals come before any SQL.
"""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.db.models.sql import InsertQuery, UpdateQuery
from django.test.utils import isolate_apps
from django.utils import translation
from django.utils.translation import gettext_lazy

from committee.privacy.models import (
    GuardedCharField,
    GuardedJSONField,
    GuardedTextField,
    PersonalDataFound,
    refuse_in_file_name,
    refuse_personal_data,
)

NATIONAL = f"850730123{97 - 850730123 % 97:02d}"
REFUSAL = "No citizen data belongs here: describe the situation without it."


@pytest.fixture(autouse=True)
def words_of_the_source():
    with translation.override(None):
        yield


@pytest.fixture
def note_class():
    with isolate_apps("committee"):

        class Note(models.Model):
            title = GuardedCharField(max_length=100, blank=True)
            body = GuardedTextField(blank=True)
            facts = GuardedJSONField(default=dict, blank=True)

            class Meta:
                app_label = "committee"

        yield Note


class TestRefusal:
    def test_says_what_why_and_what_to_do_without_the_number(self):
        with pytest.raises(PersonalDataFound) as refusal:
            refuse_personal_data(f"Madame {NATIONAL} attend")
        assert refusal.value.messages == [f"This looks like a national number (85•). {REFUSAL}"]
        assert refusal.value.code == "personal_data"
        assert NATIONAL not in repr(refusal.value) + str(refusal.value.params) + str(refusal.value.findings)

    def test_names_each_thing_once(self):
        with pytest.raises(PersonalDataFound) as refusal:
            refuse_personal_data(f"{NATIONAL}, {NATIONAL}, jan@gmail.com, 0470 12 34 56")
        assert refusal.value.messages == [
            "This looks like a national number (85•), a person’s e-mail address (ja•), a phone number (04•). " + REFUSAL
        ]

    def test_is_a_validation_error(self):
        assert issubclass(PersonalDataFound, ValidationError)

    @pytest.mark.parametrize(
        "value",
        [
            {"person": {"numbers": ["x", NATIONAL]}},
            {NATIONAL: True},
            [("a", NATIONAL)],
            int(NATIONAL),
            gettext_lazy(NATIONAL),
            Value(NATIONAL),
            Concat(F("title"), Value(" "), Value(NATIONAL)),
        ],
    )
    def test_looks_everywhere_in_a_value(self, value):
        with pytest.raises(PersonalDataFound):
            refuse_personal_data(value)

    @pytest.mark.parametrize(
        "value", [None, "", 0, True, 1.5, {}, [], {"a": [None, {"b": "CO-2026-0042"}]}, F("title")]
    )
    def test_leaves_the_rest_alone(self, value):
        assert refuse_personal_data(value) is None

    def test_refuses_again_what_it_refused(self):
        for _attempt in range(2):
            with pytest.raises(PersonalDataFound):
                refuse_personal_data(NATIONAL)

    def test_the_site_says_whose_addresses_may_stay(self, settings):
        settings.PRIVACY_INSTITUTIONAL_DOMAINS = ["cpas-namur.be"]
        assert refuse_personal_data("jan@cpas-namur.be") is None
        with pytest.raises(PersonalDataFound):
            refuse_personal_data("jan@smals.be")
        settings.PRIVACY_INSTITUTIONAL_DOMAINS = ["smals.be"]
        with pytest.raises(PersonalDataFound):
            refuse_personal_data("jan@cpas-namur.be")


class TestFileNames:
    @pytest.mark.parametrize(
        "name",
        [f"{NATIONAL}.pdf", "dossier_85_07_30_123_35.docx", "85.07.30-123.35", "jan@dupont.be", "jan@dupont.be.PDF"],
    )
    def test_refused(self, name):
        with pytest.raises(PersonalDataFound):
            refuse_in_file_name(name)

    @pytest.mark.parametrize(
        "name",
        [
            "avis_2026-03.pdf",
            "jan@brulocalis.brussels.pdf",
            "PXL_20250112_092345678.jpg",
            "CO-2026-0042.xlsx",
            "rapport",
        ],
    )
    def test_accepted(self, name):
        assert refuse_in_file_name(name) is None


class TestFields:
    @pytest.mark.parametrize("field", [GuardedCharField(max_length=100), GuardedTextField()])
    def test_text_is_refused_when_cleaned(self, field):
        assert field.clean("Rien à signaler", None) == "Rien à signaler"
        with pytest.raises(ValidationError, match="national number"):
            field.clean(NATIONAL, None)

    def test_json_is_refused_when_cleaned(self):
        assert GuardedJSONField().clean({"a": ["b"]}, None) == {"a": ["b"]}
        with pytest.raises(ValidationError, match="national number"):
            GuardedJSONField().clean({"a": [NATIONAL]}, None)

    def test_the_longest_length_still_holds(self):
        with pytest.raises(ValidationError, match="at most 5 characters"):
            GuardedCharField(max_length=5).clean("abcdef", None)

    def test_full_clean_puts_the_error_with_its_field(self, note_class):
        with pytest.raises(ValidationError) as refusal:
            note_class(title="Fine", body=NATIONAL, facts={"n": NATIONAL}).full_clean()
        assert set(refusal.value.message_dict) == {"body", "facts"}
        assert [error.code for error in refusal.value.error_dict["body"]] == ["personal_data"]

    @pytest.mark.parametrize(("name", "value"), [("title", NATIONAL), ("body", NATIONAL), ("facts", {"n": NATIONAL})])
    def test_saving_is_refused_before_any_sql(self, note_class, name, value):
        note = note_class(**{name: value})
        with pytest.raises(PersonalDataFound):
            note_class._meta.get_field(name).pre_save(note, True)
        with pytest.raises(PersonalDataFound):
            note_class._meta.get_field(name).get_db_prep_save(value, connection)

    @pytest.mark.parametrize("raw", [False, True])
    def test_an_insert_of_many_or_of_a_fixture_is_refused(self, note_class, raw):
        query = InsertQuery(note_class)
        query.insert_values(note_class._meta.local_concrete_fields[1:], [note_class(), note_class(body=NATIONAL)], raw)
        with pytest.raises(PersonalDataFound):
            query.get_compiler(connection=connection).as_sql()

    @pytest.mark.parametrize("value", [NATIONAL, Value(NATIONAL), Concat(F("title"), Value(NATIONAL))])
    def test_an_update_is_refused(self, note_class, value):
        query = UpdateQuery(note_class)
        query.add_update_values({"body": value})
        with pytest.raises(PersonalDataFound):
            query.get_compiler(connection=connection).as_sql()

    def test_what_may_stay_is_prepared_as_by_the_plain_field(self, note_class):
        note = note_class(title="CO-2026-0042", facts={"a": 1})
        assert note_class._meta.get_field("title").pre_save(note, True) == "CO-2026-0042"
        assert note_class._meta.get_field("title").get_db_prep_save("CO-2026-0042", connection) == "CO-2026-0042"
        assert note_class._meta.get_field("facts").get_db_prep_save(None, connection) is None
        plain = models.JSONField().get_db_prep_save({"a": 1}, connection)
        assert repr(note_class._meta.get_field("facts").get_db_prep_save({"a": 1}, connection)) == repr(plain)

    def test_looking_for_a_number_is_not_storing_it(self, note_class):
        sql, params = note_class.objects.filter(body=NATIONAL).query.sql_with_params()
        assert "WHERE" in sql
        assert params == (NATIONAL,)


class TestMigrations:
    @pytest.mark.parametrize(
        ("field", "path"),
        [
            (GuardedCharField(max_length=9), "committee.privacy.models.GuardedCharField"),
            (GuardedTextField(), "committee.privacy.models.GuardedTextField"),
            (GuardedJSONField(default=dict), "committee.privacy.models.GuardedJSONField"),
        ],
    )
    def test_the_path_is_stable_and_the_validator_unlisted(self, field, path):
        _name, deconstructed, args, kwargs = field.deconstruct()
        assert deconstructed == path
        assert args == []
        assert "validators" not in kwargs

    def test_the_validator_given_again_counts_once(self):
        field = GuardedCharField(max_length=9, validators=[refuse_personal_data])
        assert field.validators.count(refuse_personal_data) == 1
        assert "validators" not in field.deconstruct()[3]

    def test_other_validators_stay(self):
        assert GuardedTextField(validators=[json.loads]).deconstruct()[3]["validators"] == [json.loads]

    def test_a_migration_can_be_written(self):
        written, imports = MigrationWriter.serialize(GuardedCharField(max_length=9))
        assert written == "committee.privacy.models.GuardedCharField(max_length=9)"
        assert imports == {"import committee.privacy.models"}

    def test_the_column_is_that_of_the_plain_field(self):
        assert GuardedCharField(max_length=9).db_type(connection) == models.CharField(max_length=9).db_type(connection)
        assert GuardedTextField().db_type(connection) == models.TextField().db_type(connection)
        assert GuardedJSONField().db_type(connection) == models.JSONField().db_type(connection)


class TestFormFields:
    @pytest.mark.parametrize("field", [GuardedCharField(max_length=100), GuardedTextField(), GuardedJSONField()])
    def test_the_validator_goes_along_once(self, field):
        assert field.formfield().validators.count(refuse_personal_data) == 1

    def test_refused_in_the_form(self):
        with pytest.raises(ValidationError, match="national number"):
            GuardedJSONField().formfield().clean(json.dumps({"a": NATIONAL}))

    def test_choices_still_work(self):
        assert GuardedCharField(max_length=1, choices=[("a", "A")]).formfield().clean("a") == "a"
