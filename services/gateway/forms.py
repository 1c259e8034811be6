"""A form on its way to a service: what was typed, the key that lets it arrive once, and what is wrong with it.

    form = Form.sent("title", "body")
    if post := form.deliver(lambda: services().post("forum", path, dict(form.typed), token, form.key)):
        return redirect(…, 303)
    return render_template("…", form=form), form.status

Nothing typed is ever lost: a form that cannot be delivered comes back as it was, with what to do about it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import flash, request
from flask_babel import gettext as _
from kit.event import new_id

from gateway.problems import by_field, sentence
from gateway.services import Away, Refused

LONGEST_KEY = 100


@dataclass
class Form:
    """`wrong` holds a sentence per field; `trouble` one for the whole, empty while all is well; `document` is the
    refusal as it came.
    """

    typed: Mapping[str, Any]
    key: str = field(default_factory=new_id)
    wrong: dict[str, str] = field(default_factory=dict)
    trouble: str = ""
    status: int = 200
    document: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def fresh(cls, **typed: Any) -> "Form":
        return cls(typed)

    @classmethod
    def sent(cls, *names: str, several: tuple[str, ...] = ()) -> "Form":
        """What this request brings for these fields, trimmed; `several` are those that may come more than once."""
        typed: dict[str, Any] = {name: request.form.get(name, "").strip() for name in names}
        typed |= {name: request.form.getlist(name) for name in several}
        return cls(typed, request.form.get("key", "")[:LONGEST_KEY] or new_id())

    def deliver(self, ask: Callable[[], Any]) -> Any:
        """What the service answered, True when that is nothing; None when it could not be done, and why is kept."""
        try:
            return ask() or True
        except Away:
            self.status = 503
            self.trouble = _(
                "Ça ne répond pas pour l’instant. Tout est gardé ici : renvoyez dans un moment, ça ne part qu’une fois."
            )
        except Refused as refused:
            self.status, self.key = refused.status, new_id()
            self.document, self.wrong = refused.document, by_field(refused.document)
            self.trouble = sentence(refused)
        return None


def number(typed: str) -> int | None:
    """A whole number as somebody typed it; None when it is none, or longer than any that is asked for."""
    return int(typed) if re.fullmatch(r"-?[0-9]{1,9}", typed.strip()) else None


def commas(typed: str) -> list[str]:
    """`un, deux` as a list, without what is empty."""
    return [one.strip() for one in typed.split(",") if one.strip()]


def act(ask: Callable[[], Any], done: str = "") -> bool:
    """Do something small; the next page says that it is done, or why not."""
    form = Form.fresh()
    went_well = form.deliver(ask) is not None
    if done if went_well else form.trouble:
        flash(done if went_well else form.trouble, "done" if went_well else "wrong")
    return went_well
