"""The command line: `gongkai report | deadline | fee`."""
