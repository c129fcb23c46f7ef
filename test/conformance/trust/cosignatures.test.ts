/**
 * There are no published vectors of cosignatures. The example of the specification is read, and others
 * are made here from its words alone, with nothing of ours but the reader under test.
 */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../electron/host/crypto.ts';
import { CountersignError } from '../../../shared/errors.ts';
import { parseSignedCheckpoint } from '../../../shared/trust/checkpoint.ts';
import { verifyCosignatures } from '../../../shared/trust/cosignature.ts';
import { countAsCase } from '../../support/conformance-count.ts';

const BODY =
  'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';

/** C2SP tlog-cosignature, the example at its beginning. */
const EXAMPLE = `${BODY}
— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`;

const NAME = 'witness.example.com/w1';
const TIME = 1_679_315_147;
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const key = publicKey.export({ type: 'spki', format: 'der' }).subarray(12);

interface Change {
  readonly type?: number;
  readonly signedTime?: number;
  readonly signedBody?: string;
  readonly withoutTime?: boolean;
}

/** A checkpoint with one cosignature, composed as the specification says, but for what is changed. */
function cosigned({ type = 4, signedTime = TIME, signedBody = BODY, withoutTime }: Change): string {
  const keyId = createHash('sha256')
    .update(`${NAME}\n`)
    .update(Buffer.from([type]))
    .update(key);
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(TIME));
  const message = Buffer.from(`cosignature/v1\ntime ${signedTime}\n${signedBody}`);
  const parts = [keyId.digest().subarray(0, 4), ...(withoutTime === true ? [] : [time]), sign(null, message, privateKey)]; // prettier-ignore
  return `${BODY}\n— ${NAME} ${Buffer.concat(parts).toString('base64')}\n`;
}

/** The times of the known cosigner's cosignatures, or null if the whole is refused. */
function judge(text: string): string[] | null {
  const checkpoint = parseSignedCheckpoint(text, 'checkpoint');
  const cosigner = { name: NAME, publicKey: new Uint8Array(key) };
  try {
    return verifyCosignatures(checkpoint, [cosigner], nodeCrypto, 'checkpoint').map((c) => c.time);
  } catch (error) {
    if (error instanceof CountersignError) return null;
    throw error;
  }
}

describe('cosignatures', () => {
  it('are read in the example of the specification, and ignored while their key is not known', () => {
    countAsCase('Cosignatures');
    expect(parseSignedCheckpoint(EXAMPLE, 'example').signatures).toMatchObject([
      { name: 'example.com/behind-the-sofa', keyHash: '033de0ae' },
      { name: NAME, keyHash: '8d66cf3f', signature: { length: 8 + 64 } },
    ]);
    expect(judge(EXAMPLE)).toEqual([]);
  });

  it.each<[string, Change, string[] | null]>([
    ['accepted as the specification composes them', {}, ['2023-03-20T12:25:47Z']],
    ['refused for a time that was not signed', { signedTime: TIME + 1 }, null],
    ['refused for a head that was not signed', { signedBody: BODY.replace('63', '64') }, null],
    ['refused without their time', { withoutTime: true }, null],
    ['ignored under the key id of a log signature', { type: 1 }, []],
  ])('are %s', (_, change, expected) => {
    countAsCase('Cosignatures');
    expect(judge(cosigned(change))).toEqual(expected);
  });
});
