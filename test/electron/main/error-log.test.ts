import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openErrorLog } from '../../../electron/main/error-log.ts';
import { setupProcessFaults } from '../../../electron/main/process-faults.ts';
import { createMemoryLog } from './memory-log.ts';

const NOW = () => new Date('2026-11-20T10:11:12.000Z');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'countersign-log-'));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the error log', () => {
  it('keeps time, place, stack and cause, readable by its owner only', () => {
    const log = openErrorLog(path.join(folder, 'logs'), NOW);
    log.write('call case.get', new Error('outer', { cause: new TypeError('inner') }));
    const text = readFileSync(log.file, 'utf8');
    expect(text).toMatch(/^2026-11-20T10:11:12\.000Z call case\.get: Error: outer\n\s+at /);
    expect(text).toContain('caused by TypeError: inner');
    if (process.platform !== 'win32') expect(statSync(log.file).mode & 0o777).toBe(0o600);
  });

  it('never grows past two files of its limit and one entry', () => {
    const log = openErrorLog(folder, NOW, 10_000);
    for (let index = 0; index < 100; index += 1) log.write(`fault ${index}`, 'x'.repeat(100_000));
    expect(statSync(log.file).size).toBeLessThan(10_000 + 17_000);
    expect(statSync(`${log.file}.1`).size).toBeLessThan(10_000 + 17_000);
    expect(readFileSync(log.file, 'utf8')).toContain('fault 99');
  });

  it('does not throw where it cannot be written', () => {
    const blocked = path.join(folder, 'file');
    writeFileSync(blocked, '');
    const log = openErrorLog(path.join(blocked, 'logs'), NOW);
    log.write('start', new Error('the fault that came first'));
    expect(process.stderr.write).toHaveBeenCalledWith(
      expect.stringContaining('the fault that came first'),
    );
  });
});

describe('setupProcessFaults', () => {
  const names = ['unhandledRejection', 'uncaughtException'] as const;

  it('logs a rejection and goes on, logs an exception and stops', () => {
    const before = names.map((name) => process.listeners(name as 'uncaughtException'));
    const log = createMemoryLog();
    const stop = vi.fn();
    setupProcessFaults({ log, stop });
    const [onRejection, onException] = names.map((name, index) => {
      const added = process
        .listeners(name as 'uncaughtException')
        .find((one) => !before[index]?.includes(one));
      if (added === undefined) throw new Error(`Nobody listens to ${name}`);
      process.removeListener(name, added);
      return added;
    });
    const fault = new Error('fault');
    onRejection?.(fault, 'uncaughtException');
    expect(log.entries).toEqual([{ where: 'unhandled rejection', error: fault }]);
    expect(stop).not.toHaveBeenCalled();
    onException?.(fault, 'uncaughtException');
    expect(log.entries).toHaveLength(2);
    expect(stop).toHaveBeenCalledOnce();
  });
});
