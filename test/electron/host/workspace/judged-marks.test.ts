import { beforeEach, describe, expect, it } from 'vitest';
import type { Judged, RecordInput, Target } from '../../../../shared/review/records.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';
import { openSampleReview, type SampleReview } from '../../../support/sample-review.ts';

let sample: SampleReview;

function mark(target: Target, judged: Judged): RecordInput {
  return { kind: 'note', target, input: { body: 'The other leg is not believed.', judged } };
}

function nodeTarget(id: string): Target {
  const sha256 = sample.review.safetyCase.nodes.find((node) => node.id === id)?.sha256 ?? '';
  return { kind: 'node', id, sha256 };
}

beforeEach(async () => {
  sample = await openSampleReview(await makeTempFolder());
  for (const role of ['tester', 'adjudicator'] as const) {
    await sample.submit(role, { kind: 'declaration', input: { interests: [] } });
  }
});

describe("a reviewer's own mark of load-bearing", () => {
  it('is a signed note that says so, and a change of mind names the mark that it replaces', async () => {
    const first = await sample.submit('tester', mark(nodeTarget('G2'), 'load-bearing'));
    expect(first.kind).toBe('note');
    expect(first.statement).toMatch(/^I, .*, judge G2 load-bearing\.$/);
    const other = await sample.submit('adjudicator', mark(nodeTarget('G2'), 'not-load-bearing'));
    expect(other.statement).toMatch(/judge G2 not load-bearing\.$/);
    const second = await sample.submit('tester', mark(nodeTarget('G2'), 'no-view'));
    expect(second.statement).toMatch(/take back my mark on G2\.$/);
    const { payload } = await sample.review.payloadOf(sample.keyids.tester, second.digest);
    expect(payload).toContain(first.digest);
    expect(payload).not.toContain(other.digest);
    const marks = sample.review.view(sample.keyids.tester).notes.map((note) => note.judged);
    expect(marks).toEqual([
      { mark: 'load-bearing', isCurrent: false },
      { mark: 'not-load-bearing', isCurrent: true },
      { mark: 'no-view', isCurrent: true },
    ]);
  });

  it('is refused on what is no node of the argument, and leaves no record', async () => {
    const before = sample.review.view(sample.keyids.tester).notes.length;
    const [item] = sample.review.safetyCase.evidence;
    const target: Target = { kind: 'evidence', id: item?.id ?? '', sha256: item?.sha256 ?? '' };
    await expect(sample.submit('tester', mark(target, 'load-bearing'))).rejects.toThrow('Only a node of the argument'); // prettier-ignore
    expect(sample.review.view(sample.keyids.tester).notes).toHaveLength(before);
  });
});
