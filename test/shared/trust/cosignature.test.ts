import { createHash, createPublicKey, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto, signEd25519 } from '../../../electron/host/crypto.ts';
import { fromStandardBase64, toBase64, utf8Encode } from '../../../shared/trust/bytes.ts';
import {
  parseSignedCheckpoint,
  toOrigin,
  toVkey,
  type SignedCheckpoint,
} from '../../../shared/trust/checkpoint.ts';
import {
  joinNotes, splitNotes, toCosignedCheckpoint, toCosignerHash, verifyCosignatures, verifyCosignedCheckpoint,
} from '../../../shared/trust/cosignature.ts'; // prettier-ignore
import { toSpki } from '../../../shared/trust/key-id.ts';
import { problemOf } from '../../support/refusals.ts';
import { buildKey, buildLog, signLog, TEST_ORIGIN } from '../../support/trust-builders.ts';

const log = buildKey(99);
const witness = buildKey(7);
const cosigner = { name: toOrigin('00000000-0000-4000-8000-000000000007'), publicKey: witness.publicKey }; // prettier-ignore
const vkey = toVkey(TEST_ORIGIN, log.publicKey, nodeCrypto);
const checkpoint = signLog(buildLog(5), log);
const TIME = '2026-11-21T09:30:00Z';

function cosign(text = checkpoint, time = TIME): string {
  return toCosignedCheckpoint(text, cosigner, time, (message) => signEd25519(witness.seed, message), nodeCrypto); // prettier-ignore
}

