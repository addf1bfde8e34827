"""Decrypts what the standard security handler (ISO 32000-2, 7.6.4) encrypted with an empty user password.

Posted letters are: they open without a password and bar copying. PDFium has opened the file when this is asked, so the
password is not tested again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from hashlib import md5, sha256, sha384, sha512
from typing import Any

from imrcli.ingest.pdf import Unknown, Unreadable
from imrcli.ingest.pdf.values import compiled, name_of, number_of

Decrypt = Callable[[bytes, int, int], bytes]
"""A stream's bytes as they stand in the file, its object and generation number: the bytes decrypted."""

try:
    md5()
except ValueError:
    # Where a system forbids MD5 for security: here it is what the format asks for. (Saying so takes twice as long.)
    md5 = partial(md5, usedforsecurity=False)
_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
"""What fills a password to 32 bytes; of an empty one it is all."""
_STRING = compiled(rb"[\s\[]*(?:\(((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S])*\))*)\)|<([0-9A-Fa-f\s]*)>)")
_ESCAPE = compiled(rb"\\([0-7]{1,3}|\r\n|[\s\S])|\r\n?")
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def decryption(encrypt: bytes, ident: bytes) -> Decrypt:
    """How the streams of a file are decrypted, by its /Encrypt dictionary and the first of its /ID.

    Raises Unknown for another handler or method, Unreadable where the dictionary is damaged.
    """
    if name_of(encrypt, b"/Filter") != b"Standard":
        raise Unknown("handler")
    version, revision = _number(encrypt, b"/V"), _number(encrypt, b"/R")
    method = _method(encrypt) if version >= 4 else b"V2"
    if method == b"Identity":
        return lambda data, number, generation: data
    if version == 5 and method == b"AESV3":
        key = _key_256(encrypt, revision)
        return lambda data, number, generation: _aes(key, data)
    if version not in (1, 2, 4) or method not in (b"V2", b"AESV2"):
        raise Unknown(method.decode())
    key = _key_128(encrypt, ident, version, revision)
    size = min(len(key) + 5, 16)
    if method == b"V2":
        return lambda data, number, generation: _rc4(md5(key + _suffix(number, generation)).digest()[:size], data)
    # 7.6.3.1: AES keys of objects are salted.
    return lambda data, number, generation: _aes(md5(key + _suffix(number, generation) + b"sAlT").digest()[:size], data)


def _suffix(number: int, generation: int) -> bytes:
    return (number & 0xFFFFFF).to_bytes(3, "little") + (generation & 0xFFFF).to_bytes(2, "little")


# --- the file's key -----------------------------------------------------------------------------


def _key_128(encrypt: bytes, ident: bytes, version: int, revision: int) -> bytes:
    """Algorithm 2 (7.6.4.3.2)."""
    bits = 40 if version == 1 else 128 if version == 4 else _number(encrypt, b"/Length", 40)
    size = bits // 8
    if not 5 <= size <= 16:
        raise Unreadable("key length")
    seed = _PAD + string_in(encrypt, b"/O")[:32]
    seed += (_number(encrypt, b"/P") & 0xFFFFFFFF).to_bytes(4, "little") + ident
    if revision >= 4 and encrypt.partition(b"/EncryptMetadata")[2].lstrip().startswith(b"false"):
        seed += b"\xff" * 4
    key = md5(seed).digest()[:size]
    for _ in range(50 if revision >= 3 else 0):
        key = md5(key).digest()[:size]
    return key


def _key_256(encrypt: bytes, revision: int) -> bytes:
    """Algorithm 2.A (7.6.4.3.3), for the user's password."""
    salt = string_in(encrypt, b"/U")[40:48]
    packed = string_in(encrypt, b"/UE")
    if len(salt) < 8 or len(packed) != 32 or revision not in (5, 6):
        raise Unreadable("keys")
    key = _hash_2b(salt) if revision == 6 else sha256(salt).digest()
    return _cbc(key, bytes(16), packed)


def _hash_2b(salt: bytes) -> bytes:
    """Algorithm 2.B (7.6.4.3.4) of an empty password."""
    key, count, last = sha256(salt).digest(), 0, 0
    while count < 64 or last > count - 32:
        mixed = _cbc(key[:16], key[16:32], key * 64, encrypt=True)
        key = (sha256, sha384, sha512)[sum(mixed[:16]) % 3](mixed).digest()
        count, last = count + 1, mixed[-1]
    return key[:32]


# --- ciphers ------------------------------------------------------------------------------------


def _aes(key: bytes, data: bytes) -> bytes:
    """AES-CBC behind its starting block, its padding (7.6.3.1) left on."""
    if len(data) < 32 or len(data) % 16:
        raise Unreadable("not whole blocks")
    return _cbc(key, data[:16], data[16:])


def _cbc(key: bytes, start: bytes, data: bytes, *, encrypt: bool = False) -> bytes:
    ciphers = _ciphers()
    cipher = ciphers.Cipher(ciphers.algorithms.AES(key), ciphers.modes.CBC(start))
    made: bytes = (cipher.encryptor() if encrypt else cipher.decryptor()).update(data)
    return made


def _rc4(key: bytes, data: bytes) -> bytes:
    try:
        from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
    except ImportError:
        raise Unknown("RC4") from None
    made: bytes = _ciphers().Cipher(ARC4(key), None).decryptor().update(data)
    return made


@lru_cache
def _ciphers() -> Any:
    """Imported when first needed: it takes 8 ms, and a letter that is not encrypted needs none of it."""
    from cryptography.hazmat.primitives import ciphers

    return ciphers


# --- the dictionary -----------------------------------------------------------------------------


def _number(encrypt: bytes, key: bytes, default: int | None = None) -> int:
    found = number_of(encrypt, key)
    if found is None:
        found = default
    if found is None:
        raise Unreadable(key.decode())
    return found


def _method(encrypt: bytes) -> bytes:
    """The /CFM of the crypt filter of streams (7.6.6)."""
    named = name_of(encrypt, b"/StmF")
    if named is None or named == b"Identity":
        return b"Identity"
    filters = encrypt.find(b"/CF")
    method = name_of(encrypt[encrypt.find(b"/" + named, filters) :], b"/CFM")
    if filters < 0 or method is None:
        raise Unreadable("crypt filter")
    return method


def string_in(dictionary: bytes, key: bytes) -> bytes:
    """The string behind a key, or the first of an array of strings. Raises Unreadable."""
    found = None
    end = dictionary.find(key) + len(key)
    while found is None and end >= len(key):
        found = _STRING.match(dictionary, end)
        end = dictionary.find(key, end) + len(key)
    if found is None:
        raise Unreadable(key.decode())
    if found[1] is not None:
        return _ESCAPE.sub(_unescaped, found[1])
    digits = b"".join(found[2].split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _unescaped(match: re.Match[bytes]) -> bytes:
    """A literal string's escape or line end (7.3.4.2)."""
    said = match[1]
    if said is None:
        return b"\n"
    if said[:1].isdigit() and said < b"8":
        return bytes([int(said, 8) & 255])
    if said in (b"\r\n", b"\n", b"\r"):
        return b""
    return _NAMED.get(said, said)
