"""What may be attached: a photograph or a PDF, told by its first bytes, whatever its name says."""

from benkan.attachments.photographs import Damaged, bare
from benkan.common.errors import Impossible

NBSP = "\u00a0"
MAX_BYTES = 5_000_000
# Media type: first bytes, extension of the name it is given back with.
KNOWN = {
    "image/jpeg": (b"\xff\xd8\xff", "jpg"),
    "image/png": (b"\x89PNG\r\n\x1a\n", "png"),
    "application/pdf": (b"%PDF-", "pdf"),
}
HEIC = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypavif")


def media_type_of(content: bytes) -> str:
    """The media type of the bytes. Raises `Impossible` with what to do instead."""
    if not content:
        raise Impossible(f"Ce fichier est vide{NBSP}: prenez la photo de nouveau, ou choisissez un autre fichier.")
    if len(content) > MAX_BYTES:
        raise Impossible(
            f"Cette pièce pèse plus de {MAX_BYTES // 1_000_000}{NBSP}Mo, ce qui est la limite{NBSP}: prenez la photo "
            "dans une qualité plus basse, ou séparez les pages."
        )
    for media_type, (start, _) in KNOWN.items():
        if content.startswith(start):
            return media_type
    if content[4:12] in HEIC:
        raise Impossible(
            f"Cette photo est au format HEIC, que peu d’ordinateurs ouvrent{NBSP}: réglez l’appareil photo sur "
            f"«{NBSP}Le plus compatible{NBSP}» (JPEG), puis prenez-la de nouveau."
        )
    raise Impossible(
        f"Ce fichier n’est ni une photo (JPEG, PNG) ni un PDF{NBSP}: prenez le papier en photo, ou enregistrez le "
        "document en PDF."
    )


def kept_of(content: bytes, media_type: str) -> bytes:
    """What is kept of the bytes: of a photograph, no place, device nor hour. Raises `Impossible` if damaged."""
    if media_type == "application/pdf":
        return content
    try:
        return bare(content)
    except Damaged:
        raise Impossible(
            f"Cette photo est abîmée ou incomplète{NBSP}: prenez-la de nouveau, ou envoyez-la encore une fois."
        ) from None
