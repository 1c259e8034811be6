"""The registry that the reactions of every subject join."""

from kit.reactions import Reactions

on = Reactions()
