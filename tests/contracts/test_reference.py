"""The generated reference regenerates to itself."""

import subprocess
import sys
from pathlib import Path


def test_the_reference_is_what_the_code_says(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "scripts/reference.py", "--check"], cwd=root, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
