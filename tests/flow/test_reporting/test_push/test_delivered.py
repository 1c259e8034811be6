"""What is pushed: everything asked for, once, in order, signed."""

from standardwebhooks import Webhook

from ..conftest import Teller
from ..receiver import Receiver
from .conftest import Consumer


def test_events_are_pushed_in_order_and_signed(teller: Teller, hook: tuple[Receiver, str]) -> None:
    got, url = hook
    consumer = Consumer(teller.house, f"{url}/in")
    told = [teller.enrols(person).id for person in ("anna", "boris")]
    consumer.is_served()
    assert [one["id"] for one in got.events] == told
    headers, body = got.got[0]
    assert headers["Content-Type"].startswith("application/cloudevents+json")
    assert Webhook(consumer.secret).verify(body, headers)["specversion"] == "1.0"
    consumer.is_served()
    assert len(got.events) == 2, "once is enough"


def test_a_batch_is_one_request(teller: Teller, hook: tuple[Receiver, str]) -> None:
    got, url = hook
    consumer = Consumer(teller.house, url, mode="batched")
    teller.takes(*(teller.event("forum.post.published", f"d{n}", discussion=f"d{n}") for n in range(150)))
    consumer.is_served()
    assert [len(Webhook(consumer.secret).verify(body, headers)) for headers, body in got.got] == [100, 50]
    assert got.got[0][0]["Content-Type"].startswith("application/cloudevents-batch+json")


def test_only_its_courses_and_types_are_pushed(teller: Teller, hook: tuple[Receiver, str]) -> None:
    got, url = hook
    consumer = Consumer(teller.house, url, types=["forum.post.published"])
    teller.enrols("anna")
    teller.tell("forum.post.published", "d9", course="another-course")
    post = teller.posts("anna", "d1")
    consumer.is_served()
    assert [one["id"] for one in got.events] == [post.id]


def test_from_the_start_or_from_now(teller: Teller, hook: tuple[Receiver, str]) -> None:
    got, url = hook
    before = teller.enrols("anna")
    Consumer(teller.house, f"{url}/now").is_served()
    assert got.events == []
    Consumer(teller.house, f"{url}/all", from_start=True).is_served()
    assert [one["id"] for one in got.events] == [before.id]


def test_statements_reach_a_learning_record_store(teller: Teller, hook: tuple[Receiver, str]) -> None:
    got, url = hook
    consumer = Consumer(teller.house, f"{url}/xapi", kind="xapi", username="key", password="secret")
    teller.opens("anna", "d1")
    teller.tell("enrolment.session.attended", "s1/anna", session="s1", learner="anna", how="later")
    teller.tell("enrolment.stage.opened", "stage-1", stage="stage-1")
    consumer.is_served()
    assert got.paths == ["/xapi/statements"]
    headers, _ = got.got[0]
    assert (headers["X-Experience-API-Version"], headers["Authorization"]) == ("1.0.3", "Basic a2V5OnNlY3JldA==")
    said = [(one["verb"]["id"].rpartition("/")[2], one["object"]["definition"]["type"]) for one in got.events]
    assert [verb for verb, _ in said] == ["created", "created", "viewed"]
    assert got.events[0]["actor"]["account"]["name"] == "anna"
