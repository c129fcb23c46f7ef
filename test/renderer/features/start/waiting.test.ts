import { describe, expect, it } from 'vitest';
import { toWaiting } from '../../../../renderer/features/start/WaitingOnYou.tsx';
import type { RecentCase } from '../../../../shared/ipc/contract.ts';
import { toTurn } from '../../../../shared/review/turns.ts';
import { digestOf } from '../../../support/builders.ts';
import { AUTHOR, buildChallengeView, buildIdentity, buildRecord, RAISER } from '../../../support/view-builders.ts'; // prettier-ignore

function recentCase(version: string, open: RecentCase['open']): RecentCase {
  return { token: version, title: 'A case', version, bundleDigest: digestOf(version), openedAt: '2026-11-05T10:00:00Z', fileName: 'a.safetycase', roles: [], open }; // prettier-ignore
}

const carried = toTurn(buildChallengeView());
const answered = toTurn(
  buildChallengeView({
    label: 'CH-02',
    record: buildRecord(RAISER, { number: 2 }),
    state: 'answered',
    turn: 'raiser',
  }),
);
const recent = [recentCase('1.1', [carried, answered]), recentCase('1.0', [carried]), recentCase('0.9', null)]; // prettier-ignore

describe('what waits on the person at this seat', () => {
  it('is named once, with the version that was opened last', () => {
    const waiting = toWaiting(recent, buildIdentity(AUTHOR));
    expect(waiting.map(({ turn, recent: at }) => [turn.label, at.version])).toEqual([
      ['CH-01', '1.1'],
    ]);
  });

  it('is another thing for another person, and nothing for nobody', () => {
    expect(toWaiting(recent, buildIdentity(RAISER)).map(({ turn }) => turn.label)).toEqual([
      'CH-02',
    ]);
    expect(toWaiting(recent, null)).toEqual([]);
  });
});
