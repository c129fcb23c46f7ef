/** Small values for tests: every field has a harmless default, a test names only what it is about. */
import { createHash } from 'node:crypto';
import type { ArgumentNode, SafetyCase } from '../../shared/case/model.ts';
import { toPersonId, type Roster } from '../../shared/policy/roster.ts';
import type { KnownKind, PredicateOf } from '../../shared/review/predicates.ts';
import type { Signer } from '../../shared/review/records.ts';
import type { RecordOf } from '../../shared/review/checked-record.ts';

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function buildNode(id: string, fields: Partial<ArgumentNode> = {}): ArgumentNode {
  return {
    id,
    kind: 'goal',
    text: `Text of ${id}`,
    supportedBy: [],
    inContextOf: [],
    challenges: [],
    supportMode: 'all_of',
    k: null,
    evidence: [],
    doc: null,
    owner: null,
    declaredLoadBearing: false,
    undeveloped: false,
    defeated: false,
    defeaterType: null,
    status: null,
    response: null,
    url: null,
    other: {},
    line: null,
    sha256: digestOf(id),
    ...fields,
  };
}

export function buildCase(
  nodes: readonly ArgumentNode[],
  fields: Partial<SafetyCase> = {},
): SafetyCase {
  return {
    seal: 'sealed',
    draftReason: null,
    bundleDigest: digestOf('bundle'),
    id: 'T-1',
    title: 'A test case',
    version: '1.0',
    issued: '2026-11-02',
    developer: null,
    subject: { model: 'M', build: 'b1', configuration: 'c1', weightsFrozen: null, stack: null },
    decisionRequested: null,
    topNode: nodes[0]?.id ?? null,
    supersedes: null,
    nodes,
    documents: [],
    evidence: [],
    people: [],
    files: [],
    findings: [],
    warnings: [],
    ...fields,
  };
}

export function buildSigner(name: string, fields: Partial<Signer> = {}): Signer {
  return {
    keyid: digestOf(`key of ${name}`),
    printedName: name,
    role: 'stress-tester',
    line: 'second',
    organisation: 'An organisation',
    ...fields,
  };
}

export const EMPTY_ROOT = createHash('sha256').digest('base64');

/** A record as if it had been read from a log: its digest follows from its place. */
export function buildRecord<K extends KnownKind>(
  kind: K,
  seq: number,
  fields: Partial<PredicateOf<K>> & { readonly signer: Signer },
  bundle = digestOf('bundle'),
): RecordOf<K> {
  const digest = digestOf(`record ${String(seq)}`);
  const time = `2026-11-10T10:00:${String(seq).padStart(2, '0')}Z`;
  const common = {
    case: { id: 'T-1', version: '1.0' },
    meaning: 'authorship',
    statement: `A ${kind}.`,
    signedOn: time,
    roster: { version: 1, sha256: digestOf('roster') },
    policy: { version: 1, sha256: digestOf('policy') },
    log: { origin: 'countersign/log/a', size: seq, root: EMPTY_ROOT },
    seen: [],
  };
  const record = {
    kind,
    digest,
    subject: { name: 'manifest-sha256.txt', sha256: bundle },
    predicate: { ...common, ...fields },
    log: { origin: 'countersign/log/a', seq, time },
  };
  return record as unknown as RecordOf<K>;
}

/** A roster with these signers, a person each unless two have the same printed name. */
export function buildRoster(signers: readonly Signer[]): Roster {
  const names = [...new Set(signers.map((signer) => signer.printedName))];
  return {
    version: 1,
    previous: null,
    threshold: 1,
    signers: signers.map((signer) => signer.keyid),
    seats: [],
    persons: names.map((name) => {
      const own = signers.filter((signer) => signer.printedName === name);
      const first = own[0] ?? buildSigner(name);
      return {
        id: toPersonId(name),
        printedName: name,
        organisation: first.organisation,
        line: first.line,
        role: first.role,
        reportsTo: null,
        validFrom: '2026-11-01T00:00:00Z',
        validUntil: null,
        keys: own.map((signer) => ({ keyid: signer.keyid, publicKey: '', revoked: null })),
      };
    }),
  };
}
