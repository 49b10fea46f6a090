"""Where issues are kept: the SQLite file is the truth, blobs lie beside it."""
