/**
 * The program is made for one version of Electron. Where that cannot be downloaded, development and
 * tests run on an older stand-in, which no longer gets security fixes and must never see a real case.
 */
import type { AppInfo } from '../../shared/ipc/contract.ts';

/** Major version that `package.json` pins; a test holds the two equal. */
export const PINNED_ELECTRON_MAJOR = 45;

/** True for a runtime older than the pinned one, and for text that is no version. */
export function isStandIn(electronVersion: string): boolean {
  const major = /^(\d+)\./.exec(electronVersion)?.[1];
  return major === undefined || Number(major) < PINNED_ELECTRON_MAJOR;
}

/** What `process` says; the first two versions are absent outside Electron. */
export interface RuntimeFacts {
  readonly platform: string;
  readonly versions: {
    readonly electron?: string;
    readonly chrome?: string;
    readonly node?: string;
  };
}

/** What the program shows of itself and of what it runs on. */
export function toAppInfo(version: string, runtime: RuntimeFacts): AppInfo {
  const { electron = '', chrome = '', node = '' } = runtime.versions;
  return {
    version,
    runtime: { electron, chrome, node, isStandIn: isStandIn(electron) },
    platform: runtime.platform,
  };
}
