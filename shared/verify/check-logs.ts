/** Records and logs against each other: nothing is missing, every head named is a head of its log, and times fit. */
import { isSignOffKind, type LogHead } from '../review/records.ts';
import { fromBase64, toBase64, toHex, utf8Decode } from '../trust/bytes.ts';
import { verifyRecordInLog } from '../trust/tlog-proof.ts';
import type { AuditContents, ReadLog, ReadRecord } from './audit-input.ts';
import { pathsBelow, withheldRecords } from './audit-input.ts';
import { attempt, runCheck, type CheckRows } from './check.ts';
import type { VerifyCheck } from './model.ts';
import { RECORDS } from './read-audit.ts';

/** Every record that a log names is here, and every record here stands in a log once. */
export function checkRecordsInLogs(contents: AuditContents): readonly VerifyCheck[] {
  return runCheck('log-records', 'Records and logs name each other', (rows) => {
    const { logs, records } = contents;
    const byDigest = new Map(records.map((record) => [record.digest, record]));
    if (byDigest.size !== records.length) rows.fail(RECORDS, 'A record is there twice.');
    const withheld = withheldRecords(contents.input);
    let [named, absent] = [0, 0];
    const seen = new Set<string>();
    for (const log of logs) {
      for (const entry of log.entries) {
        const digest = entry.obj['record'];
        if (digest === undefined) continue;
        named += 1;
        const place = `${log.folder}entries.jsonl, entry ${entry.seq}`;
        const record = byDigest.get(digest);
        if (record === undefined && withheld.has(digest)) absent += 1;
        else if (record === undefined) rows.fail(place, `The log names the record ${digest.slice(0, 16)}, which is missing or cannot be read.`); // prettier-ignore
        else if (entry.actor !== record.common.signer.keyid) rows.fail(place, 'The log names another person than the one who signed the record.'); // prettier-ignore
        else if (entry.type !== record.kind && entry.type !== `record-${record.kind}` && entry.type !== 'record-added') rows.fail(place, `The log calls it ${entry.type}, and it is a ${record.kind}.`); // prettier-ignore
        if (seen.has(digest)) rows.fail(place, 'The same record stands in a log a second time.');
        seen.add(digest);
      }
    }
    for (const record of records) {
      if (record.log === null) rows.fail(record.file, 'No log names this record.');
    }
    return `${named} entries name ${named} records, ${absent === 0 ? 'all of them here' : `${records.length} of them here and ${absent} withheld`}.`;
  });
}

/** C2SP tlog-proof of each sign-off; the leaf is made from the entry that names this very envelope (CVE-2026-22703). */
export function checkProofs(contents: AuditContents): readonly VerifyCheck[] {
  return runCheck('proofs', 'Proofs that sign-offs stand in their log', (rows) => {
    const signOffs = contents.records.filter((record) => isSignOffKind(record.kind));
    for (const record of signOffs) checkProof(contents, record, rows);
    return `${signOffs.length} proofs lead from the entry of the sign-off to a signed head.`;
  });
}

function checkProof(
  contents: AuditContents,
  record: ReadRecord,
  rows: CheckRows,
): void {
  const path = `${RECORDS}${record.stem}.tlog-proof`;
  const bytes = contents.input.read(path);
  const log = contents.logs.find((item) => item.origin === record.log?.origin);
  const line = log?.lines[record.log?.seq ?? -1];
  if (bytes === null) return rows.fail(path, 'The proof is missing.');
  if (log === undefined || line === undefined) return rows.fail(path, 'The entry that it should prove is in no log.');
  attempt(rows, path, () => {
    const head = verifyRecordInLog(utf8Decode(bytes, path), utf8Decode(line, path), record.digest, log.vkeyText, contents.input.crypto, path); // prettier-ignore
    if (rootAt(log, head.size) !== toBase64(head.root)) rows.fail(path, 'It leads to a head that is none of this log.');
  });
} // prettier-ignore

/** Root, in base64, of the first `size` entries; null where the log is shorter. */
export function rootAt(log: ReadLog, size: number): string | null {
  const root = log.tree.rootAt(size);
  return root === null ? null : toBase64(root);
}

/** The heads a record names, and its claimed time between them and its own entry. */
export function checkTimes(contents: AuditContents): readonly VerifyCheck[] {
  return runCheck('time', 'Order in time', (rows) => {
    const { logs, records } = contents;
    const heads = records.flatMap((record) => [record.common.log, ...record.common.seen]);
    const logOf = new Map(logs.map((log) => [log.origin, log]));
    const absent = new Set<string>();
    for (const record of records) {
      for (const head of [record.common.log, ...record.common.seen]) {
        const log = logOf.get(head.origin);
        if (log === undefined) absent.add(head.origin);
        else if (rootAt(log, head.size) !== head.root) rows.fail(record.file, toHeadWords(head));
      }
      checkOwnTime(contents, record, rows);
    }
    // A log left out would take its records, objections among them, out of sight.
    for (const origin of absent) rows.fail(`data/logs/${origin.replace(/^.*\//, '')}/`, `Records name heads of ${origin}, which is not in this audit record.`); // prettier-ignore
    return `${records.length} records name ${heads.length} heads, all of them heads of these logs. Each claimed time lies between the last entry before signing and the entry of the record itself.`; // prettier-ignore
  });
}

