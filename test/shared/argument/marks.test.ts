import { describe, expect, it } from 'vitest';
import { analyseStructure } from '../../../shared/argument/load-bearing.ts';
import { toNodeMarks } from '../../../shared/argument/marks.ts';
import type { Judged } from '../../../shared/review/records.ts';
import type { NoteView } from '../../../shared/review/view.ts';
import { buildCase, buildNode, digestOf } from '../../support/builders.ts';
import {
  ADJUDICATOR,
  buildRecord,
  LEAD,
  RAISER,
  type Person,
} from '../../support/view-builders.ts';

function mark(person: Person, id: string, judged: Judged, isCurrent = true): NoteView {
  const record = buildRecord(person, {
    kind: 'note',
    number: 12,
    signedOn: '2026-11-20T09:00:00Z',
  });
  const target = { kind: 'node', id, sha256: digestOf(id) } as const;
  return { record, target, body: 'Because.', judged: { mark: judged, isCurrent } };
}

// G1 needs G2; G2 needs one of G3 and G4.
const nodes = [
  buildNode('G1', { supportedBy: ['G2'] }),
  buildNode('G2', { supportedBy: ['G3', 'G4'], supportMode: 'any_of' }),
  buildNode('G3', { declaredLoadBearing: true }),
  buildNode('G4'),
];
const safetyCase = buildCase(nodes);
const structure = analyseStructure(safetyCase);
const differs = (notes: readonly NoteView[]): Record<string, readonly string[]> =>
  Object.fromEntries(toNodeMarks(safetyCase, structure, notes).map((one) => [one.id, one.differs]));

describe('the three marks of load-bearing', () => {
  it('lists what the author leaves out and structure does not, and the other way round', () => {
    expect(differs([])).toEqual({
      G2: ['The author does not list it; structure does.'],
      G3: ['The author lists it; by structure other support carries the top claim.'],
    });
  });

  it('sets a judgement against structure and author, and reviewers against each other', () => {
    const notes = [mark(RAISER, 'G4', 'load-bearing'), mark(LEAD, 'G4', 'not-load-bearing')];
    expect(differs(notes)['G4']).toEqual([
      'Reviewers differ: Y. Tanaka judges it load-bearing, J. Adeyemi not.',
      'Y. Tanaka judges it load-bearing; by structure other support carries the top claim.',
      'Y. Tanaka judges it load-bearing; the author does not list it.',
    ]);
    expect(differs([mark(RAISER, 'G2', 'not-load-bearing')])['G2']).toEqual([
      'Y. Tanaka judges it not load-bearing; by structure the top claim falls with it.',
      'The author does not list it; structure does.',
    ]);
    expect(differs([mark(RAISER, 'G3', 'not-load-bearing')])['G3']?.[0]).toBe(
      'The author lists it; Y. Tanaka judges it not load-bearing.',
    );
  });

  it('counts no mark that was replaced, taken back or made on another version', () => {
    expect(differs([mark(RAISER, 'G4', 'load-bearing', false), mark(LEAD, 'G4', 'no-view')])).toEqual(differs([])); // prettier-ignore
  });

  it('never merges them: each side keeps who says it, since when, and in which record', () => {
    const [first] = toNodeMarks(safetyCase, structure, [mark(ADJUDICATOR, 'G4', 'load-bearing')]);
    expect(first).toMatchObject({
      id: 'G4', declared: false, structural: false, reach: null,
      judged: [{ name: 'N. Rahimi', isLoadBearing: true, signedOn: '2026-11-20T09:00:00Z', record: 12 }],
    }); // prettier-ignore
  });

  it('says nothing by structure where the top claim does not hold as it stands', () => {
    const fallen = buildCase([...nodes.slice(0, 2), { ...nodes[2]!, undeveloped: true }, buildNode('G4', { undeveloped: true })]); // prettier-ignore
    const marks = toNodeMarks(fallen, analyseStructure(fallen), []);
    expect(marks.map(({ id, structural, differs: own }) => [id, structural, own])).toEqual([['G3', null, []]]); // prettier-ignore
  });

  it('calls nothing left out by an author who marks nothing', () => {
    const unmarked = buildCase(nodes.map((node) => ({ ...node, declaredLoadBearing: false })));
    expect(toNodeMarks(unmarked, structure, []).flatMap((one) => one.differs)).toEqual([]);
  });
});
