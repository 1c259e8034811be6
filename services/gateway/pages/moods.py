"""The five moods that a pulse may have, from heavy to light."""

from flask_babel import lazy_gettext as later

MOODS = (
    (1, later("Lourd")),
    (2, later("Bof")),
    (3, later("Ça va")),
    (4, later("Bien")),
    (5, later("Porté·e")),
)
