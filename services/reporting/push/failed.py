"""What pushing may come to."""


class Failed(Exception):
    """The other side did not take it; says why."""
