"""What the code imports is what requirements/*.in names, no more and no less."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OCR_MODULES = {"cv2": "opencv-python-headless", "onnxruntime": "onnxruntime", "rapidocr": "rapidocr"}
NOT_IMPORTED = {
    "gunicorn": "imported when the server starts",
    "psycopg": "Django's driver for PostgreSQL",
    "whitenoise": "named in the settings",
    "django-htmx": "named in the settings; brings htmx",
    "rapidocr": "carries the models",
}


def named(*files: str) -> set[str]:
    """The packages that these files name."""
    lines = [
        line.partition("#")[0].strip()
        for f in files
        for line in (ROOT / "requirements" / f).read_text().splitlines()
    ]
    return {re.split(r"[\[<>=~! ;]", line)[0].lower() for line in lines if line and not line.startswith("-")}


def imported(folder: Path) -> set[str]:
    """The top-level names that the code in a folder imports, wherever in the file."""
    found = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"gongkai", "tests", "scripts", "benchmarks"}


def packages(modules: set[str]) -> set[str]:
    """The packages that carry these modules."""
    known = packages_distributions() | {module: [package] for module, package in OCR_MODULES.items()}
    return {known[module][0].lower() if module in known else module for module in modules}


def test_the_package_imports_what_is_named_and_names_what_it_imports() -> None:
    declared = named("base.in", "ocr.in")
    # rapidocr brings the headless OpenCV
    used = packages(imported(ROOT / "src")) - {"opencv-python-headless"}

    assert used - declared == set(), "imported, but not named in requirements/base.in or ocr.in"
    assert declared - used - NOT_IMPORTED.keys() == set(), "named, but not imported"


def test_tests_and_benchmarks_import_only_what_is_named() -> None:
    declared = named("base.in", "ocr.in", "dev.in", "build.in")
    neighbours = {"environment", "assets", "debian", "postgres", "fontconfig", "reference", "reference_parts"}
    own = {path.stem for folder in ("tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")}
    used = set().union(*(imported(ROOT / folder) for folder in ("tests", "benchmarks", "scripts")))

    assert packages(used - neighbours - own) - {"opencv-python-headless"} - declared == set()
