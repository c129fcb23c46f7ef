/** Who signed: the chain of rosters, each signer against the roster, and whether anybody compared it. */
import type { Roster } from '../policy/roster.ts';
import { personOfKey } from '../policy/roster.ts';
import { toPolicyChain, type PolicyChain } from '../policy/policy-chain.ts';
import { toDemandWords, toRosterChains, type RosterChain, type RosterChains } from '../policy/roster-chain.ts'; // prettier-ignore
import { claimVoid, voidByRosters, type RosterInForce } from '../policy/standing.ts';
import type { RecordOf } from '../review/checked-record.ts';
import { toCount, toHexGroups, toSentenceStart } from '../review/words.ts';
import { verifyEnvelope } from '../trust/dsse.ts';
import { toBase64 } from '../trust/bytes.ts';
import { toSpki } from '../trust/key-id.ts';
import type { AuditContents, ComparedRosters, ReadRecord, ReadVersion } from './audit-input.ts';
import { rosterFor } from './audit-input.ts';
import { runCheck, type CheckRows } from './check.ts';
import { keysOfRosters } from './check-records.ts';
import type { VerificationReport, VerifyCheck } from './model.ts';

/** Rosters and policy packs in force by the records: the same functions that the program decides with. */
interface InForce {
  readonly chains: RosterChains;
  readonly chain: RosterChain | null;
  readonly policies: PolicyChain;
}

/** Records of one kind whose signature holds, where signatures can be verified at all. */
function signedRecords<K extends 'roster' | 'policy'>(contents: AuditContents, kind: K): RecordOf<K>[] {
  const { crypto, noSignatures } = contents.input;
  const keys = keysOfRosters(contents);
  const holds = ({ envelope }: ReadRecord): boolean => {
    const publicKey = keys.get(envelope.keyid);
    return noSignatures !== null || (publicKey !== undefined && verifyEnvelope(envelope, publicKey, crypto));
  };
  return contents.records.filter(holds).map((record) => record.known).filter((known): known is RecordOf<K> => known?.kind === kind);
} // prettier-ignore

function toInForce(contents: AuditContents): InForce {
  const { crypto } = contents.input;
  const chains = toRosterChains(signedRecords(contents, 'roster'), crypto);
  const chain = chains.chains.find((item) => item.first === contents.rosters[0]?.sha256) ?? null;
  const policies = toPolicyChain(signedRecords(contents, 'policy'), chain?.accepted ?? [], crypto);
  return { chains, chain, policies };
}

/** The rosters in force by the records, oldest first. */
export function rostersInForce(contents: AuditContents): readonly RosterInForce[] {
  return toInForce(contents).chain?.accepted ?? [];
}

/** Why a version is not in force, as the chain says it. */
function whyNot(sha256: string, { chains, chain, policies }: InForce): string {
  const proposed = [...(chain?.proposed ?? []), ...policies.proposed].find((item) => item.sha256 === sha256); // prettier-ignore
  if (proposed !== undefined) return toDemandWords(proposed.missing);
  if ([...(chain?.fork ?? []), ...policies.fork].some((item) => item.sha256 === sha256)) return 'Another version with all signatures follows the same one.'; // prettier-ignore
  const rejected = [...chains.rejected, ...policies.rejected].find((item) => item.sha256 === sha256); // prettier-ignore
  if (rejected !== undefined) return rejected.why;
  const isOther = chains.chains.some((item) => item !== chain && [...item.accepted, ...item.proposed, ...item.fork].some((version) => version.sha256 === sha256)); // prettier-ignore
  return isOther ? 'It belongs to the roster of another seat.' : 'No record signs it.';
}

/** Version n+1 names version n and has the signature threshold of both (TUF specification, 5.3.4). */
export function checkRosterChain(contents: AuditContents): readonly VerifyCheck[] {
  return runCheck('roster-chain', 'Chain of rosters', (rows) => {
    const { rosters, policies, otherRosters, otherPolicies } = contents;
    const inForce = toInForce(contents);
    const accepted = { roster: inForce.chain?.accepted ?? [], policy: inForce.policies.accepted };
    const compare = (kind: 'roster' | 'policy', listed: readonly ReadVersion<unknown>[], others: readonly ReadVersion<unknown>[]): void => {
      const what = kind === 'roster' ? 'Roster' : 'Policy pack';
      listed.forEach((item, index) => {
        if (item.version !== index + 1) rows.fail(item.file, `Version ${index + 1} of the ${what.toLowerCase()} is missing.`);
        else if (accepted[kind][index]?.sha256 !== item.sha256) rows.fail(item.file, `${what} ${item.version} is not in force. ${whyNot(item.sha256, inForce)}`);
      });
      for (const item of others) {
        if (accepted[kind].some((version) => version.sha256 === item.sha256)) rows.fail(item.file, `${what} ${item.version} is in force, and this record lists it as if it were not.`);
      }
    }; // prettier-ignore
    compare('roster', rosters, otherRosters);
    compare('policy', policies, otherPolicies);
    const fork = inForce.chain?.fork ?? [];
    if (fork.length > 0) rows.cannot('data/roster/', `The roster has forked: ${fork.length} versions with all signatures follow version ${rosters.length}. Neither is in force.`); // prettier-ignore
    const kept = [...otherRosters.map((item) => `Roster ${item.version}, ${item.sha256.slice(0, 16)}: ${whyNot(item.sha256, inForce)}`), ...otherPolicies.map((item) => `Policy pack ${item.version}, ${item.sha256.slice(0, 16)}: ${whyNot(item.sha256, inForce)}`)]; // prettier-ignore
    const words = kept.length === 0 ? '' : ` Kept, and not in force: ${kept.join(' ')}`;
    return `${toCount(rosters.length, 'roster')}, each named and signed by the one before, and ${toCount(policies.length, 'signed policy pack')}.${words}`; // prettier-ignore
  });
}

