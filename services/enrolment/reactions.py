"""What enrolment does when others tell something: nothing yet, since people come before all else."""

from kit.reactions import Reactions

on = Reactions()
