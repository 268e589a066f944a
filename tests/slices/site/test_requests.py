"""What holds of every request, whoever answers it."""

import pytest
from django.test import Client

from tests.builders import a_clerk, an_agency, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/work/agencies/?q=%E7%94%B2%00", "/work/items/?q=%00"])
def test_a_nul_in_the_question_is_refused_in_words(client: Client, address: str) -> None:
    sign_in(client, a_clerk(an_agency()))

    answered = client.get(address)

    assert answered.status_code == 400
    assert "POR-1400" in answered.content.decode()


def test_a_refusal_is_kept_by_nobody(client: Client) -> None:
    sign_in(client, a_clerk(an_agency()))

    answered = client.get("/work/people/")

    assert (answered.status_code, answered["Cache-Control"]) == (403, "no-store")
