import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../electron/host/crypto.ts';
import { toBase64, utf8Encode } from '../../../shared/trust/bytes.ts';
import { keepTree } from '../../../shared/trust/kept-tree.ts';
import {
  appendLeaf, consistencyProof, EMPTY_TREE, inclusionProof, leafHash, rootOf, treeRoot, verifyConsistency,
  verifyInclusion,
} from '../../../shared/trust/merkle.ts'; // prettier-ignore
import { makeTempFolder } from '../../support/temp-folder.ts';
import { itWithTool, runTool } from '../../support/tools.ts';

const leaves = Array.from({ length: 70 }, (_, index) =>
  leafHash(utf8Encode(`leaf ${index}`), nodeCrypto),
);
const roots = Array.from({ length: 71 }, (_, size) => rootOf(leaves.slice(0, size), nodeCrypto));
const rootAt = (size: number): Uint8Array => roots[size] ?? new Uint8Array(0);
const leafAt = (index: number): Uint8Array => leaves[index] ?? new Uint8Array(0);

describe('Merkle trees', () => {
  it('grow leaf by leaf to the same roots', () => {
    let tree = EMPTY_TREE;
    for (const [size, leaf] of leaves.entries()) {
      expect(treeRoot(tree, nodeCrypto)).toEqual(rootAt(size));
      tree = appendLeaf(tree, leaf, nodeCrypto);
    }
    expect(tree.size).toBe(70);
    expect(treeRoot(tree, nodeCrypto)).toEqual(rootAt(70));
  });

  it('that are kept know each leaf, the root and the peaks at every size they once had', () => {
    const tree = keepTree(nodeCrypto);
    for (const leaf of leaves) {
      // What it once answered is not changed by what comes later.
      const before = tree.compactAt(tree.size);
      const peaks = before.peaks.map((peak) => peak.slice());
      tree.append(leaf);
      expect(before.peaks).toEqual(peaks);
    }
    let grown = EMPTY_TREE;
    for (const [size, leaf] of leaves.entries()) {
      expect(tree.rootAt(size)).toEqual(rootAt(size));
      expect(tree.compactAt(size)).toEqual(grown);
      expect(tree.leafAt(size)).toEqual(leaf);
      grown = appendLeaf(grown, leaf, nodeCrypto);
    }
    expect(tree.rootAt(70)).toEqual(rootAt(70));
    for (const size of [71, -1, 0.5, Number.NaN, 2 ** 60]) expect(tree.rootAt(size)).toBeNull();
    expect(tree.leafAt(70)).toHaveLength(0);
    expect(() => tree.compactAt(71)).toThrow(RangeError);
    // A leaf that is no hash would take the place of two, or of a part of one.
    expect(() => tree.append(new Uint8Array(64))).toThrow(RangeError);
  });

  it('prove every leaf of every size, and no leaf in another place, size or tree', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (size, a, b) => {
        const [index, other] = [a % size, b % size];
        const proof = inclusionProof(index, leaves.slice(0, size), nodeCrypto);
        const verify = (
          i: number,
          s: number,
          leaf: Uint8Array,
          p = proof,
          root = rootAt(size),
        ): boolean => verifyInclusion(i, s, leaf, p, root, nodeCrypto);
        expect(verify(index, size, leafAt(index))).toBe(true);
        if (other !== index) {
          expect(verify(other, size, leafAt(index))).toBe(false);
          expect(verify(index, size, leafAt(other))).toBe(false);
        }
        expect(verify(index, size, leafAt(index), proof, rootAt(size - 1))).toBe(false);
        expect(verify(index, size, leafAt(index), [...proof, leafAt(0)])).toBe(false);
        expect(proof.length > 0 && verify(index, size, leafAt(index), proof.slice(1))).toBe(false);
        expect(verify(size, size, leafAt(index))).toBe(false);
        expect(verify(-1, size, leafAt(index))).toBe(false);
        expect(verify(0.5, size, leafAt(index))).toBe(false);
      }),
    );
  });

  it('prove that each is a prefix of each larger one, and of no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (size2, a, flip) => {
        const size1 = 1 + (a % size2);
        const proof = consistencyProof(size1, leaves.slice(0, size2), nodeCrypto);
        const verify = (root1: Uint8Array, root2: Uint8Array, p = proof): boolean =>
          verifyConsistency(size1, size2, root1, root2, p, nodeCrypto);
        expect(verify(rootAt(size1), rootAt(size2))).toBe(true);
        const otherLeaves = leaves
          .slice(0, size1)
          .map((leaf, index) => (index === flip % size1 ? leafAt(69).map((x) => x ^ 1) : leaf));
        expect(verify(rootOf(otherLeaves, nodeCrypto), rootAt(size2))).toBe(false);
        expect(verify(rootAt(size1), rootAt(0))).toBe(false);
        expect(verify(rootAt(size1), rootAt(size2), [...proof, leafAt(0)])).toBe(false);
        const changed = proof.map((hash, index) =>
          index === flip % proof.length ? hash.map((x) => x ^ 1) : hash,
        );
        expect(proof.length > 0 && verify(rootAt(size1), rootAt(size2), changed)).toBe(false);
      }),
    );
  });

  it('prove nothing about the empty head', () => {
    expect(consistencyProof(0, leaves, nodeCrypto)).toEqual([]);
    expect(verifyConsistency(0, 70, rootAt(0), rootAt(70), [], nodeCrypto)).toBe(false);
  });

  it('count beyond 32 bits', () => {
    // A tree whose left half has 2^32 leaves: its root is taken as given, the one leaf on the right is ours.
    const size = 2 ** 32 + 1;
    const root = nodeCrypto.sha256(new Uint8Array([1, ...leafAt(1), ...leafAt(0)]));
    expect(verifyInclusion(2 ** 32, size, leafAt(0), [leafAt(1)], root, nodeCrypto)).toBe(true);
    expect(verifyInclusion(0, size, leafAt(0), [leafAt(1)], root, nodeCrypto)).toBe(false);
  });

  it('are asked only about leaves they have', () => {
    expect(() => inclusionProof(70, leaves, nodeCrypto)).toThrow(RangeError);
    expect(() => consistencyProof(71, leaves, nodeCrypto)).toThrow(RangeError);
  });

  itWithTool('python3', 'have the root that a dozen lines of standard Python compute', async () => {
    // As the export tells outsiders to do: no code of ours.
    const script = `
import base64, hashlib, sys
def mth(leaves):
    if not leaves: return hashlib.sha256(b'').digest()
    if len(leaves) == 1: return hashlib.sha256(b'\\0' + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves): k *= 2
    return hashlib.sha256(b'\\1' + mth(leaves[:k]) + mth(leaves[k:])).digest()
print(base64.b64encode(mth(open(sys.argv[1], 'rb').read().split(b'\\n')[:-1])).decode())
`;
    const file = path.join(await makeTempFolder(), 'entries.jsonl');
    writeFileSync(file, leaves.map((_, index) => `leaf ${index}\n`).join(''));
    expect(runTool('python3', ['-', file], script).text.trim()).toBe(toBase64(rootAt(70)));
  });
});
