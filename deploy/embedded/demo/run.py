"""The whole demo: the house starts, its course is told once, the main job is played, and then it serves.

A second start finds everything as it was left. Ctrl-C or SIGTERM stops all in order; nothing is left running.
"""

import time
from contextlib import suppress
from functools import partial

from enrolment import commands
from kit.unit_of_work import transact
from rich.console import Console

from embedded.demo import load, looks
from embedded.demo.mailbox import Mailbox
from embedded.demo.play import Play
from embedded.demo.seed import seed
from embedded.demo.settled import effects, mails_to_come
from embedded.demo.telling import Bars, seconds, table, thousands
from embedded.house import House
from embedded.waiting import until

SETTLING = 180.0
LOOK = 0.5


def start(house: House, learners: int, console: Console, began: float) -> None:
    """Return when everybody is at work and all of the story has taken effect."""
    with Bars(console) as bars:
        house.start(bars.share)
        ready = time.monotonic() - began
        is_new = seed(house, learners, bars.steps("le parcours se raconte"))
        if is_new:
            _settle(house, bars)
    title, people = load("course")["title"], thousands(looks.enrolled(house))
    found = f"raconté en {seconds(time.monotonic() - began - ready)}" if is_new else "retrouvé comme il était"
    console.print(f"Prêt en {seconds(ready)}. Parcours « {title} » : {people} inscrits, {found}.")


def play(house: House, console: Console) -> tuple[Play, bool]:
    """Play one scene; whether every effect came."""
    scene = Play(house, console)
    told = scene.run()
    console.print()
    console.print(table([(effect.what, effect.after) for effect in told]))
    missing = [effect.what for effect in told if effect.after is None]
    if missing:
        console.print(f"[red]Il manque : {', '.join(missing)}.[/] Les journaux sont dans {house.folder / 'log'}.")
    return scene, not missing


def serve(house: House, scene: Play, console: Console) -> None:
    """Until Ctrl-C: restart who ends, and show the mails that come, since the learners' mailboxes are fictitious."""
    _invite(house, scene, console)
    mailbox = Mailbox(house.mail)
    with suppress(KeyboardInterrupt):
        while True:
            time.sleep(LOOK)
            for name, how in house.revive().items():
                console.print(f"{name} s'est arrêté ({how}) : relancé.")
            for mail in mailbox.new_mails():
                console.print(f"E-mail à {mail.recipient}, « {mail.subject} » : {mail.link}", soft_wrap=True)


def _settle(house: House, bars: Bars) -> None:
    """Wait until bells and figures know the whole story, or the play would queue behind it."""
    tell = bars.steps("cloches et chiffres")

    def settled() -> bool:
        seen, wanted = effects(house)
        tell(seen, wanted)
        return seen == wanted and not mails_to_come(house)

    until(settled, SETTLING, f"Events of the story are still on their way after {SETTLING:.0f} s.", every=0.3)


def _invite(house: House, scene: Play, console: Console) -> None:
    database, email = house.database("enrolment"), scene.listens.email
    make_link = partial(commands.make_link, public_url=house.address, email=email)
    link = transact(database, make_link, deadline=house.settings.deadline)
    console.print(f"\n[bold]À vous :[/] {house.address}")
    console.print(f"Entrez comme {scene.listens.name} (personnage fictif), avec ce lien valable un quart d'heure :")
    console.print(f"  {link}", soft_wrap=True)
    console.print(f"Pour un autre lien : demandez-le avec {email}, il s'affichera ici. Ctrl-C arrête tout.")
