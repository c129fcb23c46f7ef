import { expect, it } from 'vitest';
import { nodeCrypto } from '../../../electron/host/crypto.ts';
import { fromHex, toHex, utf8Encode } from '../../../shared/trust/bytes.ts';
import { isUsablePublicKey, verifySignature } from '../../../shared/trust/ed25519.ts';
import { expectCases } from '../../support/conformance-count.ts';
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

/** One text for all verdicts, so that those of several runtimes can be compared. */
function digestOf(verdicts: readonly boolean[]): string {
  return toHex(nodeCrypto.sha256(utf8Encode(verdicts.map(Number).join(''))));
}

describeWithData('Wycheproof Ed25519', WYCHEPROOF, () => {
  it('judges all 151 cases as expected', () => {
    const { testGroups } = readConformanceJson(...WYCHEPROOF) as WycheproofFile;
    const cases = testGroups.flatMap((group) =>
      group.tests.map((test) => ({ ...test, pk: group.publicKey.pk })),
    );
    const verdicts = cases.map(({ pk, msg, sig }) =>
      verifySignature(fromHex(pk), fromHex(msg), fromHex(sig), nodeCrypto),
    );
    const judged = cases.map(({ tcId, result }, index) => ({
      name: `case ${tcId}`,
      isAsExpected: verdicts[index] === (result === 'valid'),
    }));
    expect(judged).toHaveLength(151);
    expectCases('Wycheproof Ed25519', judged, digestOf(verdicts));
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
    const verdicts = vectors.map(judge);
    expect(verdicts).toContain(true);
    const judged = vectors.map(({ number, flags }, index) => ({
      name: `case ${number} (${(flags ?? []).join(', ')})`,
      isAsExpected: verdicts[index] !== (flags ?? []).some((flag) => refusing.includes(flag)),
    }));
    expectCases('CCTV Ed25519', judged, digestOf(verdicts));
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
