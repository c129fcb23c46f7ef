/** Puts together what the screen of people and keys shows. Reads only. */
import { sealingOf, type PolicyPack } from '../../../shared/policy/policy-pack.ts';
import { toPolicyChanges } from '../../../shared/policy/policy-change.ts';
import type { PolicyVersion } from '../../../shared/policy/policy-chain.ts';
import type { PeopleView, PolicyView, RosterChainView, RosterPersonView } from '../../../shared/policy/people-view.ts'; // prettier-ignore
import { DEFAULT_POLICY } from '../../../shared/policy/policy-pack.ts';
import { toRosterChanges } from '../../../shared/policy/roster-change.ts';
import { personOfKey, type Roster, type RosterPerson } from '../../../shared/policy/roster.ts';
import type { RosterChain, RosterVersion, VersionSignature } from '../../../shared/policy/roster-chain.ts'; // prettier-ignore
import { ruleLevel, RULES, type RuleId } from '../../../shared/policy/rules.ts';
import { whyLapsed } from '../../../shared/policy/standing.ts';
import { fromBase64 } from '../../../shared/trust/bytes.ts';
import { fromSpki, toOpenSshFingerprint } from '../../../shared/trust/key-id.ts';
import { nodeCrypto } from '../crypto.ts';
import type { Workspace } from './workspace.ts';

const toSignatures = (signatures: readonly VersionSignature[]): RosterChainView['versions'][number]['signatures'] => // prettier-ignore
  signatures.map(({ keyid, printedName, signedOn, void: why }) => ({ keyid, printedName, signedOn, void: why })); // prettier-ignore

function toVersion(before: Roster | null, item: RosterVersion): RosterChainView['versions'][number] {
  const { sha256, content, signatures } = item;
  return { sha256, version: content.version, changes: toRosterChanges(before, content), signatures: toSignatures(signatures) };
} // prettier-ignore

function toPerson(workspace: Workspace, roster: Roster, person: RosterPerson): RosterPersonView {
  const { id, printedName, organisation, line, role, validFrom, validUntil } = person;
  return {
    id, printedName, organisation, line, role, validFrom, validUntil,
    isCurrent: whyLapsed(person, '', workspace.now()) === null,
    keys: person.keys.map(({ keyid, publicKey, revoked }) => ({
      keyid,
      openSshFingerprint: toOpenSshFingerprint(fromSpki(fromBase64(publicKey)), nodeCrypto),
      revoked,
      isSigner: roster.signers.includes(keyid),
      isHere: workspace.keys.publicKeyOf(keyid) !== null,
    })),
  }; // prettier-ignore
}

/** Keys of this seat that one of the rosters lets sign and that have not signed yet. */
function toCanSign(workspace: Workspace, rosters: readonly (Roster | null)[], signatures: readonly VersionSignature[]): string[] {
  const signed = new Set(signatures.filter((item) => item.void === null).map((item) => item.keyid));
  const may = rosters.flatMap((roster) => (roster?.signers ?? []).map((keyid) => ({ keyid, person: personOfKey(roster, keyid) })));
  const open = may.filter(({ keyid, person }) => !signed.has(keyid) && workspace.keys.publicKeyOf(keyid) !== null && person !== null && whyLapsed(person, keyid, workspace.now()) === null);
  return [...new Set(open.map(({ keyid }) => keyid))];
} // prettier-ignore

function toChain(workspace: Workspace, chain: RosterChain): RosterChainView | null {
  const { adopted, own } = workspace.seat.view();
  const newest = chain.accepted.at(-1);
  if (newest === undefined) return null;
  const compared = workspace.comparedRosters().find((item) => item.sha256 === chain.first);
  return {
    first: chain.first,
    isAdopted: chain.first === adopted?.first,
    isOwn: chain.first === own,
    compared: compared === undefined ? 'not compared' : compared.isSame ? 'same' : 'differs',
    comparedAt: compared?.comparedAt ?? null,
    version: newest.content.version,
    sha256: newest.sha256,
    threshold: newest.content.threshold,
    acceptedAt: newest.acceptedAt,
    persons: newest.content.persons.map((person) => toPerson(workspace, newest.content, person)),
    versions: chain.accepted.map((item, index) => toVersion(chain.accepted[index - 1]?.content ?? null, item)), // prettier-ignore
    proposed: chain.proposed.map((item) => ({
      ...toVersion(newest.content, item),
      missing: item.missing.map((demand) => ({ ...demand, from: [...demand.from] })),
      canSign: toCanSign(workspace, [newest.content, item.content], item.signatures),
    })),
    fork: chain.fork.map((item) => toVersion(newest.content, item)),
  };
}

