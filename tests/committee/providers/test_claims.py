"""What is read of a provider's answer, and what proves nothing."""

import pytest

from committee.providers.claims import Claims, read_claims

KNOWN = {"email": "Ixelles@Example.org", "email_verified": True}


@pytest.mark.parametrize(
    ("person", "claims"),
    [
        (KNOWN, Claims("ixelles@example.org")),
        (KNOWN | {"email_verified": "true"}, Claims("ixelles@example.org")),
        (KNOWN | {"email_verified": False}, Claims(unverified=True)),
        (KNOWN | {"email_verified": "false"}, Claims(unverified=True)),
        (KNOWN | {"email_verified": 1}, Claims(unverified=True)),
        ({"email": "ixelles@example.org"}, Claims(unverified=True)),
        ({"email": ["ixelles@example.org"], "email_verified": True}, Claims()),
        ({"email": "", "email_verified": True}, Claims()),
        ({}, Claims()),
    ],
)
def test_an_address_counts_where_the_provider_verified_it(person, claims):
    assert read_claims({"userinfo": person}, []) == claims
    assert read_claims({"id_token": person}, []) == claims


@pytest.mark.parametrize(
    ("token", "shown"),
    [
        ({"acr": "urn:be:fedict:iam:fas:Level500"}, True),
        ({"amr": ["pwd", "mfa"]}, True),
        ({"acr": "urn:be:fedict:iam:fas:Level100"}, False),
        ({"amr": [1, None]}, False),
        ({}, False),
    ],
)
def test_a_second_factor_counts_where_the_settings_name_it(token, shown):
    strong = ["urn:be:fedict:iam:fas:Level500", "mfa"]
    assert read_claims({"id_token": token}, strong).second_factor is shown
    assert not read_claims({"id_token": token}, []).second_factor
    assert not read_claims({"userinfo": token | {"email": "a@example.org"}, "id_token": {}}, strong).second_factor
