"""Digits without separators come apart where the sums leave one reading."""

from gongkai.documents.recognition.glued import joint, splits


def test_a_row_comes_apart_where_one_reading_adds_up() -> None:
    assert splits(("520010659",), 7) == ((52, 0, 0, 1, 0, 6, 59),)


def test_a_blank_between_digits_is_a_boundary() -> None:
    assert splits(("40000", "04"), 7) == ((4, 0, 0, 0, 0, 0, 4),)


def test_a_row_of_zeros_has_one_reading() -> None:
    assert splits(("0000000",), 7) == ((0,) * 7,)


def test_no_figure_has_a_leading_zero() -> None:
    assert all(str(n) == str(int(str(n))) for split in splits(("1000001",), 7) for n in split)


def test_every_reading_that_adds_up_is_found() -> None:
    found = splits(("180020121",), 7)

    assert (18, 0, 0, 2, 0, 1, 21) in found
    assert (1, 8, 0, 0, 2, 0, 121) not in found
    assert all(sum(split[:-1]) == split[-1] for split in found)


def test_three_groups_come_apart_together() -> None:
    assert splits(("20103", "0000000000"), 5, 3) == ((2, 0, 1, 0, 3, *[0] * 10),)


def test_columns_choose_among_the_readings_of_a_row() -> None:
    readings = {
        "new": ((18, 0, 0, 2, 0, 1, 21),),
        "carried_in": ((0,) * 7,),
        "a": ((18, 0, 0, 2, 0, 1, 21), (1, 8, 0, 0, 0, 12, 21)),
        "result.total": ((18, 0, 0, 2, 0, 1, 21),),
        "carried_out": ((0,) * 7,),
    }

    (choice,) = joint(readings, ["a"])

    assert choice["a"] == (18, 0, 0, 2, 0, 1, 21)


def test_readings_that_no_column_allows_give_nothing() -> None:
    zeros = (0,) * 7
    readings = dict.fromkeys(("new", "carried_in", "result.total", "carried_out"), (zeros,))

    assert joint(readings | {"a": ((1, 0, 0, 0, 0, 0, 1),)}, ["a"]) == []