function toPolicyVersion(before: PolicyPack, item: PolicyVersion): PolicyView['versions'][number] {
  const { sha256, content, signatures } = item;
  return { sha256, version: content.version, title: content.title, changes: toPolicyChanges(before, content), signatures: toSignatures(signatures) };
} // prettier-ignore

function toPolicy(workspace: Workspace): PolicyView {
  const { accepted, proposed, fork, rejected } = workspace.seat.view().policies;
  const pack = workspace.seat.policy();
  const { version, sha256 } = workspace.seat.policyDigest();
  const sealing = sealingOf(pack);
  return {
    version,
    sha256,
    title: pack.title,
    rules: (Object.keys(RULES) as RuleId[]).map((id) => ({ id, title: RULES[id].title, level: ruleLevel(id, pack.rules), isFixed: RULES[id].isFixed })),
    rights: Object.entries(pack.rights).map(([kind, { clause, lines }]) => ({ kind, clause, lines })),
    facts: [
      { name: 'Decisions that an approval needs', value: String(pack.quorum.floor) },
      { name: 'Months of an approval, by default and at most', value: `${pack.expiry.defaultMonths} and ${pack.expiry.maximumMonths}` },
      { name: 'Opinions', value: sealing.opinions },
      { name: 'Ballots', value: sealing.ballots },
    ],
    versions: accepted.map((item, index) => toPolicyVersion(accepted[index - 1]?.content ?? DEFAULT_POLICY, item)),
    proposed: proposed.map((item) => ({ ...toPolicyVersion(pack, item), missing: item.missing.map((demand) => ({ ...demand, from: [...demand.from] })), canSign: toCanSign(workspace, [workspace.seat.roster()], item.signatures) })),
    fork: fork.map((item) => toPolicyVersion(pack, item)),
    rejected: rejected.map((item) => ({ ...toPolicyVersion(pack, item), why: item.why })),
  };
} // prettier-ignore

/** Own logs first. `records`: how many records each key signed in the log. */
function toLogs(workspace: Workspace): PeopleView['logs'] {
  const logs = [...workspace.openLogs()].flatMap(([name, log]) => {
    const count = (origin: string): Record<string, number> => {
      const counts: Record<string, number> = {};
      for (const { predicate, log: at } of log.records()) {
        if (at.origin !== origin) continue;
        const { keyid } = predicate.signer;
        counts[keyid] = (counts[keyid] ?? 0) + 1;
      }
      return counts;
    };
    const words = name === 'seat' ? 'log of the seat' : `log of the case ${name}`;
    return [
      ...log.own().map(({ origin, head }) => ({ origin, size: head.size, name: words, isOwn: true, records: count(origin) })),
      ...log.peers().map(({ origin, head }) => ({ origin, size: head.size, name: `${words}, of another seat`, isOwn: false, records: count(origin) })),
    ];
  });
  return logs.sort((a, b) => Number(b.isOwn) - Number(a.isOwn));
} // prettier-ignore

export function toPeopleView(workspace: Workspace): PeopleView {
  const { chains, rejected } = workspace.seat.view();
  return {
    state: workspace.rosterState(),
    chains: chains.map((chain) => toChain(workspace, chain)).filter((chain) => chain !== null).sort((a, b) => Number(b.isAdopted) - Number(a.isAdopted)),
    rejected: rejected.map((item) => ({ ...toVersion(workspace.seat.roster(), item), why: item.why })),
    policy: toPolicy(workspace),
    logs: toLogs(workspace),
  };
} // prettier-ignore
