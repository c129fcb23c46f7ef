import { readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCaseSummaries } from '../../../../electron/host/workspace/case-summary.ts';
import type { CaseReview } from '../../../../electron/host/workspace/case-review.ts';
import type { ChallengeView, RecordSummary } from '../../../../shared/review/view.ts';
import { buildCase, buildNode, digestOf } from '../../../support/builders.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';
import { ADJUDICATOR, buildChallengeView, buildRecord, RAISER } from '../../../support/view-builders.ts'; // prettier-ignore

type Review = Pick<CaseReview, 'safetyCase' | 'state' | 'summaries'>;

function reviewOf(challenges: readonly ChallengeView[], records: readonly RecordSummary[] = []): Review {
  const state = { challenges } as unknown as ReturnType<CaseReview['state']>;
  return { safetyCase: buildCase([buildNode('G1')]), state: () => state, summaries: () => records };
} // prettier-ignore

const open = buildChallengeView();
const settled = buildChallengeView({ label: 'CH-02', isOpen: false, state: 'withdrawn', turn: 'nobody' }); // prettier-ignore
const bundle = digestOf('bundle');

describe('the summary of a case', () => {
  it('keeps what is open and the role of everybody who signed, and gives it back', async () => {
    const folder = path.join(await makeTempFolder(), 'summaries');
    const records = [buildRecord(RAISER), buildRecord(ADJUDICATOR, { kind: 'decision' }), buildRecord({ ...ADJUDICATOR, name: 'Nobody' }, { kind: 'roster' })]; // prettier-ignore
    await openCaseSummaries(folder).keep(reviewOf([open, settled], records));
    const found = await openCaseSummaries(folder).of(bundle);
    expect(found?.open.map((one) => [one.label, one.turn, one.on])).toEqual([
      ['CH-01', 'author', 'G1'],
    ]);
    expect(found?.roles.map((one) => one.role)).toEqual(['stress-tester', 'adjudicator']);
  });

  it('is written anew when something changed, and only then', async () => {
    const folder = path.join(await makeTempFolder(), 'summaries');
    const summaries = openCaseSummaries(folder);
    await summaries.keep(reviewOf([open]));
    const file = path.join(folder, `${bundle}.json`);
    const { ino } = await stat(file);
    await summaries.keep(reviewOf([open]));
    expect((await stat(file)).ino).toBe(ino);
    await summaries.keep(reviewOf([]));
    expect((await summaries.of(bundle))?.open).toEqual([]);
  });

  it('is that of the last state, whatever was asked for while it was written', async () => {
    const folder = path.join(await makeTempFolder(), 'summaries');
    const summaries = openCaseSummaries(folder);
    const states = [[open], [open, open], [open, open, open], []];
    await Promise.all(states.map((challenges) => summaries.keep(reviewOf(challenges))));
    expect((await summaries.of(bundle))?.open).toEqual([]);
    await summaries.keep(reviewOf([open]));
    expect((await summaries.of(bundle))?.open).toHaveLength(1);
  });

  it('is unknown where it is missing, cut short, or about another bundle', async () => {
    const folder = path.join(await makeTempFolder(), 'summaries');
    const summaries = openCaseSummaries(folder);
    expect(await summaries.of(bundle)).toBeNull();
    await summaries.keep(reviewOf([open]));
    const [name = ''] = await readdir(folder);
    const other = digestOf('another bundle');
    await writeFile(path.join(folder, `${other}.json`), JSON.stringify({ bundleDigest: bundle, open: [], roles: [] })); // prettier-ignore
    expect(await summaries.of(other)).toBeNull();
    await writeFile(path.join(folder, name), '{"bundleDigest":');
    expect(await summaries.of(bundle)).toBeNull();
  });

  it('of an unsealed draft is not kept', async () => {
    const folder = path.join(await makeTempFolder(), 'summaries');
    const review = reviewOf([open]);
    await openCaseSummaries(folder).keep({ ...review, safetyCase: { ...review.safetyCase, bundleDigest: null } }); // prettier-ignore
    await expect(readdir(folder)).rejects.toThrow();
  });
});
