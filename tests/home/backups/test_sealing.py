"""What is sealed opens with its passphrase alone, whole, and in the order in which it was written."""

from io import BytesIO

import pytest

from home.backups import sealing
from home.backups.sealing import Damaged, SealedReader, SealingWriter

PASSPHRASE = "sixteen letters or more"
HEADER = len(sealing.MAGIC) + sealing.SALT + sealing.PREFIX


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    """What holds of pieces of a hundred bytes under a cheap key holds of any."""
    monkeypatch.setattr(sealing, "PIECE", 100)
    monkeypatch.setattr(sealing, "COST", 2)


def sealed(content: bytes) -> bytes:
    file = BytesIO()
    writer = SealingWriter(file, PASSPHRASE)
    writer.write(content[:7])
    writer.write(content[7:])
    writer.close()
    return file.getvalue()


def opened(content: bytes, passphrase: str = PASSPHRASE) -> bytes:
    return SealedReader(BytesIO(content), passphrase).read()


@pytest.mark.parametrize("size", [0, 1, 99, 100, 101, 200, 1_000])
def test_what_was_sealed_is_read_again(size):
    content = bytes(range(256)) * 4
    assert opened(sealed(content[:size])) == content[:size]


def test_it_is_read_in_any_steps():
    reader = SealedReader(BytesIO(sealed(b"a" * 250 + b"b" * 50)), PASSPHRASE)
    assert [len(reader.read(step)) for step in (90, 100, 90, 90)] == [90, 100, 90, 20]


def test_nothing_is_read_of_it_without_the_key_and_no_two_are_alike():
    content = b"Ixelles " * 30
    one, other = sealed(content), sealed(content)
    assert b"Ixelles" not in one
    assert one[HEADER:] != other[HEADER:]


PIECE = 100 + sealing.TAG
HARM = {
    "another passphrase": lambda whole: whole,
    "a bit of the header": lambda whole: whole[:25] + bytes([whole[25] ^ 1]) + whole[26:],
    "a bit of a piece": lambda whole: whole[:200] + bytes([whole[200] ^ 1]) + whole[201:],
    "cut off within a piece": lambda whole: whole[:-5],
    "cut off between pieces": lambda whole: whole[: HEADER + PIECE],
    "nothing but its header": lambda whole: whole[:HEADER],
    "a piece left out": lambda whole: whole[:HEADER] + whole[HEADER + PIECE :],
    "two pieces exchanged": lambda whole: (
        whole[:HEADER]
        + whole[HEADER + PIECE : HEADER + 2 * PIECE]
        + whole[HEADER : HEADER + PIECE]
        + whole[HEADER + 2 * PIECE :]
    ),
    "something added": lambda whole: whole + b"x",
    "something else": lambda whole: b"x" * 500,
}


@pytest.mark.parametrize("harm", HARM)
def test_what_was_harmed_does_not_open(harm):
    with pytest.raises(Damaged):
        opened(HARM[harm](sealed(b"x" * 250)), "another one" if harm == "another passphrase" else PASSPHRASE)
