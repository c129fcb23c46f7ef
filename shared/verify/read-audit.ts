/** Reads logs, records, rosters and policies out of an audit record. What cannot be read is a failed row. */
import { policyPack } from '../policy/policy-pack.ts';
import { roster as rosterSchema } from '../policy/roster.ts';
import { CountersignError } from '../errors.ts';
import { toHex, utf8Decode, utf8Encode } from '../trust/bytes.ts';
import { toCanonicalJson } from '../trust/canonical-json.ts';
import { parseVkey, verifySignedCheckpoint } from '../trust/checkpoint.ts';
import { checkLog, splitLines } from '../trust/log.ts';
import { parseStrictJson } from '../trust/strict-json.ts';
import { toOtherPath, toPolicyPath, toRosterPath } from '../export/derived-files.ts';
import type { AuditContents, AuditInput, ReadLog, ReadRecord, ReadVersion } from './audit-input.ts';
import { pathsBelow } from './audit-input.ts';
import { toCount } from '../review/words.ts';
import { attempt, runCheck, type CheckRows } from './check.ts';
import { readRecord } from './read-record.ts';

const ENVELOPE = '.dsse.json';
export const RECORDS = 'data/records/';
export const LOGS = 'data/logs/';

function readText(input: AuditInput, path: string): string {
  const bytes = input.read(path);
  if (bytes !== null) return utf8Decode(bytes, path);
  throw new CountersignError('audit-record-refused', `${path} is missing.`, [
    { code: 'missing-file', file: path, place: null, rule: 'Layout of an audit record', message: `${path} is missing.` },
  ]); // prettier-ignore
}

function readLog(input: AuditInput, folder: string, rows: CheckRows): ReadLog | null {
  const at = (name: string): string => `${folder}${name}`;
  const entries = input.read(at('entries.jsonl'));
  if (entries === null) {
    rows.fail(at('entries.jsonl'), 'The entries of this log are missing.');
    return null;
  }
  const vkeyText = attempt(rows, at('vkey'), () => readText(input, at('vkey')).replace(/\n$/, ''));
  const vkey = vkeyText === null ? null : attempt(rows, at('vkey'), () => parseVkey(vkeyText, input.crypto)); // prettier-ignore
  const checkpoint = attempt(rows, at('checkpoint'), () => readText(input, at('checkpoint')));
  if (vkey === null || vkeyText === null || checkpoint === null) return null;
  const head = attempt(rows, at('checkpoint'), () => verifySignedCheckpoint(checkpoint, vkeyText, input.crypto, at('checkpoint'))); // prettier-ignore
  const { lines, rest } = splitLines(entries);
  const checked = checkLog(lines, input.crypto, head);
  if (rest.length > 0)
    rows.fail(at('entries.jsonl'), `The last ${rest.length} bytes are no whole line.`);
  if (checked.firstBad !== null) {
    rows.fail(`${at('entries.jsonl')}, entry ${checked.firstBad.seq}`, `Entry ${checked.firstBad.seq} is the first that does not hold: ${checked.firstBad.why}.`.replace(/\.\.$/, '.')); // prettier-ignore
  } else if (head !== null && head.size !== lines.length) {
    rows.fail(at('checkpoint'), `The signed head names ${head.size} entries, and there are ${lines.length}.`); // prettier-ignore
  }
  if (`countersign/log/${folder.slice(LOGS.length, -1)}` !== vkey.name) {
    rows.fail(at('vkey'), `The folder does not bear the name of its log, ${vkey.name}.`);
  }
  if (head !== null) {
    const [own] = head.signatures.filter((item) => item.name === vkey.name && item.keyHash === vkey.keyHash); // prettier-ignore
    compareBytes(input, at('checkpoint.body'), utf8Encode(head.body), 'the signed text of the checkpoint', rows); // prettier-ignore
    compareBytes(input, at('checkpoint.sig'), own?.signature ?? new Uint8Array(0), 'the signature of the checkpoint', rows); // prettier-ignore
  }
  return { folder, origin: vkey.name, vkey, vkeyText, checkpoint, lines, entries: checked.entries, tree: checked.tree }; // prettier-ignore
}

/** A file that must follow from other bytes. */
export function compareBytes(
  input: AuditInput,
  path: string,
  expected: Uint8Array,
  what: string,
  rows: CheckRows,
): void {
  const found = input.files.get(path);
  if (found === undefined) rows.fail(path, `The file is missing; it holds ${what}.`);
  else if (found.sha256 !== toHex(input.crypto.sha256(expected))) rows.fail(path, `The file is not ${what}.`); // prettier-ignore
}

