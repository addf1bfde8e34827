"""AES in CBC mode is undone as its standard says, by whichever library."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from imrcli.ingest.pdf import aes

WAYS: list[Callable[[], aes.Decrypt]] = [aes.by_openssl, aes.by_cryptography, aes.decrypt]

try:
    aes.by_openssl()
except (ImportError, AttributeError, OSError):
    pytest.skip("this Python has no OpenSSL beside it", allow_module_level=True)

KEY = "2b7e151628aed2a6abf7158809cf4f3c"
# NIST SP 800-38A, F.2.2: each block is mixed with the one before.
EXAMPLES = [
    ("000102030405060708090a0b0c0d0e0f", "7649abac8119b246cee98e9b12e9197d", "6bc1bee22e409f96e93d7e117393172a"),
    ("7649abac8119b246cee98e9b12e9197d", "5086cb9b507219ee95db113a917678b2", "ae2d8a571e03ac9c9eb76fac45af8e51"),
    ("5086cb9b507219ee95db113a917678b2", "73bed6b8e3c1743b7116e69e22229516", "30c81c46a35ce411e5fbc1191a0a52ef"),
    ("73bed6b8e3c1743b7116e69e22229516", "3ff1caa1681fac09120eca307586e1a7", "f69f2445df4f9b17ad2b417be66c3710"),
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("first", "block", "plain"), EXAMPLES)
def test_examples_of_the_standard(way: Callable[[], aes.Decrypt], first: str, block: str, plain: str) -> None:
    assert way()(bytes.fromhex(KEY), bytes.fromhex(first), bytes.fromhex(block)).hex() == plain


@pytest.mark.parametrize("blocks", [0, 1, 2, 3, 64, 5_000])
def test_both_libraries_are_of_one_mind(blocks: int) -> None:
    chance = Random(blocks)
    key, first, data = (chance.randbytes(size) for size in (16, 16, blocks * 16))
    assert aes.by_openssl()(key, first, data) == aes.by_cryptography()(key, first, data)


def fails(error: type[Exception]) -> Callable[[], aes.Decrypt]:
    def by_openssl() -> aes.Decrypt:
        raise error

    return by_openssl


WITHOUT: list[Callable[[], aes.Decrypt]] = [
    fails(ImportError),  # a Python without OpenSSL
    fails(AttributeError),  # built into it
    fails(OSError),
    lambda: lambda key, first, blocks: blocks,  # wrong
]


@pytest.mark.parametrize("openssl", WITHOUT)
def test_without_openssl_it_is_cryptography(
    openssl: Callable[[], aes.Decrypt], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aes, "by_openssl", openssl)
    aes.decrypt.cache_clear()
    try:
        first, block, plain = map(bytes.fromhex, EXAMPLES[0])
        assert aes.decrypt()(bytes.fromhex(KEY), first, block) == plain
    finally:
        aes.decrypt.cache_clear()


@pytest.mark.parametrize(("key", "first", "blocks"), [(15, 16, 16), (16, 15, 16), (16, 16, 17), (0, 0, 0)])
def test_no_whole_blocks(key: int, first: int, blocks: int) -> None:
    with pytest.raises(ValueError, match="not whole blocks"):
        aes.by_openssl()(bytes(key), bytes(first), bytes(blocks))
