/**
 * A Merkle tree (RFC 6962, 2.1) that keeps the hash of every full subtree, level by level in plain bytes: its
 * root at any earlier size then takes a few hashes and no walk over the log, and a log of a hundred thousand
 * entries takes no object for each of them.
 */
import { nodeHash, treeRoot, type CompactTree } from './merkle.ts';
import type { TrustCrypto } from './ports.ts';

export interface KeptTree {
  /** Number of leaves. */
  readonly size: number;
  /** @param leaf 32 bytes, copied */
  append(leaf: Uint8Array): void;
  /** Its 32 bytes; none where there is no such leaf. */
  leafAt(index: number): Uint8Array;
  /** The tree over the first `size` leaves. @throws RangeError if there are fewer */
  compactAt(size: number): CompactTree;
  /** Root over the first `size` leaves; null where there are fewer. */
  rootAt(size: number): Uint8Array | null;
}

const HASH_BYTES = 32;
const FIRST_ROOM = 16 * HASH_BYTES;

export function keepTree(crypto: TrustCrypto, leaves: Iterable<Uint8Array> = []): KeptTree {
  /** Level 0 holds the leaves, level n the full subtrees over 2^n of them. */
  const levels: Uint8Array[] = [];
  let size = 0;

  function hashAt(level: number, index: number): Uint8Array {
    return (levels[level] ?? NO_BYTES).subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
  }

  function put(level: number, index: number, hash: Uint8Array): void {
    const bytes = withRoom(levels[level] ?? new Uint8Array(FIRST_ROOM), (index + 1) * HASH_BYTES);
    levels[level] = bytes;
    bytes.set(hash, index * HASH_BYTES);
  }

  const tree: KeptTree = {
    get size() {
      return size;
    },
    append(leaf) {
      if (leaf.length !== HASH_BYTES) throw new RangeError(`A leaf of ${leaf.length} bytes`);
      let [hash, index] = [leaf, size];
      put(0, index, hash);
      // The right one of two completes the subtree above them.
      for (let level = 0; index % 2 === 1; level += 1) {
        hash = nodeHash(hashAt(level, index - 1), hash, crypto);
        index = (index - 1) / 2;
        put(level + 1, index, hash);
      }
      size += 1;
    },
    leafAt: (index) => (index < size ? hashAt(0, index).slice() : NO_BYTES),
    compactAt(wanted) {
      if (wanted > size) throw new RangeError(`No tree of ${wanted} leaves in one of ${size}`);
      const peaks: Uint8Array[] = [];
      // Each 1 bit of the size is a full subtree, and what is left of it in the order of the leaves is its place.
      let index = wanted;
      for (let level = 0; index > 0; level += 1) {
        if (index % 2 === 1) peaks.unshift(hashAt(level, index - 1).slice());
        index = Math.floor(index / 2);
      }
      return { size: wanted, peaks };
    },
    rootAt: (wanted) =>
      Number.isSafeInteger(wanted) && wanted >= 0 && wanted <= size
        ? treeRoot(tree.compactAt(wanted), crypto)
        : null,
  };
  for (const leaf of leaves) tree.append(leaf);
  return tree;
}

const NO_BYTES = new Uint8Array(0);

/** The bytes, or twice as many that begin with them. */
function withRoom(bytes: Uint8Array, length: number): Uint8Array {
  if (length <= bytes.length) return bytes;
  const larger = new Uint8Array(2 * bytes.length);
  larger.set(bytes);
  return larger;
}
