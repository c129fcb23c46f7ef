import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../electron/host/crypto.ts';
import { CountersignError } from '../../../shared/errors.ts';
import { RECORD_KINDS } from '../../../shared/review/records.ts';
import { toBase64, utf8Decode, utf8Encode } from '../../../shared/trust/bytes.ts';
import {
  MAX_ENVELOPE_BYTES, PAYLOAD_TYPE, parseEnvelope, recordDigestOf, toEnvelopeJson, toPae, verifyEnvelope,
} from '../../../shared/trust/dsse.ts'; // prettier-ignore
import { toPublicKeyPem } from '../../../shared/trust/key-id.ts';
import { parseStatement, toStatementPayload } from '../../../shared/trust/statement.ts';
import { problemOf } from '../../support/refusals.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';
import { itWithTool, runTool } from '../../support/tools.ts';
import { buildEnvelope, buildKey } from '../../support/trust-builders.ts';

const alice = buildKey(1);
const bundle = { name: 'manifest-sha256.txt', sha256: 'ab'.repeat(32) };
const payload = toStatementPayload('note', bundle, { statement: 'I read it.', n: 1 });
const envelope = buildEnvelope(payload, alice);
const bytes = utf8Encode(toEnvelopeJson(envelope));

function withChange(change: (json: Record<string, unknown>) => unknown): Uint8Array {
  return utf8Encode(
    JSON.stringify(change(JSON.parse(utf8Decode(bytes)) as Record<string, unknown>)),
  );
}

/** True if these bytes would still count as a record by this key. */
function counts(changed: Uint8Array): boolean {
  try {
    const parsed = parseEnvelope(changed, 'changed');
    if (!verifyEnvelope(parsed, alice.publicKey, nodeCrypto)) return false;
    parseStatement(parsed.payload, 'changed');
    return true;
  } catch (error) {
    if (error instanceof CountersignError) return false;
    throw error;
  }
}

