"""Static files under names that hold their content's hash, so that a phone fetches each only once."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    # A page of a command (a check, a test) may be rendered before `collectstatic` has run.
    manifest_strict = False
