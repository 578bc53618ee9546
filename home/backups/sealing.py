"""A stream under a passphrase: AES-256-GCM in pieces of one MiB (the STREAM construction), the key by scrypt (RFC 7914).

Each piece is authenticated with its place and whether it is the last, so that pieces cannot be changed, left out, put in
another order or cut off unnoticed. However large the stream, two pieces at most are in memory.
"""

from __future__ import annotations

import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"CPASONLINE-BACKUP-1\n"
SALT, PREFIX, TAG = 16, 7, 16
PIECE = 1024 * 1024
COST = 2**16
"""Of scrypt, with r=8: 64 MiB and a fifth of a second for each guess at a passphrase."""
SHORTEST_PASSPHRASE = 16


class Damaged(ValueError):
    """A sealed stream cannot be opened: another passphrase, or it was changed or cut off."""


def derive_cipher(passphrase: str, salt: bytes) -> AESGCM:
    """The cipher of a passphrase and a salt."""
    return AESGCM(Scrypt(salt=salt, length=32, n=COST, r=8, p=1).derive(passphrase.encode()))


def nonce_of(prefix: bytes, place: int, last: bool) -> bytes:
    """The nonce of one piece: never twice under one salt."""
    return prefix + place.to_bytes(4, "big") + bytes([last])


class SealingWriter:
    """Writes a sealed stream to a file; nothing of it opens before `close` has written the last piece."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        salt, self.prefix = os.urandom(SALT), os.urandom(PREFIX)
        self.header = MAGIC + salt + self.prefix
        self.file, self.cipher, self.place = file, derive_cipher(passphrase, salt), 0
        self.waiting = bytearray()
        file.write(self.header)

    def write(self, content: bytes) -> int:
        """Take more; what fills a piece is sealed."""
        self.waiting += content
        while len(self.waiting) > PIECE:
            self.seal(bytes(self.waiting[:PIECE]), last=False)
            del self.waiting[:PIECE]
        return len(content)

    def seal(self, piece: bytes, *, last: bool) -> None:
        """Write one piece."""
        self.file.write(self.cipher.encrypt(nonce_of(self.prefix, self.place, last), piece, self.header))
        self.place += 1

    def close(self) -> None:
        """Seal what is left as the last piece."""
        self.seal(bytes(self.waiting), last=True)
        self.waiting.clear()


class SealedReader:
    """Reads a sealed stream. Raises Damaged before it gives out a byte that is not as it was written."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        self.header = file.read(len(MAGIC) + SALT + PREFIX)
        if not self.header.startswith(MAGIC) or len(self.header) < len(MAGIC) + SALT + PREFIX:
            raise Damaged("This is no backup of this portal.")
        salt, self.prefix = self.header[len(MAGIC) : -PREFIX], self.header[-PREFIX:]
        self.file, self.cipher, self.place = file, derive_cipher(passphrase, salt), 0
        self.sealed, self.opened = file.read(PIECE + TAG), bytearray()
        if not self.sealed:
            raise Damaged("The backup does not open: it was cut off.")

    def read(self, size: int = -1) -> bytes:
        """Give up to so many bytes, fewer only at the end; all that is left without a size."""
        while self.sealed and (size < 0 or len(self.opened) < size):
            self.open_piece()
        given = bytes(self.opened if size < 0 else self.opened[:size])
        del self.opened[: len(given)]
        return given

    def open_piece(self) -> None:
        """Open one piece; the one that nothing follows must be marked as the last."""
        following = self.file.read(PIECE + TAG)
        try:
            nonce = nonce_of(self.prefix, self.place, not following)
            self.opened += self.cipher.decrypt(nonce, self.sealed, self.header)
        except InvalidTag as error:
            why = "another passphrase, or the file was changed" if self.place == 0 else "it was changed or cut off"
            raise Damaged(f"The backup does not open: {why}.") from error
        self.sealed, self.place = following, self.place + 1

    def drain(self) -> None:
        """Read to the end, so that it is known to be whole."""
        while self.read(PIECE):
            pass
