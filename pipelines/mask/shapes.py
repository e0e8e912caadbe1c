"""What a row of digits is, given how separators cut it into groups."""

from collections.abc import Callable, Iterator

from pipelines.mask import checks

ID, PHONE, CARD = "[id]", "[phone]", "[card]"
LONGEST, SHORTEST = 19, 9

Shape = tuple[int, ...]
Check = Callable[[str], bool]

# How people cut mobile numbers: 138 1234 5678, 138-12345678, 13 81 23 45 67 8 and so on.
_MOBILE: tuple[Shape, ...] = (
    *((11,), (3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (3, 5, 3), (4, 4, 3), (4, 3, 4), (5, 6), (6, 5)),
    *((2, 2, 2, 2, 2, 1), (1, 2, 2, 2, 2, 2), (3, 2, 2, 2, 2), (3, 2, 3, 3), (1,) * 11),
)
_CARD: tuple[Shape, ...] = (
    *((count,) for count in range(13, 20)),
    *((1,) * count for count in range(13, 20)),
    *((6, count) for count in range(7, 14)),
    *((4, 4, 4, count) for count in (1, 2, 3, 4)),
    *((4, 4, 4, 4, count) for count in (1, 2, 3)),
    *((4, 6, 5), (4, 6, 4), (8, 8)),
)


def _countries(own: Shape) -> Iterator[Shape]:
    """The shapes of a mobile number with 86 or 0086 before it, apart or joined to the first group."""
    for code in (2, 4):
        yield (code, *own)
        yield (code + own[0], *own[1:])


def _shapes() -> Iterator[tuple[Shape, Check, str]]:
    yield from ((shape, checks.is_mobile, PHONE) for shape in _MOBILE)
    yield from ((shape, checks.is_mobile, PHONE) for own in _MOBILE for shape in _countries(own))
    yield from ((shape, checks.is_old_resident_id, ID) for shape in ((15,), (6, 6, 3)))
    for area in (3, 4):
        for own in ((7,), (8,), (4, 4), (3, 4), (4, 3)):
            yield (area, *own), checks.is_landline, PHONE
    yield from (((count,), checks.is_dense_landline, PHONE) for count in (10, 11, 12))
    yield from ((shape, checks.is_card, CARD) for shape in _CARD)
    yield from ((shape, checks.is_american, PHONE) for shape in ((3, 3, 4), (1, 3, 3, 4)))
    yield (3, 2, 4), checks.is_social_security, ID


def _by_shape() -> dict[Shape, list[tuple[Check, str]]]:
    table: dict[Shape, list[tuple[Check, str]]] = {}
    for shape, check, kind in _shapes():
        table.setdefault(shape, []).append((check, kind))
    return table


_BY_SHAPE = _by_shape()


def kind_of(digits: str, shape: Shape) -> str | None:
    """The placeholder for a row of digits with the lengths of its groups, or None where it is no identifier.

    An identity number proves itself by date and checksum, so it may be cut anywhere.
    """
    if len(digits) == 18 and checks.is_resident_id(digits):
        return ID
    for check, kind in _BY_SHAPE.get(shape, ()):
        if check(digits):
            return kind
    return None
