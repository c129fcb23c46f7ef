import { expect, it } from 'vitest';
import { nodeCrypto } from '../../../electron/host/crypto.ts';
import { CountersignError } from '../../../shared/errors.ts';
import { fromBase64, utf8Decode, utf8Encode } from '../../../shared/trust/bytes.ts';
import { parseCheckpointBody } from '../../../shared/trust/checkpoint.ts';
import { toPaeOfType } from '../../../shared/trust/dsse.ts';
import { parseNote, parseVkey, verifyNote } from '../../../shared/trust/signed-note.ts';
import { parseTlogProof, toTlogProof } from '../../../shared/trust/tlog-proof.ts';
import { countAsCase, expectCases } from '../../support/conformance-count.ts';
import { describeWithData, readConformanceJson } from '../../support/conformance.ts';

const FOLDER = ['vectors', 'notes-and-proofs'];

interface NoteCase {
  readonly name: string;
  readonly note_base64: string;
  readonly vkeys: readonly string[];
  readonly expect: 'accept' | 'reject';
  readonly verified_signatures: number | null;
}

interface NoteFile {
  readonly cases: readonly NoteCase[];
  readonly vkeys: readonly { readonly vkey: string; readonly valid: boolean }[];
}

interface TextCase {
  readonly name: string;
  readonly text_base64: string;
  readonly expect: string;
}

interface CheckpointFile {
  readonly checkpoints: readonly TextCase[];
  readonly our_extra_checkpoints: readonly TextCase[];
  readonly tlog_proofs: readonly TextCase[];
}

/** Result of a reader, or null if it refuses. Any other error is a bug. */
function orRefused<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof CountersignError && error.code === 'input-refused') return null;
    throw error;
  }
}

describeWithData('signed notes', [...FOLDER, 'signed-note.json'], () => {
  const { cases, vkeys } = readConformanceJson(...FOLDER, 'signed-note.json') as NoteFile;

  it.each(cases.map((item) => [item.name, item] as const))('judges "%s" as expected', (_, item) => {
    countAsCase('Signed notes');
    const keys = item.vkeys.map((vkey) => parseVkey(vkey, nodeCrypto));
    const signers = orRefused(() =>
      verifyNote(
        parseNote(utf8Decode(fromBase64(item.note_base64)), 'note'),
        keys,
        nodeCrypto,
        'note',
      ),
    );
    expect(signers?.length ?? null).toBe(
      item.expect === 'accept' ? item.verified_signatures : null,
    );
  });

  it('reads the valid verifier keys and refuses the others', () => {
    const judged = vkeys.map(({ vkey, valid }) => ({
      name: vkey,
      isAsExpected: (orRefused(() => parseVkey(vkey, nodeCrypto)) !== null) === valid,
    }));
    expectCases('Verifier keys', judged);
  });

  it('refuses every part of a verifier key and every change of one byte', () => {
    for (const { vkey } of vkeys.filter(({ valid }) => valid)) {
      const changed: string[] = [];
      for (let start = 0; start < vkey.length; start++) {
        for (let end = start; end <= vkey.length; end++) changed.push(vkey.slice(start, end));
        const next = String.fromCharCode(vkey.charCodeAt(start) + 1);
        changed.push(vkey.slice(0, start) + next + vkey.slice(start + 1));
      }
      const accepted = changed.filter(
        (text) => text !== vkey && orRefused(() => parseVkey(text, nodeCrypto)) !== null,
      );
      expect(accepted).toEqual([]);
    }
  });
});

describeWithData('checkpoints and inclusion proofs', [...FOLDER, 'checkpoint-proof.json'], () => {
  const file = readConformanceJson(...FOLDER, 'checkpoint-proof.json') as CheckpointFile;
  const isAccepted = (text: string): boolean =>
    orRefused(() => parseCheckpointBody(text, 'checkpoint')) !== null;

  it('refuses every checkpoint that is to be refused', () => {
    const cases = [...file.checkpoints, ...file.our_extra_checkpoints].filter(
      (item) => item.expect !== 'accept',
    );
    expect(cases.length).toBeGreaterThanOrEqual(12);
    const judged = cases.map(({ name, text_base64 }) => ({
      name,
      isAsExpected: !isAccepted(utf8Decode(fromBase64(text_base64))),
    }));
    expectCases('Checkpoints', judged);
  });

  it('accepts every other, once its root is as long as a SHA-256', () => {
    // The vectors have short roots; our hash is SHA-256, so those are refused ("strict" in the file).
    const root = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';
    const accepted = file.checkpoints.filter((item) => item.expect === 'accept');
    expect(accepted).toHaveLength(4);
    const judged = accepted.map(({ name, text_base64 }) => {
      const text = utf8Decode(fromBase64(text_base64));
      const lines = text.split('\n').map((line, index) => (index === 2 ? root : line));
      return { name, isAsExpected: !isAccepted(text) && isAccepted(lines.join('\n')) };
    });
    expectCases('Checkpoints', judged);
  });

  it.each(file.tlog_proofs.map((item) => [item.name, item] as const))(
    'judges the proof "%s" as expected',
    (_, item) => {
      countAsCase('Inclusion proofs in text');
      const text = utf8Decode(fromBase64(item.text_base64));
      const proof = orRefused(() => parseTlogProof(text, 'proof'));
      expect(proof !== null).toBe(item.expect === 'accept');
      if (proof?.extra === null)
        expect(toTlogProof(proof.index, proof.hashes, proof.checkpoint)).toBe(text);
    },
  );
});

describeWithData('DSSE', [...FOLDER, 'dsse.json'], () => {
  it('writes the pre-authentication encoding of the specification', () => {
    countAsCase('DSSE');
    const { pae } = readConformanceJson(...FOLDER, 'dsse.json') as {
      pae: { payloadType: string; payload: string; pae: string };
    };
    expect(utf8Decode(toPaeOfType(pae.payloadType, utf8Encode(pae.payload)))).toBe(pae.pae);
  });
});
