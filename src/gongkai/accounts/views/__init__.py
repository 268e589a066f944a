"""Parse, call, render: the entrance, and the security administrator's pages."""
