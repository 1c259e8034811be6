"""What the kit costs: each promise of speed as a ratio to a bare loop that does the same work without the kit.

`python -m tests.bench` (or `make bench`) runs ours and the bare loop in turn, on the same servers, in the same run,
so that a noisy machine disturbs both alike; the ratio of a measure is the median of its rounds' ratios. The bare
loops, in `bare/`, use pymongo and pika directly and are as good as plain code gets.

To add a measure, put a file into `parts/`: its name is the part's (`--only` offers it at once), the first line of its
docstring says what it measures, and its `measures(ground)` returns `Measure`s. `ground` gives the servers' addresses
and settings in a namespace of the part's own, `ground.in_turn(name, ours, bare)` runs both sides round by round,
`ground.alone(name, ours)` one side where there is nothing to compare with, and `ground.amount(n)` shrinks n when the
bench itself is tested. `house.running(ground)` is the whole house of real processes with 3,200 learners. A promise
goes into `asked=`: the least ratio to the bare figures (with `at_most=True` the greatest), or, where there are none,
the least (greatest) figure itself. Whatever else a part makes on the servers under its own names, it removes.
"""
