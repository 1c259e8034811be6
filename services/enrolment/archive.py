"""One's own data as an archive: what is held, as JSON, and the files that one brought, in a ZIP with a word on it."""

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kit.files.kinds import SUFFIXES
from kit.files.shelf import shelf
from pymongo.database import Database

WORDS = {
    "fr": "Voici tout ce que la maison sait de vous au sujet de vos inscriptions : le fichier enrolment.json,\n"
    "et dans le dossier « fichiers » ce que vous avez déposé. Vous pouvez demander que tout soit effacé\n"
    "depuis votre page « Mes données ».\n",
    "en": "Here is all that is known of you around your enrolments: the file enrolment.json, and in the folder\n"
    "“fichiers” what you brought. You may ask for all of it to be erased on your page “My data”.\n",
}


def pack(database: Database, held: Mapping[str, Any], url: str) -> bytes:
    """The archive of what `held` lists; file contents come from the shelf at `url`."""
    written = io.BytesIO()
    language = held["profile"].get("language") or "fr"
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("LISEZ-MOI.txt" if language == "fr" else "README.txt", WORDS[language])
        archive.writestr("enrolment.json", as_json(held))
        for file in held["files"]:
            key = database["files"].find_one({"_id": file["_id"]}, {"key": 1})
            if key:
                content = b"".join(shelf(database, url).open(key["key"]))
                archive.writestr(f"fichiers/{file['_id'][:12]}{SUFFIXES[file['kind']]}", content)
    return written.getvalue()


def as_json(held: Mapping[str, Any]) -> str:
    """Readable by people and programs: indented, times in ISO 8601."""
    return json.dumps(held, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