function readVersions<T>(
  input: AuditInput,
  folder: string,
  which: 'in force' | 'other',
  toPath: (version: number, sha256: string) => string,
  parse: (value: unknown) => { success: true; data: T } | { success: false },
  rows: CheckRows,
): ReadVersion<T>[] {
  const paths = pathsBelow(input, folder).filter(
    (file) => file.startsWith(`${folder}other-`) === (which === 'other'),
  );
  const versions = paths.map((file): ReadVersion<T> | null => {
    const value = attempt(rows, file, () => parseStrictJson(readText(input, file), file));
    if (value === null) return null;
    const parsed = parse(value);
    const canonical = toCanonicalJson(value);
    const sha256 = toHex(input.crypto.sha256(utf8Encode(canonical)));
    const version = Number((value as { version?: unknown }).version);
    if (!parsed.success || toPath(version, sha256) !== file) {
      rows.fail(file, 'The file does not hold what its name says, in the form of the format.');
      return null;
    }
    if (canonical !== readText(input, file)) {
      rows.fail(file, 'The file is not in canonical form, so its digest names nothing.');
      return null;
    }
    return { file, version, sha256, content: parsed.data };
  });
  return versions.filter((item) => item !== null).sort((a, b) => a.version - b.version);
}

/** Reads everything that the checks compare. */
export function readAudit(input: AuditInput): AuditContents {
  let logs: ReadLog[] = [];
  let records: ReadRecord[] = [];
  let rosters: AuditContents['rosters'] = [];
  let policies: AuditContents['policies'] = [];
  let otherRosters: AuditContents['rosters'] = [];
  let otherPolicies: AuditContents['policies'] = [];
  const logRows = runCheck('logs', 'Logs', (rows) => {
    const folders = new Set(pathsBelow(input, LOGS).map((path) => `${LOGS}${path.slice(LOGS.length).split('/')[0] ?? ''}/`)); // prettier-ignore
    logs = [...folders].map((folder) => readLog(input, folder, rows)).filter((log) => log !== null);
    if (folders.size === 0) rows.fail(LOGS, 'There is no log, so nothing shows that the records are all there.'); // prettier-ignore
    const entries = logs.reduce((sum, log) => sum + log.entries.length, 0);
    return `${logs.length} logs, ${entries} entries. Each entry follows from the one before, and each signed head is the root of its entries.`; // prettier-ignore
  });
  const recordRows = runCheck('records', 'Records', (rows) => {
    const places = new Map(
      logs.flatMap((log) =>
        log.entries.flatMap((entry) =>
          entry.obj['record'] === undefined ? [] : [[entry.obj['record'], { origin: log.origin, seq: entry.seq, time: entry.time }] as const],
        ),
      ),
    ); // prettier-ignore
    records = pathsBelow(input, RECORDS)
      .filter((path) => path.endsWith(ENVELOPE))
      .map((path) => attempt(rows, path, () => readRecord(input.read(path), path, input.crypto)))
      .filter((record) => record !== null)
      .map((record) => {
        const log = places.get(record.digest) ?? null;
        const known =
          record.known === null || log === null ? record.known : { ...record.known, log };
        return { ...record, known, log };
      });
    for (const record of records) {
      if (record.known === null) rows.cannot(record.file, `Its signature and place are checked; what a ${record.kind} says is not read further by this version.`); // prettier-ignore
    }
    if (records.length === 0) rows.fail(RECORDS, 'There is no record in this audit record.');
    return `${toCount(records.length, 'record')}, each a statement about one thing with one signature.`;
  });
  const versionRows = runCheck('roster', 'Roster and policy files', (rows) => {
    rosters = readVersions(input, 'data/roster/', 'in force', toRosterPath, (value) => rosterSchema.safeParse(value), rows); // prettier-ignore
    policies = readVersions(input, 'data/policy/', 'in force', toPolicyPath, (value) => policyPack.safeParse(value), rows); // prettier-ignore
    otherRosters = readVersions(input, 'data/roster/', 'other', (_, sha256) => toOtherPath('roster', sha256), (value) => rosterSchema.safeParse(value), rows); // prettier-ignore
    otherPolicies = readVersions(input, 'data/policy/', 'other', (_, sha256) => toOtherPath('policy', sha256), (value) => policyPack.safeParse(value), rows); // prettier-ignore
    if (rosters.length === 0) rows.fail('data/roster/', 'There is no roster, so nobody can be told who signed.'); // prettier-ignore
    return `${toCount(rosters.length, 'roster')} and ${toCount(policies.length, 'policy pack')}, each in canonical form.`;
  });
  return { input, logs, records, rosters, policies, otherRosters, otherPolicies, rows: [...versionRows, ...recordRows, ...logRows] }; // prettier-ignore
}
