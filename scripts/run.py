"""./run: set up what is missing, then become the platform's server."""

import os
import sys

import environment


def main() -> None:
    """The process is replaced, so that signals reach the server itself."""
    environment.prepare("base")
    environment.prepare_assets()
    os.chdir(environment.ROOT)
    command = environment.VENV / "bin" / "gongkai"
    os.execv(command, [str(command), "serve", *sys.argv[1:]])  # noqa: S606  our own command


if __name__ == "__main__":
    main()
