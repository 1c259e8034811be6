"""Files that people bring: as large as they may be, whatever is in them."""

from io import BytesIO

import pytest

from tests.unit.gateway.visits import COURSE, Service, app, hidden, sign_in

CONTENTS = {"lines": b"Une ligne,une autre\n" * 10_000, "no line": b"x" * 200_000, "near the end": b"\r\n--" * 50_000}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_a_list_of_thousands_is_handed_on_as_it_is(service: tuple[Service, str], content: bytes) -> None:
    theirs, address = service
    theirs.answers[f"/api/enrolment/courses/{COURSE}/imports"] = 201, {"id": "i1"}
    client = sign_in(app(address).test_client(), 600, "facilitator")
    known = hidden(client.get("/facilitation/imports").text)
    answer = client.post("/facilitation/imports", data=known | {"file": (BytesIO(content), "liste.csv")})
    assert (answer.status_code, answer.headers.get("Location")) == (303, "/facilitation/imports/i1")
    assert theirs.asked[-1].get_data() == content
