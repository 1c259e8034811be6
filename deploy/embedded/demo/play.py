"""Plays the main job of the house: a learner posts, another declares a project, and bells, mail and figures follow.

Each effect is timed from the moment its request is sent, as those who are told notice it: on the live stream and in
the mailbox. An effect that does not come within 15 seconds is missing, and is told as such.
"""

import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from rich.console import Console

from embedded.demo import load, looks
from embedded.demo.learner import PATIENCE, Ear, Heard, Learner
from embedded.demo.mailbox import Mailbox
from embedded.demo.telling import milliseconds, thousands
from embedded.house import House
from embedded.leash import EmbeddedError
from embedded.waiting import until

COURSE = load("course")["id"]


class Effect(NamedTuple):
    """What somebody notices, and how many seconds after the request; None when it did not come."""

    what: str
    after: float | None


class Play:
    """One scene of scenes.yaml with three learners: who listens, who answers, who declares a project."""

    def __init__(self, house: House, console: Console) -> None:
        self._house, self._say, self._scene = house, console.print, looks.next_scene(house)
        self._mailbox = Mailbox(house.mail)
        base = f"http://127.0.0.1:{house.ports['pages']}"
        self.listens, self.answers, self.declares = (
            Learner(self._scene[role], base) for role in ("listens", "answers", "declares")
        )

    def run(self) -> list[Effect]:
        """Play it; raises EmbeddedError when a request is refused or somebody cannot sign in."""
        self._say("\n[bold]Trois personnes entrent[/], chacune par le lien à usage unique reçu par e-mail.")
        for learner in (self.listens, self.answers, self.declares):
            mailed, used = learner.sign_in(self._mailbox)
            self._say(f"  {learner.name} : lien reçu en {milliseconds(mailed)}, entrée en {milliseconds(used)}")
        with self.listens.listening(COURSE) as ear:
            return [self._tell(effect) for part in (self._answer, self._declare) for effect in part(ear)]

    def _tell(self, effect: Effect) -> Effect:
        seen = "[red]rien vu[/]" if effect.after is None else milliseconds(effect.after)
        self._say(f"  {effect.what} : {seen}")
        return effect

    def _answer(self, ear: Ear) -> Iterator[Effect]:
        name, title = self.listens.first_name, self._scene["discussion"]
        self._say(f"\n[bold]{self.answers.name} répond[/] à {name}, dans « {title} ».")
        discussion, before = looks.discussion(self._house, title), self._figure("posts")
        sent = time.time()
        self.answers.post(f"/api/forum/discussions/{discussion}/posts", {"body": self._scene["body"]})
        yield Effect("message enregistré", time.time() - sent)
        bell = ear.hears("bell", lambda bell: bell["about"]["id"] == discussion, since=sent)
        yield Effect(f"cloche de {name}", _after(sent, bell))
        yield self._moved("posts", "messages", before, sent, ear)
        yield Effect(f"e-mail à {name}", self._mail_after(sent))

    def _declare(self, ear: Ear) -> Iterator[Effect]:
        title = self._scene["project"]["title"]
        self._say(f"\n[bold]{self.declares.name} déclare un projet[/], « {title} ».")
        others, before = looks.enrolled(self._house) - 1, self._figure("projects")
        sent = time.time()
        project = self.declares.post(f"/api/forum/courses/{COURSE}/projects", self._scene["project"])
        yield Effect("projet enregistré", time.time() - sent)
        bell = ear.hears("bell", lambda bell: bell["about"]["id"] == project["id"], since=sent)
        yield Effect(f"cloche de {self.listens.first_name}", _after(sent, bell))
        rung = looks.rung(self._house, project["id"])
        # all of them ring in one transaction, so that whoever hears one after it has heard the last
        all_rang = f"{thousands(rung)} cloches sur {thousands(others)}"
        yield Effect(all_rang, _after(sent, bell) if rung == others else None)
        yield self._moved("projects", "projets", before, sent, ear)

    def _figure(self, name: str) -> int:
        return self.listens.get(f"/api/reporting/courses/{COURSE}/figures")[name]

    def _moved(self, name: str, word: str, before: int, sent: float, ear: Ear) -> Effect:
        grown: Callable[[dict[str, int]], bool] = lambda figures: figures[name] > before  # noqa: E731
        heard = ear.hears("figures", grown, since=sent)
        now = thousands(heard.data[name]) if heard else "?"
        return Effect(f"chiffre des {word}, {thousands(before)} → {now}", _after(sent, heard))

    def _mail_after(self, sent: float) -> float | None:
        def come() -> list[float]:
            mails = self._mailbox.new_mails()
            return [mail.at for mail in mails if mail.recipient == self.listens.email and "/discussions/" in mail.link]

        try:
            return until(come, max(0.0, sent + PATIENCE - time.time()), "no mail", every=0.005)[0] - sent
        except EmbeddedError:
            return None


def _after(sent: float, heard: Heard | None) -> float | None:
    return heard.at - sent if heard else None
