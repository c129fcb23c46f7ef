import { describe, expect, it, vi } from 'vitest';
import type { WebContents } from 'electron';
import { sendEvent } from '../../../../electron/main/ipc/send-event.ts';
import { FakeWebContents } from '../fake-electron.ts';

vi.mock('electron', () => import('../fake-electron.ts'));

function asContents(fake: FakeWebContents): WebContents {
  return fake as unknown as WebContents;
}

describe('sendEvent', () => {
  it('sends what the contract names and drops the rest', () => {
    const contents = new FakeWebContents();
    const payload = { operation: 'a', path: '/home/someone/case.safetycase' };
    sendEvent(asContents(contents), 'open.caseOpened', payload);
    expect(contents.sent).toEqual([
      { channel: 'countersign:event:open.caseOpened', payload: { operation: 'a' } },
    ]);
  });

  it('throws for a payload that does not fit, and sends nothing', () => {
    const contents = new FakeWebContents();
    const wrong = 'format-disk' as 'open';
    expect(() => {
      sendEvent(asContents(contents), 'menu.command', wrong);
    }).toThrow();
    expect(contents.sent).toEqual([]);
  });

  it('does nothing once the window is gone', () => {
    const contents = new FakeWebContents();
    contents.destroy();
    sendEvent(asContents(contents), 'review.changed', undefined);
    expect(contents.sent).toEqual([]);
  });
});
