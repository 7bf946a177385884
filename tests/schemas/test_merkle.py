"""The tree against the published test vectors of Certificate Transparency, against pymerkle, and against every bit turned over."""

from __future__ import annotations

import pytest
from pymerkle import InmemoryTree

from schemas import merkle
from schemas.merkle import Tree, leaf_hash, verify_consistency, verify_inclusion

# The test vectors of RFC 6962 and RFC 9162 implementations (certificate-transparency, merkle_tree_test): eight leaves.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# (leaf, size) -> path
PATHS = {
    (0, 8): ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
             "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
             "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"],
    (5, 8): ["bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
             "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
             "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): ["6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
             "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
             "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"],
}
# (first, second) -> proof
PROOFS = {
    (1, 1): [],
    (1, 8): ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
             "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
             "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"],
    (6, 8): ["0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
             "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
             "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"],
    (2, 5): ["5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
             "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"],
}
SIZES = 40


def tree_of(leaves: list[bytes]) -> Tree:
    tree = Tree()
    for each in leaves:
        tree.append(leaf_hash(each))
    return tree


@pytest.fixture(scope="module")
def published() -> Tree:
    return tree_of([bytes.fromhex(each) for each in LEAVES])


@pytest.fixture(scope="module")
def many() -> Tree:
    return tree_of([b"%d" % number for number in range(SIZES)])


def test_roots_are_the_published_ones(published: Tree) -> None:
    assert [published.root(size).hex() for size in range(1, 9)] == ROOTS
    assert published.root(0).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert Tree().root() == published.root(0)


@pytest.mark.parametrize(("place", "path"), PATHS.items())
def test_paths_are_the_published_ones(published: Tree, place: tuple[int, int], path: list[str]) -> None:
    assert [each.hex() for each in published.inclusion(*place)] == path


@pytest.mark.parametrize(("sizes", "proof"), PROOFS.items())
def test_consistency_proofs_are_the_published_ones(published: Tree, sizes: tuple[int, int], proof: list[str]) -> None:
    assert [each.hex() for each in published.consistency(*sizes)] == proof


def test_roots_are_those_of_another_program(many: Tree) -> None:
    other = InmemoryTree(algorithm="sha256")
    for number in range(SIZES):
        other.append_entry(b"%d" % number)
        assert other.get_root(number + 1) == many.root(number + 1)
        assert other.get_leaf(number + 1) == many.leaf(number)


def test_another_program_takes_our_proofs(many: Tree) -> None:
    other = InmemoryTree(algorithm="sha256")
    other.append_entries([b"%d" % number for number in range(SIZES)])
    for second in (7, 32, SIZES):
        for first in range(1, second + 1):
            ours = {each.hex() for each in many.inclusion(first - 1, second)}
            theirs = other.prove_inclusion(first, second).serialize()
            assert ours <= set(theirs["path"]), theirs
            roots = other.get_root(first), other.get_root(second)
            assert verify_consistency(first, second, *roots, many.consistency(first, second))


def test_every_leaf_is_found_in_every_tree(many: Tree) -> None:
    for size in range(1, SIZES + 1):
        for index in range(size):
            proof = many.inclusion(index, size)
            assert verify_inclusion(many.leaf(index), index, size, proof, many.root(size))
            assert not verify_inclusion(many.leaf(index), (index + 1) % size, size, proof, many.root(size)) or size == 1


def test_every_tree_is_the_beginning_of_every_later_one(many: Tree) -> None:
    for second in range(1, SIZES + 1):
        for first in range(1, second + 1):
            proof = many.consistency(first, second)
            assert verify_consistency(first, second, many.root(first), many.root(second), proof)
            assert not verify_consistency(first, second, many.root(second), many.root(first), proof) or first == second


def turned(proof: list[bytes]) -> list[list[bytes]]:
    """The proof with one bit of each hash turned over, one hash less, one more."""
    made = [[*proof[:place], bytes([proof[place][0] ^ 1]) + proof[place][1:], *proof[place + 1 :]] for place in range(len(proof))]
    return [*made, proof[:-1], [*proof, bytes(merkle.HASH_BYTES)]] if proof else [[bytes(merkle.HASH_BYTES)]]


def test_no_altered_proof_passes(many: Tree) -> None:
    for size in (1, 2, 7, 8, 33):
        for index in range(size):
            for wrong in turned(many.inclusion(index, size)):
                assert not verify_inclusion(many.leaf(index), index, size, wrong, many.root(size))
        for first in range(1, size + 1):
            for wrong in turned(many.consistency(first, size)):
                assert not verify_consistency(first, size, many.root(first), many.root(size), wrong)


def test_a_tree_with_one_other_leaf_is_no_continuation(many: Tree) -> None:
    other = tree_of([b"%d" % number if number != 3 else b"three" for number in range(SIZES)])
    for first in range(5, SIZES):
        assert not verify_consistency(first, SIZES, many.root(first), other.root(), other.consistency(first, SIZES))


@pytest.mark.parametrize("size", [0, 9])
def test_what_is_not_in_the_tree_has_no_proof(published: Tree, size: int) -> None:
    with pytest.raises(IndexError):
        published.inclusion(8, size)
    with pytest.raises(IndexError):
        published.consistency(size, 8)
    assert not verify_inclusion(b"", 0, 0, [], published.root(0))
    assert not verify_consistency(0, 8, published.root(0), published.root(8), [])
