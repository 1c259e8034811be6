"""How a Bascule service runs; the modules read in the order that one request travels.

settings → installed → service → server → web → identity → allowed → blueprint → errors → operations    a request
unit_of_work → idempotency → event → outbox → orphans       one transaction: documents and events
lease → doorbell → relay → topology → broker                what is unsent leaves
consumer → inbox → reactions → views → dead                 what arrives takes effect once
files                                                       what people bring besides words
replay                                                      read models are rebuilt
markdown, words                                             what people write is shown safely, and found again
"""

from kit import logs as logs  # before anything that imports structlog: see there
