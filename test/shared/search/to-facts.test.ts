import { describe, expect, it } from 'vitest';
import type { Target } from '../../../shared/review/records.ts';
import type { ReviewView } from '../../../shared/review/view.ts';
import type { State } from '../../../shared/search/operators.ts';
import { type Asker, type FactSources, toFacts } from '../../../shared/search/to-facts.ts';
import { buildCase, buildNode, digestOf } from '../../support/builders.ts';
import { AUTHOR, buildChallengeView, buildRecord, buildReview, RAISER } from '../../support/view-builders.ts'; // prettier-ignore

const asker = (person: typeof RAISER): Asker => ({ keyid: digestOf(person.name), printedName: person.name, line: person.line, role: person.role }); // prettier-ignore

const SAFETY_CASE: FactSources['safetyCase'] = {
  ...buildCase([
    buildNode('G1', { supportedBy: ['Sn1'], declaredLoadBearing: true, owner: 'y' }),
    buildNode('G2', { undeveloped: true, defeated: true }),
    buildNode('D1', { kind: 'defeater', status: 'open' }),
    buildNode('Sn1', { kind: 'solution', evidence: ['E1'] }),
  ]),
  people: [{ id: 'y', name: 'y. tanaka', organisation: '', line: 'second', role: '', interests: [] }],
  subject: { model: null, build: 'r7', configuration: null, weightsFrozen: null, stack: null },
  evidence: [
    { id: 'E1', title: '', path: 'e1', mediaType: '', bytes: 1, sha256: digestOf('E1'), collected: null, appliesTo: { kind: 'build', version: 'r6' }, preparedBy: null },
    { id: 'E2', title: '', path: 'e2', mediaType: '', bytes: 1, sha256: digestOf('E2'), collected: null, appliesTo: null, preparedBy: 'y' },
  ],
}; // prettier-ignore

function statesOf(
  subject: string,
  view: Partial<ReviewView> = {},
  more: Partial<FactSources> = {},
): readonly State[] {
  const facts = toFacts({ safetyCase: SAFETY_CASE, view: buildReview(view), asker: asker(RAISER), ranks: null, orphaned: new Set(), changes: null, ...more }); // prettier-ignore
  return [...(facts.of.get(subject)?.is ?? [])].sort();
}

const at = (id: string, kind: Target['kind'] = 'node'): Target => ({ kind, id, sha256: kind === 'node' ? (SAFETY_CASE.nodes.find((one) => one.id === id)?.sha256 ?? digestOf(id)) : digestOf(id) }); // prettier-ignore

describe('toFacts', () => {
  it('knows what the author marked, and whose it is', () => {
    expect(statesOf('node:G1')).toEqual(['declared', 'mine', 'unread']);
    expect(statesOf('node:G2')).toEqual(['defeated', 'undeveloped', 'unread']);
    expect(statesOf('node:D1')).toEqual(['open', 'unread']);
    expect(statesOf('node:G1', {}, { asker: null })).toEqual(['declared', 'unread']);
  });

  it('knows evidence on another build and evidence that nobody cites', () => {
    expect(statesOf('evidence:E1')).toEqual(['stale', 'unread']);
    expect(statesOf('evidence:E2')).toEqual(['mine', 'uncited', 'unread']);
  });

  it('knows what is new or other than in the version before', () => {
    const changes = { nodes: ['G2'], documents: [], evidence: ['E1'] };
    expect(statesOf('node:G2', {}, { changes })).toContain('changed');
    expect(statesOf('evidence:E1', {}, { changes })).toContain('changed');
    expect(statesOf('node:G1', {}, { changes })).not.toContain('changed');
  });

  it('knows how far this person read', () => {
    const mark = (state: 'opened' | 'reviewed') => ({ kind: 'node', id: 'G2', state, at: '' }) as const; // prettier-ignore
    const ofG2 = (...reading: ReviewView['reading']): readonly State[] =>
      statesOf('node:G2', { reading }).filter((one) => !['defeated', 'undeveloped'].includes(one));
    expect(ofG2()).toEqual(['unread']);
    expect(ofG2(mark('opened'))).toEqual(['opened', 'read']);
    expect(ofG2(mark('opened'), mark('reviewed'))).toEqual(['read', 'reviewed']);
  });

  it('knows what structure says, order and shared support once it was looked at', () => {
    const structure = { top: 'G1', topHolds: true, loadBearing: { G2: 1 }, unsupported: ['G2'], cycles: [['G2', 'Sn1']] }; // prettier-ignore
    expect(statesOf('node:G2', { structure })).toEqual(['circular', 'defeated', 'load-bearing', 'undeveloped', 'unread', 'unsupported']); // prettier-ignore
    const sources = { safetyCase: SAFETY_CASE, view: buildReview(), asker: null, orphaned: new Set<string>(), changes: null }; // prettier-ignore
    expect(toFacts({ ...sources, ranks: null }).hasOrders).toBe(false);
    const facts = toFacts({ ...sources, ranks: [{ id: 'G1', order: 1, shared: false }, { id: 'G2', order: null, shared: true }] }); // prettier-ignore
    expect(facts.hasOrders).toBe(true);
    expect(facts.of.get('node:G1')).toMatchObject({ order: 1 });
    expect(facts.of.get('node:G2')?.is.has('shared')).toBe(true);
    expect(facts.of.get('node:G1')?.is.has('shared')).toBe(false);
  });

  it('says of a challenge how it stands, and of what it is about that it has one', () => {
    const record = buildRecord(AUTHOR);
    const subject = `challenge:${record.digest}`;
    const open = { challenges: [buildChallengeView({ record, severity: 'blocking', target: at('E1', 'evidence') })] }; // prettier-ignore
    expect(statesOf(subject, open)).toEqual(['blocking', 'open']);
    expect(statesOf('evidence:E1', open)).toEqual(['blocking', 'challenged', 'stale', 'unread']);
    expect(statesOf(subject, open, { asker: asker(AUTHOR) })).toEqual(['blocking', 'mine', 'open', 'waiting']); // prettier-ignore
    const settled = { challenges: [buildChallengeView({ record, isOpen: false, state: 'withdrawn', turn: 'nobody', target: at('E1', 'evidence') })] }; // prettier-ignore
    expect(statesOf(subject, settled)).toEqual(['major', 'settled']);
    expect(statesOf('evidence:E1', settled)).toEqual(['stale', 'unread']);
  });

  it('says of a note what became of what it is about', () => {
    const note = (target: Target, fields = {}): Partial<ReviewView> => ({ notes: [{ record: buildRecord(AUTHOR, { digest: digestOf('n'), ...fields }), target, body: '' }] }); // prettier-ignore
    const subject = `note:${digestOf('n')}`;
    expect(statesOf(subject, note(at('G1')))).toEqual([]);
    expect(statesOf(subject, note({ ...at('G1'), sha256: digestOf('other') }))).toEqual(['changed']); // prettier-ignore
    expect(statesOf(subject, note(at('G99')))).toEqual(['changed']);
    expect(statesOf(subject, note(at('G1'), { aboutOpenBundle: false, void: 'its key is revoked' }))).toEqual(['earlier', 'uncounted']); // prettier-ignore
    expect(statesOf(subject, note(at('G1')), { orphaned: new Set([digestOf('n')]) })).toEqual(['orphaned']); // prettier-ignore
  });
});