function toHeadWords(head: LogHead): string {
  return `It names a head of ${head.origin} with ${head.size} entries, which that log never had.`;
}

function checkOwnTime(contents: AuditContents, record: ReadRecord, rows: CheckRows): void {
  const { log: head, signedOn } = record.common;
  const log = contents.logs.find((item) => item.origin === head.origin);
  if (log === undefined || record.log === null) return;
  if (record.log.origin !== head.origin || record.log.seq < head.size) {
    return rows.fail(
      record.file,
      'It does not stand in the log whose head it names, after that head.',
    );
  }
  const before = log.entries[head.size - 1];
  const between = log.entries.slice(head.size, record.log.seq);
  // The clock went back while the person signed: the log says so, and the claim is not held against it.
  const wentBack = between.some((entry) => entry.type === 'clock-rollback');
  if (before !== undefined && signedOn < before.time) {
    rows.fail(record.file, `Signed on ${signedOn} by its own claim, and the log held an entry of ${before.time} before it.`); // prettier-ignore
  } else if (signedOn > record.log.time && !wentBack) {
    rows.fail(record.file, `Signed on ${signedOn} by its own claim, and the log held it at ${record.log.time}.`); // prettier-ignore
  }
}

/** The report, the registers, the README and the list of what is withheld, bound by the last export-made entry. */
export function checkReport(contents: AuditContents): readonly VerifyCheck[] {
  return runCheck('report', 'Report and registers', (rows) => {
    const { input, logs } = contents;
    const pdf = input.files.has('data/report.pdf') ? ['report.pdf'] : [];
    const bound = ['README.md', 'report.html', ...pdf, 'verify.html', 'withheld.json', ...pathsBelow(input, 'data/registers/').map((path) => path.slice('data/'.length))]; // prettier-ignore
    const digestOf = (name: string): string | undefined => input.files.get(`data/${name}`)?.sha256;
    const made = logs.flatMap((log) => log.entries.filter((entry) => entry.type === 'export-made').map((entry) => ({ log, entry }))); // prettier-ignore
    const matches = ({ entry }: (typeof made)[number]): number => bound.filter((name) => entry.obj[name] !== undefined && entry.obj[name] === digestOf(name)).length; // prettier-ignore
    const [last] = [...made].sort((a, b) => matches(b) - matches(a) || (a.entry.time < b.entry.time ? 1 : -1)); // prettier-ignore
    if (last === undefined) {
      rows.fail('data/logs/', 'No log says that an export was made, so nothing binds the report.');
      return '';
    }
    const place = `entry ${last.entry.seq} of ${last.log.origin}`;
    for (const name of Object.keys(last.entry.obj)) {
      if (!name.endsWith('/root') && !bound.includes(name)) rows.fail(`data/${name}`, `The file is missing; ${place} names it.`); // prettier-ignore
    }
    for (const name of bound) {
      if (last.entry.obj[name] !== digestOf(name)) rows.fail(`data/${name}`, `The file is not the one that ${place} names.`); // prettier-ignore
    }
    checkHeadsOfReport(contents, last.log, last.entry.seq, last.entry.obj, rows);
    return `${bound.length} files are the ones that ${place} names, made from the heads that it names.`; // prettier-ignore
  });
}

/** The report is of exactly the logs that are here: the entry names the root of each at the time it was made. */
function checkHeadsOfReport(
  contents: AuditContents,
  own: ReadLog,
  seq: number,
  obj: Readonly<Record<string, string>>,
  rows: CheckRows,
): void {
  const { logs } = contents;
  const later = own.entries.slice(seq + 1).find((entry) => entry.obj['record'] !== undefined);
  if (later !== undefined) rows.fail(`${own.folder}entries.jsonl, entry ${later.seq}`, 'A record was added after the report was made.'); // prettier-ignore
  for (const log of logs) {
    const name = `${log.folder.slice('data/'.length)}root`;
    const root = rootAt(log, log === own ? seq : log.tree.size);
    if (obj[name] === undefined || root === null || obj[name] !== toHex(fromBase64(root))) {
      rows.fail(`${log.folder}entries.jsonl`, 'The report was made from another head of this log.');
    }
  }
}