/** Role, line and name come from the roster only; what the record says of itself must be the same. */
export function checkSigners(contents: AuditContents): readonly VerifyCheck[] {
  return runCheck('signers', 'Names, roles and lines', (rows) => {
    const inForce = rostersInForce(contents);
    for (const record of contents.records) checkSigner(contents, inForce, record, rows);
    const persons = new Set(contents.records.map((record) => record.common.signer.printedName));
    return `${contents.records.length} records by ${persons.size} persons, with the names, roles and lines of the roster, within its dates, by keys that were not revoked.`; // prettier-ignore
  });
}

function checkSigner(contents: AuditContents, inForce: readonly RosterInForce[], record: ReadRecord, rows: CheckRows): void {
  const { signer, roster: named, policy } = record.common;
  const { rosters, otherRosters, policies, otherPolicies } = contents;
  const isOther = [...otherRosters, ...otherPolicies].some((item) => item.sha256 === record.subject.sha256);
  if ((record.kind === 'roster' || record.kind === 'policy') && isOther) return;
  const known = named.sha256 === null ? named.version === 0 : [...rosters, ...otherRosters].some((item) => item.sha256 === named.sha256 && item.version === named.version);
  if (!known) return rows.fail(record.file, `It names roster ${named.version} with the digest ${(named.sha256 ?? 'none').slice(0, 16)}, which is not in this audit record.`);
  const isPolicyKnown = policy.sha256 === null ? policy.version === 0 : [...policies, ...otherPolicies].some((item) => item.sha256 === policy.sha256 && item.version === policy.version);
  if (!isPolicyKnown) rows.fail(record.file, `It names policy pack ${policy.version}, which is not in this audit record.`);
  // A roster may be signed with a key that stands in no version before it.
  const signed = rosters.find((item) => item.sha256 === record.subject.sha256)?.content ?? null;
  const person = personOfKey(rosterFor(contents, record)?.content ?? null, signer.keyid) ?? personOfKey(signed, signer.keyid) ?? personOfKey(rosters.at(-1)?.content ?? null, signer.keyid);
  const placed = { kind: record.kind, predicate: record.common, log: record.log ?? { origin: '', seq: 0, time: '' } };
  const claimed = person === null ? null : claimVoid(person, placed);
  if (claimed !== null) return rows.fail(record.file, `${toSentenceStart(claimed)}.`);
  // Not a fault of the record: it must hold what was signed, and say that it counts for nothing.
  const why = voidByRosters(inForce, placed);
  if (why !== null) rows.cannot(record.file, `It counts for nothing: ${why}.`);
} // prettier-ignore

/** Whether the seat keys that sign the heads are named in the roster. A log by an unknown key could have been made anew. */
export function checkSeats(contents: AuditContents): readonly VerifyCheck[] {
  return runCheck('seats', 'Whose logs these are', (rows) => {
    const seats = contents.rosters.at(-1)?.content.seats ?? [];
    for (const log of contents.logs) {
      const key = toBase64(toSpki(log.vkey.publicKey));
      const own = seats.find((seat) => seat.origin === log.origin);
      if (own !== undefined && own.publicKey !== key)
        rows.fail(`${log.folder}vkey`, 'The roster names another seat key for this log.'); // prettier-ignore
      else if (!seats.some((seat) => seat.publicKey === key)) {
        rows.cannot(`${log.folder}vkey`, 'The roster names no seat for this log. Its head is signed by a key that only the record itself names, so records could have been left out.'); // prettier-ignore
      }
    }
    return `${contents.logs.length} logs, with heads signed by seats that the roster names.`;
  });
}

/** The roster to compare: the newest that was compared, else the first, on which the others rest. */
function rosterToCompare(contents: AuditContents, compared: ComparedRosters): ReadVersion<Roster> | null {
  const known = [...contents.rosters].reverse().find((item) => compared.pinned.includes(item.sha256));
  return known ?? contents.rosters[0] ?? null;
} // prettier-ignore

/** What the report says of the roster, and the check that depends on a person. */
export function checkTrust(
  contents: AuditContents,
  compared: ComparedRosters,
): { readonly roster: VerificationReport['roster']; readonly rows: readonly VerifyCheck[] } {
  const item = rosterToCompare(contents, compared);
  const hasChanged = contents.rosters.find((other) => compared.changed.includes(other.sha256)) ?? null; // prettier-ignore
  const isPinned = item !== null && compared.pinned.includes(item.sha256);
  const confirmed = hasChanged !== null ? 'changed' : isPinned ? 'confirmed' : 'unknown';
  const shown = hasChanged ?? item;
  const rows = runCheck('trust', 'Who the signers are', (add) => {
    if (item === null) add.cannot('data/roster/', 'There is no roster to compare.');
    else if (hasChanged !== null) add.fail(hasChanged.file, 'The fingerprint of this roster was compared over another channel, and it differs.'); // prettier-ignore
    else if (!isPinned) add.cannot(item.file, `No roster of this record has been confirmed on this computer. Compare its fingerprint over another channel, by telephone or in person: ${toHexGroups(item.sha256)}.`); // prettier-ignore
    return `The fingerprint of roster ${item?.version ?? 0} was compared over another channel, and the others follow from it.`; // prettier-ignore
  });
  return {
    rows,
    roster: shown === null ? null : { version: shown.version, sha256: shown.sha256, confirmed },
  };
}
