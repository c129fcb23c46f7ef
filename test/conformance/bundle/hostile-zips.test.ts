import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BundleRefused, openBundle } from '../../../electron/host/bundle/open-bundle.ts';
import { countAsCase } from '../../support/conformance-count.ts';
import { conformancePath } from '../../support/conformance.ts';

const folder = conformancePath('vectors', 'own-hostile-zips');
const isThere = existsSync(folder);
if (!isThere) console.warn(`Skipped: the hostile ZIPs are not at ${folder}.`);

/** The rule that each one breaks. Several break more than one; all are listed on refusal. */
const REASONS: Readonly<Record<string, string>> = {
  'abs.zip': 'name-absolute',
  'backslash.zip': 'name-backslash',
  'bidi.zip': 'name-invisible',
  'bomb.zip': 'zip-ratio',
  'case.zip': 'name-collision',
  'ctrl.zip': 'name-control',
  'drive.zip': 'name-absolute',
  'dup.zip': 'name-collision',
  'lie.zip': 'zip-size-differs',
  'mismatch.zip': 'zip-disagrees',
  'nfc.zip': 'name-collision',
  'prepend.zip': 'zip-prepended',
  'proto.zip': 'name-prototype',
  'reserved.zip': 'name-reserved',
  'slip.zip': 'name-escapes',
  'symlink.zip': 'zip-link',
};

let outside: string;
let store: string;
beforeEach(() => {
  outside = mkdtempSync(path.join(tmpdir(), 'hostile-'));
  store = path.join(outside, 'a', 'b', 'store');
});
afterEach(() => {
  rmSync(outside, { recursive: true, force: true });
});

describe.skipIf(!isThere)('hostile ZIPs', () => {
  it('are the sixteen that are known', () => {
    expect(readdirSync(folder).filter((name) => name.endsWith('.zip'))).toEqual(
      Object.keys(REASONS),
    );
  });

  it.each(Object.entries(REASONS))(
    'refuses %s by rule %s and leaves nothing on disk',
    async (name, reason) => {
      countAsCase('Hostile ZIPs');
      const error: unknown = await openBundle(path.join(folder, name), { store }).catch(
        (failure: unknown) => failure,
      );
      if (!(error instanceof BundleRefused)) throw error;
      expect(error.code).toBe('bundle-refused');
      expect(error.problems.map((problem) => problem.code).join(' ')).toContain(reason);
      expect(error.problems.every((problem) => problem.rule !== '' && problem.message !== '')).toBe(
        true,
      );
      expect(readdirSync(outside)).toEqual([]);
    },
  );

  it('takes less than two seconds of work and 100 MB for the bomb and the lie', async () => {
    // Time of the processor, which other work on the same machine does not lengthen much.
    const before = { cpu: process.cpuUsage(), memory: process.resourceUsage().maxRSS };
    for (const name of ['bomb.zip', 'lie.zip']) {
      await expect(openBundle(path.join(folder, name), { store })).rejects.toThrow(BundleRefused);
    }
    const { user, system } = process.cpuUsage(before.cpu);
    expect((user + system) / 1e6).toBeLessThan(2);
    expect((process.resourceUsage().maxRSS - before.memory) / 1024).toBeLessThan(100);
    expect(readdirSync(outside)).toEqual([]);
  });
});
