"""Answering a mail posts into the discussion: the new words only, once, and only for whom the address was made."""

import subprocess
import sys
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from kit.settings import Settings
from kit.testing import House, eventually, happens
from notifications import events, inbound
from notifications.post_office import send_what_is_unsent

from ..conftest import Actor
from .parts import database, know, letters, text
from .test_mails import answered, settings


@pytest.fixture
def address(office: House, mail: Path) -> str:
    """Where anna can answer."""
    know(office)
    answered(office)
    send_what_is_unsent(database(office), settings(office, mail))
    (letter,) = letters(mail)
    assert "Répondez au-dessus de cette ligne" in text(letter)
    return letter["Reply-To"].addresses[0].addr_spec


def answer(to: str, body: str = "Merci, je regarde lundi.", **headers: str) -> EmailMessage:
    message = EmailMessage()
    known = {"From": "Anna <Anna@demo.example>", "To": to, "Message-ID": "<1@demo.example>", "Subject": "Re: x"}
    for name, value in (known | {name.replace("_", "-"): value for name, value in headers.items()}).items():
        message[name] = value
    message.set_content(body)
    return message


def receive(office: House, message: EmailMessage) -> str:
    return inbound.receive(database(office), office.settings, message.as_bytes())


def told(office: House) -> list[str]:
    """The words that forum is told to post."""
    rows = database(office)["outbox"].find({"type": events.REPLY_RECEIVED.type})
    return [row["data"]["body"] for row in rows]


def test_an_answer_is_told_to_forum_in_private_once(office: House, address: str) -> None:
    assert receive(office, answer(address)) == "posted"
    assert receive(office, answer(address)) == "known"
    (row,) = database(office)["outbox"].find({"type": events.REPLY_RECEIVED.type})
    assert row["private"]
    assert row["data"]["discussion"] == "d"
    assert row["data"]["learner"] == "anna"
    assert row["data"]["body"] == "Merci, je regarde lundi."


def test_what_is_answered_to_a_mail_stands_in_the_discussion(
    house: House, tmp_path: Path, anna: Actor, boris: Actor
) -> None:
    """From the mail that boris' message caused to anna's post: notifications tells in private, forum posts."""

    def said() -> list[tuple[str, str]]:
        found = anna.at("forum").get(f"/api/forum/discussions/{discussion['id']}/posts").json["items"]
        return [(post["author"], post["body"]) for post in found[2:]]

    know(house)
    discussion = anna.opens()
    with happens(lambda: letters(tmp_path / "mail-of-the-house")):
        boris.answers(discussion)
    (letter,) = letters(tmp_path / "mail-of-the-house")
    reply = answer(letter["Reply-To"].addresses[0].addr_spec, f"Merci !\n\n{text(letter)}")
    with happens(lambda: said() == [("anna", "Merci !")]):
        assert receive(house, reply) == "posted"
    assert receive(house, reply) == "known"


def test_an_address_is_no_riddle_to_mail_programs(office: House, address: str) -> None:
    local = address.partition("@")[0]
    assert len(local) <= 64
    assert receive(office, answer(address.upper())) == "posted"


QUOTED = [
    "Oui.\n\nLe lun. 3 mars 2026 à 10:00, Bascule <bascule@demo.example> a écrit :\n\n> Bonjour Anna,\n> Non.\n",
    "Oui.\n\nLe lundi 3 mars 2026 à 10:00, Bascule\n<bascule@demo.example> a écrit :\n> Bonjour\n",
    "Oui.\n\nOn Mon, Mar 3, 2026 at 10:00 AM Bascule <bascule@demo.example> wrote:\n> Hello\n",
    "Oui.\n\n--- Répondez au-dessus de cette ligne ---\n\nBonjour Anna,\n",
    "Oui.\n\n> --- Answer above this line ---\n> Hello\n",
    "Oui.\n\n-- \nAnna Démo\nMairie de Guéret\n",
    "Oui.\n\n________________________________\nDe : Bascule <b@demo.example>\nEnvoyé : lundi 3 mars 2026 10:00\n"
    "À : Anna\nObjet : Une réponse\n\nBonjour\n",
    "> Bonjour Anna,\n\nOui.\n",
]