describe('a cosignature', () => {
  it('is the C2SP form: type 4 in the key id, time in eight bytes, header and time before the body', () => {
    const [body = ''] = cosign().split('\n\n');
    const line = cosign().trimEnd().split('\n').at(-1) ?? '';
    const [dash, name, base64 = ''] = line.split(' ');
    expect([dash, name]).toEqual(['—', cosigner.name]);
    const bytes = fromStandardBase64(base64);
    const keyId = createHash('sha256').update(`${cosigner.name}\n\x04`).update(witness.publicKey).digest();
    expect([...bytes.subarray(0, 4)]).toEqual([...keyId.subarray(0, 4)]);
    const seconds = Buffer.from(bytes).readBigUInt64BE(4);
    expect(seconds).toBe(BigInt(Date.parse(TIME) / 1000));
    // Made from the words of the specification, and checked with the runtime alone.
    const message = `cosignature/v1\ntime ${seconds}\n${body}\n`;
    const key = createPublicKey({ key: Buffer.from(toSpki(witness.publicKey)), format: 'der', type: 'spki' });
    expect(verify(null, Buffer.from(message), key, bytes.subarray(12))).toBe(true);
  }); // prettier-ignore

  it('takes the example of the specification apart as it is written there', () => {
    const text =
      'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n';
    const note = parseSignedCheckpoint(text, 'example');
    const [own, other] = note.signatures;
    expect([own?.signature.length, other?.signature.length]).toEqual([64, 72]);
    expect(Buffer.from(other?.signature ?? []).readBigUInt64BE(0)).toBe(1679315147n);
    expect(verifyCosignatures(note, [cosigner], nodeCrypto, 'example')).toEqual([]);
  });

  it('says who vouched and when, and the checkpoint below it still holds', () => {
    const read = verifyCosignedCheckpoint(cosign(), vkey, [cosigner], nodeCrypto);
    expect(read.cosignatures).toEqual([{ by: cosigner.name, time: TIME }]);
    expect(read.size).toBe(5);
  });

  it('is refused when it is by nobody known, or over another head, time or name', () => {
    expect(problemOf(() => verifyCosignedCheckpoint(checkpoint, vkey, [cosigner], nodeCrypto)).code).toBe('signature-unknown');
    const line = cosign().trimEnd().split('\n').at(-1) ?? '';
    const moved = `${signLog(buildLog(6), log)}${line}\n`;
    expect(problemOf(() => verifyCosignedCheckpoint(moved, vkey, [cosigner], nodeCrypto)).code).toBe('signature-invalid');
    // The key under a name of its own is another cosigner: its line is not looked for.
    const renamed = { ...cosigner, name: toOrigin('00000000-0000-4000-8000-000000000008') };
    expect(problemOf(() => verifyCosignedCheckpoint(cosign(), vkey, [renamed], nodeCrypto)).code).toBe('signature-unknown');
  }); // prettier-ignore

  it('names file, cosigner and rule where it is refused', () => {
    const notes = (signature: Uint8Array): SignedCheckpoint => ({
      ...parseSignedCheckpoint(checkpoint, 'c'),
      signatures: [{ name: cosigner.name, keyHash: toCosignerHash(cosigner, nodeCrypto), signature }],
    });
    const messageOf = (signature: Uint8Array): string =>
      problemOf(() => verifyCosignatures(notes(signature), [cosigner], nodeCrypto, 'c')).message;
    const [late, last] = [new Uint8Array(72), new Uint8Array(72)];
    // 9999-12-31T23:59:59Z is second 253402300799, 0x3afff4417f.
    late.set([0x3a, 0xff, 0xf4, 0x41, 0x80], 3);
    last.set([0x3a, 0xff, 0xf4, 0x41, 0x7f], 3);
    expect(messageOf(new Uint8Array(71))).toBe(`c has a cosignature by ${cosigner.name} that is not 72 bytes long.`);
    expect(messageOf(late)).toBe(`c has a cosignature by ${cosigner.name} of a time after the year 9999.`);
    expect(messageOf(last)).toBe(`c has a cosignature by ${cosigner.name} that does not verify.`);
    expect(problemOf(() => verifyCosignedCheckpoint(checkpoint, vkey, [cosigner], nodeCrypto)).message)
      .toBe('cosigned checkpoint has no cosignature by a known seat.');
    expect(problemOf(() => splitNotes('a', 3, 'cosigned'))).toMatchObject({ code: 'invalid-notes', message: 'cosigned is not a list of at most 3 signed notes.' });
    expect(problemOf(() => splitNotes('a\n\nb', 3, 'cosigned')).code).toBe('invalid-notes');
    expect(problemOf(() => verifyCosignatures(notes(late), [cosigner], nodeCrypto, 'c')).code).toBe('invalid-cosignature');
  }); // prettier-ignore

  it('writes its time in eight bytes, also where that needs the fifth', () => {
    const line = cosign(checkpoint, '9999-12-31T23:59:59Z').trimEnd().split('\n').at(-1) ?? '';
    expect(Buffer.from(line.split(' ')[2] ?? '', 'base64').readBigUInt64BE(4)).toBe(253402300799n);
    expect(verifyCosignedCheckpoint(cosign(checkpoint, '9999-12-31T23:59:59Z'), vkey, [cosigner], nodeCrypto).cosignatures[0]?.time).toBe('9999-12-31T23:59:59Z'); // prettier-ignore
  });

  it('counts once for each cosigner, and leaves out lines of another name or key', () => {
    const other = { name: toOrigin('00000000-0000-4000-8000-000000000009'), publicKey: buildKey(9).publicKey }; // prettier-ignore
    const twice = `${cosign()}${cosign().trimEnd().split('\n').at(-1) ?? ''}\n`;
    const read = verifyCosignatures(parseSignedCheckpoint(twice, 'c'), [other, cosigner], nodeCrypto, 'c'); // prettier-ignore
    expect(read.map(({ by }) => by)).toEqual([cosigner.name]);
    const sameName = { ...other, name: cosigner.name };
    const sameKey = { ...cosigner, name: other.name };
    expect(verifyCosignatures(parseSignedCheckpoint(cosign(), 'c'), [sameName, sameKey], nodeCrypto, 'c')).toEqual([]); // prettier-ignore
  });

  it('is put below the line of the log alone: each cosigner keeps a note of its own', () => {
    const next = { name: toOrigin('00000000-0000-4000-8000-000000000009'), publicKey: buildKey(9).publicKey }; // prettier-ignore
    const text = toCosignedCheckpoint(cosign(), next, TIME, (message) => signEd25519(buildKey(9).seed, message), nodeCrypto); // prettier-ignore
    const names = parseSignedCheckpoint(text, 'c').signatures.map(({ name }) => name);
    expect(names).toEqual([TEST_ORIGIN, next.name]);
    expect(problemOf(() => toCosignedCheckpoint('x', next, TIME, () => new Uint8Array(64), nodeCrypto)).file).toBe('checkpoint'); // prettier-ignore
  });

  it('cannot pass for the signature of a log, nor that for a cosignature', () => {
    const own = toVkey(cosigner.name, witness.publicKey, nodeCrypto);
    expect(own).not.toContain(`+${toCosignerHash(cosigner, nodeCrypto)}+`);
    const asLog = { name: TEST_ORIGIN, publicKey: log.publicKey };
    expect(verifyCosignatures(parseSignedCheckpoint(checkpoint, 'c'), [asLog], nodeCrypto, 'c')).toEqual([]);
  }); // prettier-ignore

  it('fails for any changed byte of its 72', () => {
    const text = cosign();
    const line = text.trimEnd().split('\n').at(-1) ?? '';
    const bytes = fromStandardBase64(line.split(' ')[2] ?? '');
    fc.assert(
      fc.property(fc.nat(71), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = bytes.map((byte, index) => (index === at + 4 ? byte ^ by : byte));
        const note = text.replace(line, `— ${cosigner.name} ${toBase64(changed)}`);
        expect(() => verifyCosignedCheckpoint(note, vkey, [cosigner], nodeCrypto)).toThrow();
      }),
      { numRuns: 60 },
    );
  });

  it('gives back the notes that were put into one file, and refuses half of one and too many', () => {
    const notes = [cosign(), cosign(checkpoint, '2027-01-01T00:00:00Z')];
    expect(splitNotes(joinNotes(notes), 2, 'cosigned')).toEqual(notes);
    expect(splitNotes('', 2, 'cosigned')).toEqual([]);
    expect(() => splitNotes(joinNotes(notes), 1, 'cosigned')).toThrow(/at most 1/);
    expect(() => splitNotes(`${joinNotes(notes)}\nhalf\n`, 5, 'cosigned')).toThrow();
    expect(utf8Encode(joinNotes(notes)).length).toBeGreaterThan(300);
  });
});
