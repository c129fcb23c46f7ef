import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import {
  isStandIn,
  PINNED_ELECTRON_MAJOR,
  toAppInfo,
} from '../../../electron/main/runtime-notice.ts';
import { DESK_COLOUR } from '../../../electron/main/theme.ts';
import { appInfo } from '../../../shared/ipc/contract.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

function readProjectFile(name: string): string {
  return readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');
}

describe('the runtime notice', () => {
  it('knows the version that package.json pins', () => {
    const { devDependencies } = JSON.parse(readProjectFile('package.json')) as {
      devDependencies: Record<string, string>;
    };
    expect(devDependencies['electron']?.split('.')[0]).toBe(String(PINNED_ELECTRON_MAJOR));
  });

  it('calls every older runtime a stand-in, and what names no version too', () => {
    for (const older of ['25.1.1', '44.9.9', '9.0.0', '', 'x', '.45'])
      expect(isStandIn(older)).toBe(true);
    for (const official of ['45.4.1', '45.0.0', '46.1.0', '100.0.0'])
      expect(isStandIn(official)).toBe(false);
  });

  it('tells the page what the contract asks for', () => {
    const info = toAppInfo('0.1.0', process);
    expect(appInfo.parse(info)).toEqual(info);
    expect(info.runtime).toMatchObject({ node: process.versions.node, isStandIn: true });
  });
});

describe('the colour behind the page', () => {
  it('is that of the panes in both themes', () => {
    const desk = /--desk:\s*light-dark\((#\w{6}), (#\w{6})\)/.exec(
      readProjectFile('renderer/styles/tokens.css'),
    );
    expect(desk?.slice(1)).toEqual([DESK_COLOUR.light, DESK_COLOUR.dark]);
  });
});