@pytest.mark.parametrize("body", QUOTED)
def test_what_was_quoted_is_cut(office: House, address: str, body: str) -> None:
    assert receive(office, answer(address, body)) == "posted"
    assert told(office) == ["Oui."]


def test_html_alone_is_read_too(office: House, address: str) -> None:
    message = answer(address)
    message.set_content("<p>Oui &amp; <b>merci</b>.</p><blockquote><p>Bonjour</p></blockquote>", subtype="html")
    receive(office, message)
    assert told(office) == ["Oui & merci."]


@pytest.mark.parametrize("body", ["", "> Bonjour\n> Anna\n", "x" * 20_001])
def test_an_answer_that_cannot_be_posted_is_told_to_its_writer(
    office: House, address: str, mail: Path, body: str
) -> None:
    assert receive(office, answer(address, body)) == "refused"
    assert told(office) == []
    send_what_is_unsent(database(office), settings(office, mail))
    assert [letter["Subject"] for letter in letters(mail)][-1] == "Votre réponse n’a pas pu être publiée"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"Return_Path": "<>"},
        {"X_Autoreply": "yes"},
    ],
)
def test_what_a_machine_wrote_is_ignored(office: House, address: str, headers: dict[str, str]) -> None:
    assert receive(office, answer(address, **headers)) == "ignored"
    assert told(office) == []


def test_nobody_writes_in_the_name_of_another(office: House, address: str) -> None:
    with pytest.raises(inbound.NotOurs, match="address"):
        receive(office, answer(address, From="Boris <boris@demo.example>"))
    forged = f"reply+{'a' * 32}@reponses.demo.example"
    with pytest.raises(inbound.NotOurs):
        receive(office, answer(forged))
    assert told(office) == []


def test_a_mailbox_folder_is_taken_in(office: House, address: str, tmp_path: Path) -> None:
    folder = tmp_path / "inbound"
    (folder / "new").mkdir(parents=True)
    (folder / "new" / "1").write_bytes(answer(address).as_bytes())
    (folder / "new" / "2").write_bytes(b"\xff\xfe not a mail at all")
    configured = replace(office.settings, options=office.settings.options | {"inbound": f"maildir://{folder}"})
    assert inbound.take_in(database(office), configured) == 2
    assert inbound.take_in(database(office), configured) == 0
    assert told(office) == ["Merci, je regarde lundi."]
    assert len(list((folder / "cur").iterdir())) == 2


def run(settings: Settings, message: EmailMessage) -> subprocess.CompletedProcess[bytes]:
    """As a mail server does: the message on standard input."""
    env = {"BASCULE_AMQP_URL": settings.amqp_url, "BASCULE_MONGO_URL": settings.mongo_url}
    env["BASCULE_NAMESPACE"] = settings.namespace
    argv = [sys.executable, "-m", "kit", "notifications", "receive-mail"]
    return subprocess.run(argv, env=env, input=message.as_bytes(), capture_output=True, timeout=60, check=False)


def test_a_mail_server_pipes_it_in_and_is_told_what_to_do(office: House, address: str) -> None:
    done = run(office.settings, answer(address))
    assert (done.returncode, done.stdout) == (0, b"posted\n"), done.stderr
    assert told(office) == ["Merci, je regarde lundi."]
    assert run(office.settings, answer("reply+nobody@reponses.demo.example")).returncode == 67


def test_a_mail_that_the_house_sent_can_be_answered(house: House, anna: Actor, boris: Actor, tmp_path: Path) -> None:
    know(house)
    discussion = anna.opens("Par mail aussi ?")
    boris.answers(discussion, "Essayez.")
    (letter,) = eventually(lambda: letters(tmp_path / "mail-of-the-house"))
    to = letter["Reply-To"].addresses[0].addr_spec
    came = answer(to, "Ça marche !\n\n> Essayez.\n").as_bytes()
    assert inbound.receive(database(house), house.settings, came) == "posted"
    told = database(house)["outbox"].find_one({"type": events.REPLY_RECEIVED.type})
    assert (told["data"]["discussion"], told["data"]["body"]) == (discussion["id"], "Ça marche !")
