"""Short notations for what a reader gave."""

from gongkai.documents.layout import Grid, Source
from gongkai.documents.readers import open_source
from gongkai.documents.readers.limits import DEFAULT, Limits


def opened(data: bytes | str, name: str = "年报.html", limits: Limits = DEFAULT) -> Source:
    return open_source(data.encode() if isinstance(data, str) else data, name, limits)


def texts(source: Source) -> list[str]:
    """The paragraphs."""
    return [block.text for block in source.blocks if not isinstance(block, Grid)]


def grids(source: Source) -> list[Grid]:
    return [block for block in source.blocks if isinstance(block, Grid)]


def rows(grid: Grid) -> list[list[str]]:
    """The texts of the cells that begin in each row."""
    found: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        found[cell.row].append(cell.text)
    return found


def filled(grid: Grid) -> list[list[str]]:
    """The grid with every cell's text in all the places it covers; a place covered twice is a failure."""
    places = [[""] * grid.columns for _ in range(grid.rows)]
    taken: set[tuple[int, int]] = set()
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            for column in range(cell.column, cell.column + cell.colspan):
                assert (row, column) not in taken, f"two cells at {row}, {column}"
                taken.add((row, column))
                places[row][column] = cell.text
    return places
