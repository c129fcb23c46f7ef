/**
 * Merkle tree of RFC 6962, 2.1 (SHA-256): roots, proofs and their checks. Sizes are plain numbers up to
 * 2^53-1, so halves are taken by division; the bit operators of the language end at 32 bits.
 */
import { equalBytes } from './bytes.ts';
import type { TrustCrypto } from './ports.ts';

const LEAF_PREFIX = 0;
const NODE_PREFIX = 1;

export function leafHash(data: Uint8Array, crypto: TrustCrypto): Uint8Array {
  return crypto.sha256(inScratch(LEAF_PREFIX, data, NOTHING));
}

export function nodeHash(left: Uint8Array, right: Uint8Array, crypto: TrustCrypto): Uint8Array {
  return crypto.sha256(inScratch(NODE_PREFIX, left, right));
}

const NOTHING = new Uint8Array(0);

/** What is being hashed. A buffer for each of the 200,000 hashes of a long log would cost more than they do. */
let scratch = new Uint8Array(1_024);

function inScratch(prefix: number, first: Uint8Array, second: Uint8Array): Uint8Array {
  const length = 1 + first.length + second.length;
  if (length > scratch.length) scratch = new Uint8Array(2 * length);
  scratch[0] = prefix;
  scratch.set(first, 1);
  scratch.set(second, 1 + first.length);
  return scratch.subarray(0, length);
}

/** Root over leaf hashes; of none, the hash of nothing. */
export function rootOf(leafHashes: readonly Uint8Array[], crypto: TrustCrypto): Uint8Array {
  const tree = growTree(EMPTY_TREE, crypto);
  for (const leaf of leafHashes) tree.append(leaf);
  return treeRoot(tree.now(), crypto);
}

/** What is needed to go on appending: roots of the full subtrees, the largest first. */
export interface CompactTree {
  readonly size: number;
  readonly peaks: readonly Uint8Array[];
}

export const EMPTY_TREE: CompactTree = { size: 0, peaks: [] };

/** A tree that many leaves are appended to: nothing is copied for each. */
export interface GrowingTree {
  append(leaf: Uint8Array): void;
  now(): CompactTree;
}

export function growTree({ size: before, peaks: first }: CompactTree, crypto: TrustCrypto): GrowingTree {
  const peaks = [...first];
  let size = before;
  return {
    append(leaf) {
      let right = leaf;
      // Each low 1 bit of the size is a full subtree as large as what it meets.
      for (let bits = size; bits % 2 === 1; bits = half(bits)) {
        const left = peaks.pop();
        if (left === undefined) throw new Error(`A tree of ${size} leaves lacks a peak`);
        right = nodeHash(left, right, crypto);
      }
      peaks.push(right);
      size += 1;
    },
    now: () => ({ size, peaks: [...peaks] }),
  };
} // prettier-ignore

/** The tree with one more leaf. */
export function appendLeaf(tree: CompactTree, leaf: Uint8Array, crypto: TrustCrypto): CompactTree {
  const growing = growTree(tree, crypto);
  growing.append(leaf);
  return growing.now();
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
  const alone = { start: index, end: index + 1, size };
  return areHashes([leaf]) && verifySubtree(alone, leaf, root, proof, crypto);
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
  const earlier = { start: 0, end: size1, size: size2 };
  return size1 !== 0 && verifySubtree(earlier, root1, root2, proof, crypto);
}

/** The leaves from `start` to before `end` of a tree of `size` leaves. */
export interface Subtree {
  readonly start: number;
  readonly end: number;
  readonly size: number;
}

/**
 * True if these leaves are a subtree as a tree is cut (draft-ietf-plants-merkle-tree-certs, 4.1): not
 * empty, and beginning at a multiple of the power of two that holds them.
 */
export function isSubtree({ start, end, size }: Subtree): boolean {
  if (!isSize(start) || !isSize(end) || !isSize(size) || start >= end || end > size) return false;
  return end - start === 1 || start % (2 * largestPowerBelow(end - start)) === 0;
}

function isEmptyRange({ start, end, size }: Subtree): boolean {
  return isSize(start) && isSize(size) && start === end && end <= size;
}

/**
 * True if `hash` is the root of these leaves within the tree with this root (the same draft, 4.4.3). A
 * leaf is the smallest subtree and an earlier tree is the one that begins at 0, so that inclusion and
 * consistency are this one check. No leaves at all are in every tree, and have the root of none. Never throws.
 */
export function verifySubtree(
  leaves: Subtree,
  hash: Uint8Array,
  root: Uint8Array,
  proof: readonly Uint8Array[],
  crypto: TrustCrypto,
): boolean {
  if (isEmptyRange(leaves))
    return proof.length === 0 && equalBytes(hash, treeRoot(EMPTY_TREE, crypto));
  if (!isSubtree(leaves)) return false;
  // Only what is hashed must have the length of a hash, so that no byte changes sides between two of them.
  if (proof.length > 0 && !areHashes([hash, ...proof])) return false;
  // Numbers of the first and last node of the subtree and of the last of the tree, level by level upwards.
  let [first, node, last] = [leaves.start, leaves.end - 1, leaves.size - 1];
  const rise = (): void => {
    [first, node, last] = [half(first), half(node), half(last)];
  };
  while (first < node && (node % 2 === 1 || node === last)) rise();
  // If one node holds the whole subtree, its hash is the start and is not repeated in the proof.
  const [start, ...siblings] = first === node ? [hash, ...proof] : proof;
  if (start === undefined) return false;
  let [below, whole] = [start, start];
  for (const sibling of siblings) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      if (first < node) below = nodeHash(sibling, below, crypto);
      whole = nodeHash(sibling, whole, crypto);
      while (node % 2 === 0 && node !== 0) rise();
    } else {
      whole = nodeHash(whole, sibling, crypto);
    }
    rise();
  }
  return last === 0 && equalBytes(below, hash) && equalBytes(whole, root);
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
