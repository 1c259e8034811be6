"""HTML in, PDF out: `python -m reporting.paper`. Nothing is fetched: a report stands on its own."""

import sys
from typing import Any

from weasyprint import HTML


def refuse(url: str, *_: Any, **__: Any) -> Any:
    """For WeasyPrint's fetcher: an address in a report is for its readers, not for us."""
    raise ValueError(f"a report fetches nothing, not even {url[:80]}")


if __name__ == "__main__":
    page = HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=refuse)
    sys.stdout.buffer.write(page.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True))
