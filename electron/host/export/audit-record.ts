/**
 * Makes the audit record: a BagIt ZIP with everything an outsider needs (formats.md 8). The report and
 * the registers are made from the state at one head; then the log says so in an `export-made` entry that
 * names their digests; then the log goes in with that entry.
 */
import path from 'node:path';
import { BAGIT_TXT, toBagInfo, toManifest } from '../../../shared/bundle/bag-text.ts';
import type { ReportInput } from '../../../shared/export/model.ts';
import { toReadme } from '../../../shared/export/readme.ts';
import { REGISTER_NAMES, toRegisters } from '../../../shared/export/registers.ts';
import { toReportHtml } from '../../../shared/export/report.ts';
import { toPublicInput } from '../../../shared/export/public-input.ts';
import {
  EDITION_WORDS,
  toWithheldJson,
  type Edition,
  type WithheldItem,
} from '../../../shared/export/withheld.ts';
import type { exportSummary } from '../../../shared/ipc/contract.ts';
import { policyPack } from '../../../shared/policy/policy-pack.ts';
import { roster as rosterSchema } from '../../../shared/policy/roster.ts';
import { toHex, utf8Encode } from '../../../shared/trust/bytes.ts';
import { toCanonicalJson } from '../../../shared/trust/canonical-json.ts';
import { rootOf } from '../../../shared/trust/merkle.ts';
import type { JsonValue } from '../../../shared/trust/strict-json.ts';
import type { z } from 'zod';
import { writeZip, type ZipEntry } from '../bundle/write-zip.ts';
import { nodeCrypto } from '../crypto.ts';
import { nodeFileSystem } from '../storage/file-system.ts';
import { assertRoom } from '../storage/free-space.ts';
import { toBundleEntries, type BundleEntry } from './bundle-files.ts';
import { withPdfDates } from './pdf-dates.ts';
import { FULL_EDITION, toWithheldItems, type EditionRequest } from './edition.ts';
import { readLog, readRecords, type ExportedRecord, type SourceLog } from './read-source.ts';
import {
  toKeyFiles,
  toLogFiles,
  toRecordFiles,
  toVersionFiles,
  versionsInForce,
} from './record-files.ts';
import type { AuditRecordSource } from './source.ts';

export type { AuditRecordSource, LogFiles, SourceRecord } from './source.ts';
export { FULL_EDITION, type EditionRequest } from './edition.ts';
export type ExportSummary = z.infer<typeof exportSummary>;

const digestOf = (bytes: Uint8Array): string => toHex(nodeCrypto.sha256(bytes));
const digestOfJson = (value: JsonValue): string => digestOf(utf8Encode(toCanonicalJson(value)));

function toReportInput(
  source: AuditRecordSource,
  records: readonly ExportedRecord[],
  logs: readonly SourceLog[],
  { edition, withheld }: Pick<ReportInput, 'edition' | 'withheld'>,
): ReportInput {
  const roster = rosterSchema.parse(source.roster);
  const policy = policyPack.parse(source.policy);
  const rosterSha256 = digestOfJson(source.roster);
  const first = records
    .flatMap(({ known }) => (known?.kind === 'roster' ? [known] : []))
    .find((known) => known.subject.sha256 === versionsInForce(records, source.roster).first);
  return {
    edition,
    withheld,
    safetyCase: source.safetyCase,
    review: source.review,
    records,
    logs,
    roster,
    rosterSha256,
    firstRoster:
      first === undefined
        ? { version: roster.version, sha256: rosterSha256 }
        : { version: first.predicate.content.version, sha256: first.subject.sha256 },
    policy: { version: policy.version, sha256: digestOfJson(source.policy), title: policy.title },
    bundles: source.bundles.map((bundle) => bundle.digest).sort(),
    now: source.now,
    program: source.program,
  };
}

/** What the log binds, by path below data/. */
async function toBoundFiles(
  input: ReportInput,
  { verifyPage, printReport, now }: AuditRecordSource,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const registers = toRegisters(input);
  const report = toReportHtml(input);
  const pdf = await printReport?.(report);
  return new Map([
    ['README.md', utf8Encode(toReadme(input))],
    ['report.html', utf8Encode(report)],
    ...(pdf === undefined ? [] : [['report.pdf', withPdfDates(pdf, now)] as const]),
    ['verify.html', verifyPage],
    ['withheld.json', utf8Encode(toWithheldJson(input.withheld))],
    ...REGISTER_NAMES.map(
      (name) => [`registers/${name}.csv`, utf8Encode(registers[name])] as const,
    ),
  ]);
}

/** Digests for the entry: each bound file, and the root of each log at the head the report was made from. */
function toEntryObject(bound: ReadonlyMap<string, Uint8Array>, logs: readonly SourceLog[]): Record<string, string> {
  return Object.fromEntries([
    ...[...bound].map(([name, bytes]) => [name, digestOf(bytes)] as const),
    ...logs.map((log) => [`logs/${log.folder}/root`, toHex(rootOf(log.leafHashes, nodeCrypto))] as const),
  ]);
} // prettier-ignore

