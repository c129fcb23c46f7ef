/**
 * Merkle tree of RFC 6962, 2.1 (SHA-256): roots, proofs and their checks. Sizes are plain numbers up to
 * 2^53-1, so halves are taken by division; the bit operators of the language end at 32 bits.
 */
import { concatBytes, equalBytes } from './bytes.ts';
import type { TrustCrypto } from './ports.ts';

const LEAF_PREFIX = new Uint8Array([0]);
const NODE_PREFIX = new Uint8Array([1]);

export function leafHash(data: Uint8Array, crypto: TrustCrypto): Uint8Array {
  return crypto.sha256(concatBytes(LEAF_PREFIX, data));
}

export function nodeHash(left: Uint8Array, right: Uint8Array, crypto: TrustCrypto): Uint8Array {
  return crypto.sha256(concatBytes(NODE_PREFIX, left, right));
}

/** Root over leaf hashes; of none, the hash of nothing. */
export function rootOf(leafHashes: readonly Uint8Array[], crypto: TrustCrypto): Uint8Array {
  return treeRoot(
    leafHashes.reduce((tree, leaf) => appendLeaf(tree, leaf, crypto), EMPTY_TREE),
    crypto,
  );
}

/** What is needed to go on appending: roots of the full subtrees, the largest first. */
export interface CompactTree {
  readonly size: number;
  readonly peaks: readonly Uint8Array[];
}

export const EMPTY_TREE: CompactTree = { size: 0, peaks: [] };

/** The tree with one more leaf. */
export function appendLeaf(tree: CompactTree, leaf: Uint8Array, crypto: TrustCrypto): CompactTree {
  const peaks = [...tree.peaks];
  let right = leaf;
  // Each low 1 bit of the size is a full subtree as large as what it meets.
  for (let size = tree.size; size % 2 === 1; size = half(size)) {
    const left = peaks.pop();
    if (left === undefined) throw new Error(`A tree of ${tree.size} leaves lacks a peak`);
    right = nodeHash(left, right, crypto);
  }
  return { size: tree.size + 1, peaks: [...peaks, right] };
}

export function treeRoot(tree: CompactTree, crypto: TrustCrypto): Uint8Array {
  if (tree.peaks.length === 0) return crypto.sha256(new Uint8Array(0));
  return tree.peaks.reduceRight((right, left) => nodeHash(left, right, crypto));
}

/**
 * Audit path of a leaf, lowest first (RFC 6962, 2.1.1).
 * @throws RangeError if there is no such leaf: the caller asks about its own log
 */
export function inclusionProof(
  index: number,
  leafHashes: readonly Uint8Array[],
  crypto: TrustCrypto,
): Uint8Array[] {
  if (!isSize(index) || index >= leafHashes.length)
    throw new RangeError(`No leaf ${index} of ${leafHashes.length}`);
  if (leafHashes.length === 1) return [];
  const split = largestPowerBelow(leafHashes.length);
  const [left, right] = [leafHashes.slice(0, split), leafHashes.slice(split)];
  return index < split
    ? [...inclusionProof(index, left, crypto), rootOf(right, crypto)]
    : [...inclusionProof(index - split, right, crypto), rootOf(left, crypto)];
}

/** True if the proof shows the leaf at this index of the tree (RFC 9162, 2.1.3.2). Never throws. */
export function verifyInclusion(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
  crypto: TrustCrypto,
): boolean {
  if (!isSize(index) || !isSize(size) || index >= size || !areHashes([leaf, root, ...proof]))
    return false;
  let [node, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash, crypto);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = nodeHash(hash, sibling, crypto);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equalBytes(hash, root);
}

/**
 * Proof that the first `size` leaves are a prefix of all (RFC 6962, 2.1.2). Empty for all of them and for
 * none, where there is nothing to prove.
 * @throws RangeError if there are fewer leaves
 */
export function consistencyProof(
  size: number,
  leafHashes: readonly Uint8Array[],
  crypto: TrustCrypto,
): Uint8Array[] {
  if (!isSize(size) || size > leafHashes.length)
    throw new RangeError(`No prefix ${size} of ${leafHashes.length}`);
  return size === 0 ? [] : subproof(size, leafHashes, true, crypto);
}

function subproof(
  size: number,
  leaves: readonly Uint8Array[],
  isKnown: boolean,
  crypto: TrustCrypto,
): Uint8Array[] {
  if (size === leaves.length) return isKnown ? [] : [rootOf(leaves, crypto)];
  const split = largestPowerBelow(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return size <= split
    ? [...subproof(size, left, isKnown, crypto), rootOf(right, crypto)]
    : [...subproof(size - split, right, false, crypto), rootOf(left, crypto)];
}

/**
 * True if the tree of `size2` leaves extends that of `size1` (RFC 9162, 2.1.4.2). A head of size 0 is
 * extended by every tree, so no proof shows anything about it: false. Never throws.
 */
export function verifyConsistency(
  size1: number,
  size2: number,
  root1: Uint8Array,
  root2: Uint8Array,
  proof: readonly Uint8Array[],
  crypto: TrustCrypto,
): boolean {
  if (!isSize(size1) || !isSize(size2) || size1 === 0 || size1 > size2) return false;
  if (size1 === size2) return proof.length === 0 && equalBytes(root1, root2);
  if (proof.length === 0 || !areHashes([root1, root2, ...proof])) return false;

  let [node, last] = [size1 - 1, size2 - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  // If the first tree is one full subtree, its root is the start and is not repeated in the proof.
  const [start = root1, ...rest] = node === 0 ? [root1, ...proof] : proof;
  let [hash1, hash2] = [start, start];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash1 = nodeHash(sibling, hash1, crypto);
      hash2 = nodeHash(sibling, hash2, crypto);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash2 = nodeHash(hash2, sibling, crypto);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equalBytes(hash1, root1) && equalBytes(hash2, root2);
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every((hash) => hash.length === 32);
}

function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}
