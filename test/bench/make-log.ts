/**
 * A records folder as the program keeps it: one log of many entries, every tenth of which names a signed
 * record. Made from the functions of the program, without flushing each entry.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generateEd25519, nodeCrypto, signEd25519 } from '../../electron/host/crypto.ts';
import { toSeatKey } from '../../electron/host/keys/seat-key.ts';
import { signHead, writeHead } from '../../electron/host/log/journal-files.ts';
import { nodeFileSystem } from '../../electron/host/storage/file-system.ts';
import { toBase64, toHex, utf8Encode } from '../../shared/trust/bytes.ts';
import { toVkey } from '../../shared/trust/checkpoint.ts';
import { recordDigestOf, toEnvelopeJson, toPae, PAYLOAD_TYPE } from '../../shared/trust/dsse.ts';
import { keyIdOf } from '../../shared/trust/key-id.ts';
import { FIRST_PREV, toEntryLine } from '../../shared/trust/log-entry.ts';
import { appendLeaf, EMPTY_TREE, leafHash, treeRoot } from '../../shared/trust/merkle.ts';
import { toStatementPayload } from '../../shared/trust/statement.ts';

export interface MadeLog {
  readonly keyid: string;
  readonly publicKey: Uint8Array;
  /** From which the seat key is made again. */
  readonly seatSeed: Uint8Array;
}

const NAME = '0b4f1c1e-6a7d-4b52-9f0e-3c1d2a4b5c6d';
const SENTENCE =
  'The measured rate covers single attempts only, and the claim is about a whole session. ';

/** UTC to the second; one entry every ten seconds. */
function timeOf(seq: number): string {
  return `${new Date(Date.UTC(2026, 0, 1) + seq * 10_000).toISOString().slice(0, 19)}Z`;
}

/** Makes the log in `folder`. `perRecord`: one record for so many entries. */
export async function makeLog(
  folder: string,
  entries: number,
  perRecord: number,
): Promise<MadeLog> {
  const person = generateEd25519();
  const keyid = keyIdOf(person.publicKey, nodeCrypto);
  const seatSeed = generateEd25519().secretSeed;
  const seatKey = toSeatKey(seatSeed);
  const origin = `countersign/log/${NAME}`;
  const logFolder = path.join(folder, 'logs', NAME);
  const records = path.join(folder, 'records');
  await mkdir(logFolder, { recursive: true });
  await mkdir(records, { recursive: true });

  const lines: string[] = [];
  let [tree, prev] = [EMPTY_TREE, FIRST_PREV];
  for (let seq = 0; seq < entries; seq += 1) {
    const time = timeOf(seq);
    const isRecord = seq % perRecord === 0;
    let obj: Record<string, string> = {
      manifest: toHex(nodeCrypto.sha256(utf8Encode(String(seq)))),
    };
    if (isRecord) {
      const head = { origin, size: tree.size, root: toBase64(treeRoot(tree, nodeCrypto)) };
      const payload = toStatementPayload('note', { name: 'manifest-sha256.txt', sha256: 'ab'.repeat(32) }, {
        case: { id: 'FL-SC-014', version: '1.0' },
        target: { kind: 'node', id: `G${seq}`, sha256: 'cd'.repeat(32) },
        signer: { keyid, printedName: 'A. Person of the Second Line', role: 'Reviewer', line: 'second', organisation: 'An Organisation' },
        meaning: 'authorship', statement: `I, A. Person of the Second Line, note this on G${seq}.`, signedOn: time,
        roster: { version: 1, sha256: 'ef'.repeat(32) }, policy: { version: 1, sha256: '01'.repeat(32) },
        log: head, seen: [],
        body: `Note ${seq}. ${SENTENCE.repeat(4)}`,
      }); // prettier-ignore
      const signature = signEd25519(person.secretSeed, toPae(payload));
      const digest = recordDigestOf(payload, nodeCrypto);
      await writeFile(path.join(records, `${digest}.dsse.json`), toEnvelopeJson({ payload, payloadType: PAYLOAD_TYPE, keyid, signature })); // prettier-ignore
      obj = { record: digest };
    }
    const line = toEntryLine({ actor: isRecord ? keyid : null, obj, prev, reason: isRecord ? null : 'Something that the program noted.', seq, time, type: isRecord ? 'note' : 'program-note' }); // prettier-ignore
    const leaf = leafHash(utf8Encode(line), nodeCrypto);
    [tree, prev] = [appendLeaf(tree, leaf, nodeCrypto), toHex(leaf)];
    lines.push(line);
  }
  await writeFile(path.join(logFolder, 'entries.jsonl'), `${lines.join('\n')}\n`);
  await writeFile(
    path.join(logFolder, 'vkey'),
    `${toVkey(origin, seatKey.publicKey, nodeCrypto)}\n`,
  );
  const head = { origin, size: tree.size, root: treeRoot(tree, nodeCrypto) };
  await writeHead(logFolder, head, signHead(head, seatKey), nodeFileSystem);
  return { keyid, publicKey: person.publicKey, seatSeed };
}
