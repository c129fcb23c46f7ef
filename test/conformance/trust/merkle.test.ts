import { it } from 'vitest';
import { nodeCrypto } from '../../../electron/host/crypto.ts';
import { fromBase64, fromHex, toHex } from '../../../shared/trust/bytes.ts';
import {
  isSubtree,
  leafHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
  verifySubtree,
} from '../../../shared/trust/merkle.ts';
import { expectCases } from '../../support/conformance-count.ts';
import {
  describeWithData,
  listConformance,
  readConformanceJson,
} from '../../support/conformance.ts';

const DATA = ['vectors', 'transparency-dev-merkle', 'testdata'];
const ROOTS = ['vectors', 'notes-and-proofs', 'rfc6962-roots.json'];

interface Vector {
  readonly root: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

interface InclusionVector extends Vector {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly leafHash: string;
}

interface SubtreeInclusionVector extends Vector {
  readonly leafIdx: number;
  readonly start: number;
  readonly end: number;
  readonly leafHash: string;
}

interface ConsistencyVector extends Vector {
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
}

interface SubtreeConsistencyVector extends Vector {
  readonly start: number;
  readonly end: number;
  readonly size: number;
  readonly root1: string;
  readonly root2: string;
}

function toBytes(text: string | null | undefined): Uint8Array {
  return fromBase64(text ?? '');
}

interface VectorKinds {
  readonly inclusion: InclusionVector;
  readonly consistency: ConsistencyVector;
  readonly subtreeinclusion: SubtreeInclusionVector;
  readonly subtreeconsistency: SubtreeConsistencyVector;
}

/** Judges every vector of a folder. A vector whose authors want an error is to be found invalid. */
function expectVectors<Folder extends keyof VectorKinds>(
  suite: string,
  folder: Folder,
  isValid: (vector: VectorKinds[Folder], proof: readonly Uint8Array[]) => boolean,
): void {
  const cases = listConformance(...DATA, folder).map((name) => {
    const vector = readConformanceJson(...DATA, folder, ...name.split('/')) as VectorKinds[Folder];
    const valid = isValid(vector, (vector.proof ?? []).map(toBytes));
    return { name: `${folder}/${name}`, isAsExpected: valid !== vector.wantErr };
  });
  expectCases(suite, cases);
}

describeWithData('RFC 6962 proofs', DATA, () => {
  it('judges every inclusion proof as its authors do', () => {
    expectVectors('Merkle inclusion', 'inclusion', (vector, proof) => {
      const { leafIdx, treeSize, leafHash: leaf, root } = vector;
      return verifyInclusion(leafIdx, treeSize, toBytes(leaf), proof, toBytes(root), nodeCrypto);
    });
  });

  it('judges every consistency proof as its authors do', () => {
    expectVectors('Merkle consistency', 'consistency', (vector, proof) => {
      const { size1, size2, root1, root2 } = vector;
      return verifyConsistency(size1, size2, toBytes(root1), toBytes(root2), proof, nodeCrypto);
    });
  });

  it('judges every inclusion proof in a subtree as its authors do', () => {
    // Within the subtree, the leaf stands in a tree of its own (draft-ietf-plants-merkle-tree-certs, 4.3).
    expectVectors('Merkle subtree inclusion', 'subtreeinclusion', (vector, proof) => {
      const { leafIdx, start, end, leafHash: leaf, root } = vector;
      return (
        isSubtree({ start, end, size: end }) &&
        verifyInclusion(
          leafIdx - start,
          end - start,
          toBytes(leaf),
          proof,
          toBytes(root),
          nodeCrypto,
        )
      );
    });
  });

  it('judges every consistency proof of a subtree as its authors do', () => {
    expectVectors('Merkle subtree consistency', 'subtreeconsistency', (vector, proof) => {
      const { start, end, size, root1, root2 } = vector;
      return verifySubtree({ start, end, size }, toBytes(root1), toBytes(root2), proof, nodeCrypto);
    });
  });
});

describeWithData('RFC 6962 roots', ROOTS, () => {
  it('computes the roots of the trees of 0 to 8 leaves', () => {
    const vector = readConformanceJson(...ROOTS) as {
      leaf_inputs_hex: string[];
      root_hex_by_size: string[];
    };
    const leaves = vector.leaf_inputs_hex.map((hex) => leafHash(fromHex(hex), nodeCrypto));
    const cases = vector.root_hex_by_size.map((expected, size) => ({
      name: `${size} leaves`,
      isAsExpected: toHex(rootOf(leaves.slice(0, size), nodeCrypto)) === expected,
    }));
    expectCases('Merkle roots', cases);
  });
});
