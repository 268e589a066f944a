"""Dependencies of the distribution, taken from requirements/*.in, so that they are named once."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"


def named_in(name: str) -> list[str]:
    """The requirement lines of ``requirements/<name>.in`` without comments and references."""
    lines = (
        line.partition("#")[0].strip() for line in (REQUIREMENTS / f"{name}.in").read_text("utf-8").splitlines()
    )
    return [line for line in lines if line and not line.startswith("-")]


class Requirements(MetadataHookInterface):
    """Read by hatchling when it builds or installs the project."""

    def update(self, metadata: dict[str, object]) -> None:
        """Fill in what pyproject.toml declares as dynamic."""
        metadata["dependencies"] = named_in("base")
        metadata["optional-dependencies"] = {"ocr": named_in("ocr"), "dev": named_in("dev")}
