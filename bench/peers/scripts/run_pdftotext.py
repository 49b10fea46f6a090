"""A PDF as pdftotext gives it. Run in that tool's own environment."""

import subprocess
import sys

subprocess.run(["pdftotext", sys.argv[1], "-"], check=True)
