"""The Markdown of the repository as one book with search: `./bootstrap docs` builds it by Sphinx with MyST into build/docs."""

import pathlib
import re

_root = pathlib.Path(__file__).parent.parent

project = "comity"
author = copyright = "The comity authors"
release = re.search(r"VERSION ([\d.]+)", (_root / "CMakeLists.txt").read_text(encoding="utf-8")).group(1)

extensions = ["myst_parser"]
root_doc = "docs/index"
# Every page where it stands; those of tests are for developers who have the files.
include_patterns = ["docs/*.md", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "sim/MODEL.md", "results/README.md", "analysis/**/README.md", "web/**/README.md",
                    "analysis/README.md", "scenarios/**.md", "tests/bench/peers/README.md",
                    "tests/checks/mutants.md"]
exclude_patterns = ["**/node_modules"]
myst_heading_anchors = 4  # links name headings as GitHub does
highlight_language = "none"
suppress_warnings = ["myst.header", "misc.highlighting_failure"]  # headings that skip a level; excerpts of TOML

html_theme = "sphinx_rtd_theme"
html_title = f"comity {release}"
html_extra_path = ["static"]
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False
