"""Static files in production: compressed, named by their content, script modules included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Assets(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, which also renames what script modules import."""

    support_js_module_import_aggregation = True