describe('envelopes', () => {
  it('are written in the form of the format and read back as they were', () => {
    expect(utf8Decode(bytes)).toBe(
      `{"payload":"${toBase64(payload)}","payloadType":"application/vnd.in-toto+json",` +
        `"signatures":[{"keyid":"${alice.keyid}","sig":"${toBase64(envelope.signature)}"}]}`,
    );
    expect(parseEnvelope(bytes, 'f')).toEqual(envelope);
    expect(verifyEnvelope(envelope, alice.publicKey, nodeCrypto)).toBe(true);
  });

  it('sign type and length with the payload', () => {
    expect(utf8Decode(toPae(utf8Encode('{}')))).toBe('DSSEv1 28 application/vnd.in-toto+json 2 {}');
    expect(recordDigestOf(payload, nodeCrypto)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('no longer count once any byte that says something is changed', () => {
    // The keyid is not authenticated and may be absent: it changes only which key is tried.
    const text = utf8Decode(bytes);
    const [from, to] = [text.indexOf('"keyid":"') + 1, text.indexOf('"keyid":"') + 73];
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        fc.pre(at < from || at >= to);
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ flip;
        // Base64 may be written in two alphabets; the bytes it stands for are the same then.
        const isSame =
          counts(changed) && toBase64(parseEnvelope(changed, 'f').payload) === toBase64(payload);
        if (isSame) expect('+-/_').toContain(text[at]);
        else expect(counts(changed)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('do not count under another key or another payload type', () => {
    expect(verifyEnvelope(envelope, buildKey(2).publicKey, nodeCrypto)).toBe(false);
    expect(
      verifyEnvelope({ ...envelope, payloadType: 'text/plain' }, alice.publicKey, nodeCrypto),
    ).toBe(false);
  });

  it('are read with URL-safe base64, without a keyid and with members they ignore', () => {
    const urlSafe = withChange((json) => ({
      ...json,
      payload: toBase64(payload).replaceAll('+', '-').replaceAll('/', '_'),
    }));
    expect(parseEnvelope(urlSafe, 'f').payload).toEqual(payload);
    const sig = toBase64(envelope.signature);
    expect(
      parseEnvelope(
        withChange((json) => ({ ...json, extra: 1, signatures: [{ sig }] })),
        'f',
      ).keyid,
    ).toBe('');
  });

  it.each([
    ['no signature', { signatures: [] }, 'signatures'],
    [
      'two signatures',
      {
        signatures: [
          { keyid: '', sig: '' },
          { keyid: '', sig: '' },
        ],
      },
      'signatures',
    ],
    ['no list of signatures', { signatures: null }, 'signatures'],
    ['a signature of null', { signatures: [null] }, 'signatures[0]'],
    ['an empty signature', { signatures: [{ keyid: '', sig: '' }] }, 'signatures[0].sig'],
    [
      'a short signature',
      { signatures: [{ keyid: '', sig: toBase64(new Uint8Array(63)) }] },
      'signatures[0].sig',
    ],
    ['a payload that is no text', { payload: 1 }, 'payload'],
    ['a payload that is no base64', { payload: '!' }, 'payload'],
    ['no payload type', { payloadType: null }, 'payloadType'],
  ])('are refused with %s', (_, change, place) => {
    const changed = withChange((json) => ({ ...json, ...change }));
    expect(problemOf(() => parseEnvelope(changed, 'x.dsse.json'))).toMatchObject({
      file: 'x.dsse.json',
      place,
    });
  });

  it('are refused above the size that a record can have', () => {
    expect(problemOf(() => parseEnvelope(new Uint8Array(MAX_ENVELOPE_BYTES + 1), 'f')).place).toBe(
      'the envelope',
    );
  });

  itWithTool('openssl', 'verify with openssl, as the export tells outsiders to do', async () => {
    const folder = await makeTempFolder();
    const at = (name: string): string => path.join(folder, name);
    writeFileSync(at('key.pem'), toPublicKeyPem(alice.publicKey));
    writeFileSync(at('x.pae'), toPae(payload));
    writeFileSync(at('x.sig'), envelope.signature);
    const args = [
      'pkeyutl',
      '-verify',
      '-pubin',
      '-inkey',
      at('key.pem'),
      '-rawin',
      '-in',
      at('x.pae'),
      '-sigfile',
      at('x.sig'),
    ];
    expect(runTool('openssl', args)).toMatchObject({
      status: 0,
      text: 'Signature Verified Successfully\n',
    });
    writeFileSync(at('x.pae'), toPae(utf8Encode('{}')));
    expect(runTool('openssl', args).status).toBe(1);
  });
});

describe('statements', () => {
  it('are canonical and read back, for every kind that the format knows', () => {
    for (const kind of RECORD_KINDS) {
      const name = kind === 'roster' || kind === 'policy' ? `${kind}.json` : bundle.name;
      const made = toStatementPayload(kind, { name, sha256: bundle.sha256 }, { b: 1, a: [] });
      expect(utf8Decode(made)).toBe(
        `{"_type":"https://in-toto.io/Statement/v1","predicate":{"a":[],"b":1},` +
          `"predicateType":"urn:countersign:${kind}:v1","subject":[{"digest":{"sha256":"${bundle.sha256}"},"name":"${name}"}]}`,
      );
      expect(parseStatement(made, 'f')).toMatchObject({
        kind,
        subject: { name, sha256: bundle.sha256 },
      });
    }
  });

  const good = JSON.parse(utf8Decode(payload)) as Record<string, unknown>;
  const subject = { digest: { sha256: bundle.sha256 }, name: bundle.name };

  it.each([
    ['a second subject', { subject: [subject, subject] }, 'subject'],
    ['no subject', { subject: [] }, 'subject'],
    [
      'another digest beside',
      { subject: [{ ...subject, digest: { md5: '', ...subject.digest } }] },
      'subject[0].digest',
    ],
    [
      'a digest in capitals',
      { subject: [{ ...subject, digest: { sha256: 'AB'.repeat(32) } }] },
      'subject[0].digest.sha256',
    ],
    [
      'the name of another thing',
      { subject: [{ ...subject, name: 'roster.json' }] },
      'subject[0].name',
    ],
    ['an unknown kind', { predicateType: 'urn:countersign:approval:v1' }, 'predicateType'],
    [
      'a kind from the prototype',
      { predicateType: 'urn:countersign:constructor:v1' },
      'predicateType',
    ],
    ['another version', { predicateType: 'urn:countersign:note:v2' }, 'predicateType'],
    ['another type', { _type: 'https://in-toto.io/Statement/v0.1' }, '_type'],
    ['a predicate that is no object', { predicate: [] }, 'predicate'],
    ['a further member', { zz: 1 }, 'the payload'],
  ])('are refused with %s', (_, change, place) => {
    const changed = { ...good, ...change };
    const sorted = JSON.stringify(
      Object.fromEntries(Object.entries(changed).sort(([a], [b]) => (a < b ? -1 : 1))),
    );
    expect(problemOf(() => parseStatement(utf8Encode(sorted), 'record'))).toMatchObject({
      file: 'record',
      place,
    });
  });

  it('are refused in any form but the canonical one', () => {
    const spaced = utf8Encode(utf8Decode(payload).replace(',', ', '));
    expect(problemOf(() => parseStatement(spaced, 'f')).code).toBe('not-canonical');
  });

  it('are refused with a decision that stands twice', () => {
    const text = utf8Decode(payload).replace(
      '"n":1',
      '"decision":"reject","d\\u0065cision":"approve"',
    );
    expect(problemOf(() => parseStatement(utf8Encode(text), 'f')).code).toBe('duplicate-key');
  });

  it('are not made about anything that could not be read back', () => {
    expect(() => toStatementPayload('note', { name: 'other', sha256: bundle.sha256 }, {})).toThrow(
      CountersignError,
    );
    expect(() => toStatementPayload('note', { ...bundle, sha256: 'x' }, {})).toThrow(
      CountersignError,
    );
    expect(() => toStatementPayload('note', bundle, [])).toThrow(CountersignError);
    expect(() => toStatementPayload('note', bundle, { score: 0.5 })).toThrow(CountersignError);
  });
});

it('uses one payload type', () => {
  expect(utf8Encode(PAYLOAD_TYPE)).toHaveLength(28);
});
