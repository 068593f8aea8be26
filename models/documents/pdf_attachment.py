"""The plan as a file that is attached to a PDF."""

import logging
from io import BytesIO

FILE = "plan.csv"

# The reader warns of every fault that it can live with.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def with_attachment(pdf: bytes, plan: bytes) -> bytes:
    """Attach a scenario file to a PDF."""
    from pypdf import PdfWriter  # here, so that verbs that read a CSV start without it

    writer = PdfWriter(clone_from=BytesIO(pdf))
    writer.add_attachment(FILE, plan)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def plan_in_pdf(data: bytes) -> bytes | None:
    """Find the scenario file that is attached to a PDF; None where there is none."""
    from pypdf import PdfReader

    try:
        return next(iter(PdfReader(BytesIO(data)).attachments.get(FILE, ())), None)
    except Exception:  # a broken PDF fails in more ways than the library names
        return None