interface BagFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** The tag files around the payload. Time comes from the source, so that the same input gives the same bytes. */
function toTagFiles(payload: readonly BagFile[], source: AuditRecordSource, edition: Edition): ReadonlyMap<string, Uint8Array> {
  const bytes = payload.reduce((sum, file) => sum + file.bytes, 0);
  const tags = new Map<string, Uint8Array>([
    ['bagit.txt', utf8Encode(BAGIT_TXT)],
    ['bag-info.txt', utf8Encode(toBagInfo([
      ['Bag-Software-Agent', `${source.program.name} ${source.program.version}`],
      ['Bagging-Date', source.now.slice(0, 10)],
      ['External-Description', `Audit record, ${EDITION_WORDS[edition]}, of ${source.safetyCase.title}, version ${source.safetyCase.version}`],
      ['External-Identifier', source.safetyCase.id],
      ['Payload-Oxum', `${bytes}.${payload.length}`],
    ]))],
    ['manifest-sha256.txt', utf8Encode(toManifest(payload))],
  ]);
  const listed = [...tags].map(([name, content]) => ({ path: name, sha256: digestOf(content) }));
  return tags.set('tagmanifest-sha256.txt', utf8Encode(toManifest(listed)));
} // prettier-ignore

/** Name of the one folder in the ZIP: "FL-SC-014-1.1-audit". */
export function toBaseFolder({ id, version }: { readonly id: string; readonly version: string }): string {
  const name = `${id}-${version}`.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^[._-]+|[._-]+$/g, '').slice(0, 80);
  return `${name === '' ? 'case' : name}-audit`;
} // prettier-ignore

/** What goes in: everything but what is withheld. A record goes out with all its files. */
function withoutWithheld(
  bundles: readonly BundleEntry[],
  records: readonly ExportedRecord[],
  withheld: readonly WithheldItem[],
): { bundles: BundleEntry[]; records: ExportedRecord[] } {
  const paths = new Set(withheld.map((item) => item.path));
  return {
    bundles: bundles.filter((entry) => !paths.has(entry.path)),
    records: records.filter((record) => !paths.has(`data/records/${record.stem}.pae`)),
  };
}

/**
 * Makes one edition, the full one unless another is asked for, and writes it to `outFile`. The same
 * source and the same request give the same bytes.
 * @throws CountersignError `bad-request` when something is asked for that may not be left out,
 *   `bundle-refused` when a stored bundle changed, `log-damaged` when a record is
 *   not where the logs say, `storage-failed` when it cannot be written; no file is left then
 */
export async function makeAuditRecord(source: AuditRecordSource, outFile: string, request: EditionRequest = FULL_EDITION): Promise<ExportSummary> {
  const all: BundleEntry[] = [];
  for (const { digest, folder } of source.bundles) all.push(...(await toBundleEntries(digest, folder)));
  const before = source.logs.map(readLog);
  const allRecords = readRecords(source, before);
  const withheld = toWithheldItems(request, all, allRecords, source.safetyCase.bundleDigest ?? '');
  const { edition, approvedBy } = request;
  const whole = toReportInput(source, allRecords, before, { edition, withheld });
  const input = edition === 'public' ? toPublicInput(whole) : whole;
  const bound = await toBoundFiles(input, source);

  // Before the log says that it was made: the files of the bundles are nearly all of it.
  const bytes = all.reduce((sum, entry) => sum + entry.content.bytes, 0);
  await assertRoom(path.dirname(outFile), bytes, `"${path.basename(outFile)}"`, nodeFileSystem);
  const logs = (await source.recordExportMade(toEntryObject(bound, before), EDITION_WORDS[edition], approvedBy)).map(readLog);
  const { bundles, records } = withoutWithheld(all, readRecords(source, logs), withheld);
  const made = new Map([
    ...[...bound].map(([name, bytes]) => [`data/${name}`, bytes] as const),
    ...toRecordFiles(records, logs, input.roster),
    ...toLogFiles(logs),
    ...toKeyFiles(input.roster),
    ...toVersionFiles(records, source),
  ]);
  const payload: BagFile[] = [
    ...bundles.map((entry) => ({ path: entry.path, sha256: entry.content.sha256, bytes: entry.content.bytes })),
    ...[...made].map(([name, bytes]) => ({ path: name, sha256: digestOf(bytes), bytes: bytes.length })),
  ];
  const base = toBaseFolder(source.safetyCase);
  const entries: ZipEntry[] = [
    ...bundles,
    ...[...made, ...toTagFiles(payload, source, edition)].map(([name, content]) => ({ path: name, content })),
  ].map((entry) => ({ path: `${base}/${entry.path}`, content: entry.content }));
  const written = await writeZip(outFile, entries, { unfinished: source.unfinished }).catch(
    async (error: unknown) => {
      // The entry above stands, so another one takes it back. The error of the disk is the one to tell about.
      const why = error instanceof Error ? error.message : String(error);
      await source.recordExportFailed?.(`The audit record was not written. ${why}`.slice(0, 2_000)).catch(() => undefined);
      throw error;
    },
  );
  return {
    fileName: path.basename(outFile),
    sha256: written.sha256,
    bytes: written.bytes,
    records: records.length,
    withheld: withheld.length,
    entries: logs.reduce((sum, log) => sum + log.lines.length, 0),
  };
} // prettier-ignore
