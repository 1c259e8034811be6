"""HTML in, PDF out: `python -m reporting.paper`. Nothing is fetched: a report brings its pictures itself."""

import sys

from weasyprint import HTML
from weasyprint.urls import URLFetcher

if __name__ == "__main__":
    held = URLFetcher(allowed_protocols=("data",))  # other addresses in a report are for its readers, not for us
    page = HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=held)
    sys.stdout.buffer.write(page.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True))
