"""What a file is, told from its content: what it is called, or said to be, is not believed."""

import io
import zipfile

from kit.errors import Invalid

IMAGES = ("image/png", "image/jpeg", "image/webp", "image/gif")
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
OFFICE = "application/vnd.openxmlformats-officedocument"
BY_FOLDER = {
    "word/": f"{OFFICE}.wordprocessingml.document",
    "xl/": f"{OFFICE}.spreadsheetml.sheet",
    "ppt/": f"{OFFICE}.presentationml.presentation",
}
DOCUMENTS = (
    "application/pdf",
    *(f"{OPEN_DOCUMENT}.{name}" for name in ("text", "spreadsheet", "presentation", "graphics")),
    *BY_FOLDER.values(),
    "text/plain",
)
SUFFIXES = {
    "image/png": ".png",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    f"{OPEN_DOCUMENT}.text": ".odt",
    f"{OPEN_DOCUMENT}.spreadsheet": ".ods",
    f"{OPEN_DOCUMENT}.presentation": ".odp",
    f"{OPEN_DOCUMENT}.graphics": ".odg",
    BY_FOLDER["word/"]: ".docx",
    BY_FOLDER["xl/"]: ".xlsx",
    BY_FOLDER["ppt/"]: ".pptx",
}
MAGIC = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
UNSHOWN = bytes({*range(32)} - {9, 10, 12, 13}) + b"\x7f"


def kind_of(body: bytes, among: tuple[str, ...]) -> str:
    """The media type of a content, one of those asked for; raises Invalid saying what is taken."""
    found = _image(body) or _document(body)
    if found not in among:
        raise refused(f"Not a file that is taken here, which are: {', '.join(_names(among))}.")
    return found


def refused(sentence: str) -> Invalid:
    """The problem of a file that is not kept."""
    return Invalid(errors={"file": [sentence]})


def _image(body: bytes) -> str:
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for magic, kind in MAGIC.items() if body.startswith(magic)), "")


def _document(body: bytes) -> str:
    if body.startswith(b"%PDF-"):
        return "application/pdf"
    if body.startswith(b"PK\x03\x04"):
        return _archive(body)
    return "text/plain" if _is_text(body) else ""


def _archive(body: bytes) -> str:
    """OpenDocument says what it is in its first member; Office Open XML by the folders that it has, without macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = archive.namelist()
            if names[:1] == ["mimetype"] and archive.getinfo("mimetype").file_size < 100:
                return archive.read("mimetype").decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
        return ""
    if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        return ""
    return next((kind for folder, kind in BY_FOLDER.items() if any(name.startswith(folder) for name in names)), "")


def _is_text(body: bytes) -> bool:
    if not body or body.translate(None, UNSHOWN) != body:
        return False
    try:
        return bool(body.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _names(kinds: tuple[str, ...]) -> list[str]:
    return [SUFFIXES.get(kind, "." + kind.rpartition("/")[2]).removeprefix(".").upper() for kind in kinds]
