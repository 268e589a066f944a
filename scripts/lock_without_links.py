"""Take the links to donation pages out of package-lock.json: `npm install --package-lock-only`, then this."""

import json
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "package-lock.json"


def main() -> None:
    """Rewrite the lock in place."""
    lock = json.loads(LOCK.read_text("utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
    LOCK.write_text(json.dumps(lock, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
