/** What a person is shown of a packet before it is accepted: records, rosters, policies and forks. */
import { CountersignError } from '../../../shared/errors.ts';
import type { PacketPreview, PreviewRecord } from '../../../shared/packet/preview.ts';
import type { Roster } from '../../../shared/policy/roster.ts';
import { parsePredicate } from '../../../shared/review/predicates.ts';
import { commonPredicate } from '../../../shared/review/records.ts';
import { seatPersonOf, toHeadView } from '../workspace/peer-facts.ts';
import type { PublicKeyOf } from '../workspace/record-check.ts';
import { standingOf, type ImportFolder } from './new-records.ts';
import type { PacketRecord } from './read.ts';

const UNREADABLE = { printedName: 'Unreadable', line: 'external', role: '', organisation: '' } as const; // prettier-ignore

export function toPreviewRecord(
  record: PacketRecord,
  publicKeyOf: PublicKeyOf,
  roster: Roster | null,
  bundles: ReadonlySet<string>,
): PreviewRecord {
  const common = commonPredicate.safeParse(record.statement.predicate);
  const { kind, subject } = record.statement;
  const signer = common.success ? common.data.signer : UNREADABLE;
  return {
    digest: record.digest,
    kind,
    statement: common.success ? common.data.statement : '',
    signedOn: common.success ? common.data.signedOn : '',
    signer: { printedName: signer.printedName, line: signer.line, role: signer.role, organisation: signer.organisation }, // prettier-ignore
    ...standingOf(record, publicKeyOf, roster),
    hasBundle: kind === 'roster' || kind === 'policy' || bundles.has(subject.sha256),
  };
}

export function rosterFacts(records: readonly PacketRecord[]): Pick<PacketPreview, 'rosters' | 'policies'> {
  const rosters: PacketPreview['rosters'][number][] = [];
  const policies: PacketPreview['policies'][number][] = [];
  for (const { statement, digest } of records) {
    try {
      if (statement.kind === 'roster') {
        const { content, signer } = parsePredicate('roster', statement.predicate, digest);
        rosters.push({ version: content.version, persons: content.persons.map((person) => person.printedName), by: signer.printedName });
      } else if (statement.kind === 'policy') {
        const { content, signer } = parsePredicate('policy', statement.predicate, digest);
        policies.push({ version: content.version, title: content.title, by: signer.printedName });
      }
    } catch (error) {
      // It is listed among the records with what is wrong with it.
      if (!(error instanceof CountersignError)) throw error;
    }
  }
  return { rosters, policies };
} // prettier-ignore

export function toForkViews(folder: ImportFolder, roster: Roster | null): PacketPreview['forks'] {
  return folder.compared.flatMap(({ version, fork, isOwn }) =>
    fork === null
      ? []
      : [{
          origin: version.origin,
          scope: folder.scope,
          isOwn,
          kind: fork.kind,
          person: seatPersonOf(roster, version.publicKey),
          at: fork.at,
          heads: [toHeadView(fork.main.head, fork.main.entries), toHeadView(version.head, version.entries)],
        }],
  );
} // prettier-ignore
