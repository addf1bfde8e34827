"""AES in CBC mode with keys of 128 bits, undone: by the OpenSSL that Python's own hashes stand on, where it is at hand.

To import `cryptography` takes longer than to read a letter. It is for Pythons whose OpenSSL is built into them, or does
not do what it should.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache

Decrypt = Callable[[bytes, bytes, bytes], bytes]
"""A key, what the first block is mixed with, and whole blocks: the blocks decrypted, with what fills the last one."""

BLOCK = 16

_EXAMPLE = tuple(
    bytes.fromhex(digits)
    for digits in (
        "2b7e151628aed2a6abf7158809cf4f3c",
        "000102030405060708090a0b0c0d0e0f",
        "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2",
    )
)
_OF_EXAMPLE = bytes.fromhex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51")
"""An example of NIST's (SP 800-38A, F.2.2), and what it is decrypted."""


@cache
def decrypt() -> Decrypt:
    """The function that decrypts."""
    try:
        decrypting = by_openssl()
        if decrypting(*_EXAMPLE) == _OF_EXAMPLE:
            return decrypting
    except (ImportError, AttributeError, OSError, ValueError):
        pass
    return by_cryptography()


def by_openssl() -> Decrypt:
    """As OpenSSL decrypts. Raises ImportError, AttributeError or OSError where Python has no OpenSSL beside it."""
    import _hashlib

    library = ctypes.CDLL(_hashlib.__file__)
    aes, new, free = library.EVP_aes_128_cbc, library.EVP_CIPHER_CTX_new, library.EVP_CIPHER_CTX_free
    start, fill, update = library.EVP_DecryptInit_ex, library.EVP_CIPHER_CTX_set_padding, library.EVP_DecryptUpdate
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    aes.argtypes, aes.restype = [], pointer
    new.argtypes, new.restype = [], pointer
    free.argtypes, free.restype = [pointer], None
    start.argtypes = [pointer, pointer, pointer, text, text]
    fill.argtypes = [pointer, number]
    update.argtypes = [pointer, pointer, pointer, text, number]

    def decrypting(key: bytes, first: bytes, blocks: bytes) -> bytes:
        if len(key) != BLOCK or len(first) != BLOCK or len(blocks) % BLOCK:
            raise ValueError("not whole blocks")
        if not blocks:
            return b""
        plain, size = bytearray(blocks), number()
        place = ctypes.c_char.from_buffer(plain)
        state = new()
        try:
            done = state and start(state, aes(), None, key, first) == 1 and fill(state, 0) == 1
            if not done or update(state, ctypes.byref(place), ctypes.byref(size), blocks, len(blocks)) != 1:
                raise ValueError("not decrypted")
        finally:
            free(state)
        return bytes(plain)

    return decrypting


def by_cryptography() -> Decrypt:
    """As `cryptography` decrypts."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    return lambda key, first, blocks: Cipher(algorithms.AES(key), modes.CBC(first)).decryptor().update(blocks)
