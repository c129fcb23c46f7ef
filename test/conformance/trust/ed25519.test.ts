import { expect, it } from 'vitest';
import { nodeCrypto } from '../../../electron/host/crypto.ts';
import { fromHex, utf8Encode } from '../../../shared/trust/bytes.ts';
import { isUsablePublicKey, verifySignature } from '../../../shared/trust/ed25519.ts';
import { describeWithData, readConformanceJson } from '../../support/conformance.ts';

const WYCHEPROOF = ['vectors', 'wycheproof', 'ed25519_test.json'];
const CCTV = ['vectors', 'cctv', 'ed25519', 'ed25519vectors.json'];

interface WycheproofFile {
  readonly testGroups: readonly {
    readonly publicKey: { readonly pk: string };
    readonly tests: readonly { readonly tcId: number; readonly msg: string; readonly sig: string; readonly result: string }[];
  }[];
} // prettier-ignore

interface CctvVector {
  readonly number: number;
  readonly key: string;
  readonly sig: string;
  readonly msg: string;
  readonly flags: readonly string[] | null;
}

describeWithData('Wycheproof Ed25519', WYCHEPROOF, () => {
  it('judges all 151 cases as expected', () => {
    const { testGroups } = readConformanceJson(...WYCHEPROOF) as WycheproofFile;
    const cases = testGroups.flatMap((group) =>
      group.tests.map((test) => ({ ...test, pk: group.publicKey.pk })),
    );
    expect(cases).toHaveLength(151);
    const wrong = cases.filter(({ pk, msg, sig, result }) => {
      const isValid = verifySignature(fromHex(pk), fromHex(msg), fromHex(sig), nodeCrypto);
      return isValid !== (result === 'valid');
    });
    expect(wrong).toEqual([]);
  });
});

describeWithData('CCTV Ed25519 edge cases', CCTV, () => {
  const judge = ({ key, sig, msg }: CctvVector): boolean =>
    verifySignature(fromHex(key), utf8Encode(msg), fromHex(sig), nodeCrypto);

  it('accepts of all 914 only those without a low-order point and without a residue', () => {
    // The rule of dalek's verify_strict: what the README of the vectors calls the strictest behaviour.
    const vectors = readConformanceJson(...CCTV) as readonly CctvVector[];
    expect(vectors).toHaveLength(914);
    const refusing = [
      'low_order_A',
      'low_order_R',
      'low_order_residue',
      'non_canonical_A',
      'non_canonical_R',
      'reencoded_k',
    ];
    const wrong = vectors.filter(
      (vector) => judge(vector) === (vector.flags ?? []).some((flag) => refusing.includes(flag)),
    );
    expect(wrong.map(({ number, flags }) => ({ number, flags }))).toEqual([]);
    expect(vectors.some(judge)).toBe(true);
  });

  it('knows each low-order key of the vectors, and no other, as one', () => {
    const vectors = readConformanceJson(...CCTV) as readonly CctvVector[];
    const isLow = (vector: CctvVector): boolean => vector.flags?.includes('low_order_A') === true;
    const low = new Set(vectors.filter(isLow).map(({ key }) => key));
    const others = new Set(vectors.filter((vector) => !isLow(vector)).map(({ key }) => key));
    expect(low.size).toBe(14);
    expect([...low].filter((key) => isUsablePublicKey(fromHex(key)))).toEqual([]);
    expect([...others].filter((key) => !isUsablePublicKey(fromHex(key)))).toEqual([]);
  });
});
