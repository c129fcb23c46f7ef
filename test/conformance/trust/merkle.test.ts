import { expect, it } from 'vitest';
import { nodeCrypto } from '../../../electron/host/crypto.ts';
import { fromBase64, fromHex, toHex } from '../../../shared/trust/bytes.ts';
import {
  leafHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../../../shared/trust/merkle.ts';
import {
  describeWithData,
  listConformance,
  readConformanceJson,
} from '../../support/conformance.ts';

const DATA = ['vectors', 'transparency-dev-merkle', 'testdata'];
const ROOTS = ['vectors', 'notes-and-proofs', 'rfc6962-roots.json'];

interface InclusionVector {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

interface ConsistencyVector {
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

function readAll(kind: string): { name: string; vector: unknown }[] {
  return listConformance(...DATA, kind).map((name) => ({
    name,
    vector: readConformanceJson(...DATA, kind, ...name.split('/')),
  }));
}

function toBytes(text: string | null | undefined): Uint8Array {
  return fromBase64(text ?? '');
}

describeWithData('RFC 6962 proofs', DATA, () => {
  it('judges all 98 inclusion proofs as expected', () => {
    const vectors = readAll('inclusion') as { vector: InclusionVector }[];
    expect(vectors).toHaveLength(98);
    const wrong = vectors.filter(
      ({ vector: { leafIdx, treeSize, root, leafHash: leaf, proof, wantErr } }) => {
        const hashes = (proof ?? []).map(toBytes);
        return (
          verifyInclusion(leafIdx, treeSize, toBytes(leaf), hashes, toBytes(root), nodeCrypto) ===
          wantErr
        );
      },
    );
    expect(wrong).toEqual([]);
  });

  it('judges all 98 consistency proofs as expected', () => {
    const vectors = readAll('consistency') as { vector: ConsistencyVector }[];
    expect(vectors).toHaveLength(98);
    const wrong = vectors.filter(({ vector: { size1, size2, root1, root2, proof, wantErr } }) => {
      const hashes = (proof ?? []).map(toBytes);
      return (
        verifyConsistency(size1, size2, toBytes(root1), toBytes(root2), hashes, nodeCrypto) ===
        wantErr
      );
    });
    expect(wrong).toEqual([]);
  });
});

describeWithData('RFC 6962 roots', ROOTS, () => {
  it('computes the roots of the trees of 0 to 8 leaves', () => {
    const vector = readConformanceJson(...ROOTS) as {
      leaf_inputs_hex: string[];
      root_hex_by_size: string[];
    };
    const leaves = vector.leaf_inputs_hex.map((hex) => leafHash(fromHex(hex), nodeCrypto));
    const roots = vector.root_hex_by_size.map((_, size) =>
      toHex(rootOf(leaves.slice(0, size), nodeCrypto)),
    );
    expect(roots).toHaveLength(9);
    expect(roots).toEqual(vector.root_hex_by_size);
  });
});
