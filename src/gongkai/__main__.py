"""`python -m gongkai`."""

from gongkai.cli.main import main

main()
