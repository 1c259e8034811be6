"""What reporting holds about whoever asks."""

from typing import Any

from kit.allowed import allowed
from kit.web import database, person

from reporting import views
from reporting.api.blueprint import gives, route
from reporting.schemas.me import MyData


@route("/me/data")
@allowed("person")
@gives(200, MyData)
def show_my_data() -> Any:
    """Give all that reporting holds about me, to take away"""
    return views.me.data(database(), person().id)
