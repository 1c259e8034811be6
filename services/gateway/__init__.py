"""What browsers meet: server-rendered pages, the one origin of all services' APIs, and the live stream.

`python -m gateway pages`    pages/ (one module per subject) over services; session keeps people signed in, passing
                             hands /api/… and /stream on, security says what a browser may do with our pages
`python -m gateway stream`   reader → newsroom (news) → stream: the broker's stream becomes Server-Sent Events

It holds no data of its own: a process that is killed loses nothing, and the next one goes on from the broker's stream.
"""
