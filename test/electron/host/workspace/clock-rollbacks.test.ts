import { describe, expect, it } from 'vitest';
import {
  explainRollback,
  unexplainedRollbacks,
} from '../../../../electron/host/workspace/clock-rollbacks.ts';
import { refusalOfAsync } from '../../../support/refusals.ts';
import { reopenRecordLog } from '../../../support/open-record-log.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';
import { buildSeatKey } from '../../../support/trust-builders.ts';

const TIMES = [
  '2026-11-20T12:00:00Z',
  '2026-11-20T11:00:00Z',
  '2026-11-20T12:30:00Z',
  '2010-01-01T00:00:00Z',
];

describe('a clock that went back', () => {
  it('waits for a reason until a person gives one, which is an entry of its own, also after the next start', async () => {
    const folder = await makeTempFolder();
    let now = TIMES[0] ?? '';
    const options = { seatKey: buildSeatKey(), clock: { now: () => now }, publicKeyOf: () => null };
    const log = await reopenRecordLog(folder, options);
    for (const time of TIMES) {
      now = time;
      await log.addEvent({ type: 'bundle-refused', reason: 'x' });
    }
    const [first, second, ...more] = unexplainedRollbacks(log);
    expect(more).toEqual([]);
    expect([first?.seq, second?.seq]).toEqual([1, 4]);
    expect(first?.message).toBe('The clock of this computer went back from 2026-11-20T12:00:00Z to 2026-11-20T11:00:00Z');
    if (second === undefined) throw new Error('There are two');
    const actor = 'ab'.repeat(32);
    await explainRollback(log, second, 'The battery of the clock was empty.', actor);
    expect(log.ownEntries().at(-1)?.entry).toMatchObject({ type: 'clock-explained', reason: 'The battery of the clock was empty.', actor });
    // It is about the entry that it names, by its hash.
    expect(log.ownEntries().at(-1)?.entry.obj['entry']).toBe(log.ownEntries()[5]?.entry.prev);
    expect(unexplainedRollbacks(log)).toEqual([first]);
    expect((await refusalOfAsync(explainRollback(log, second, 'Again.', null))).code).toBe('not-found');
    expect((await refusalOfAsync(explainRollback(log, { origin: second.origin, seq: 0 }, 'x', null))).code).toBe('not-found');
    expect(unexplainedRollbacks(await reopenRecordLog(folder, options))).toEqual([first]);
  });
}); // prettier-ignore
