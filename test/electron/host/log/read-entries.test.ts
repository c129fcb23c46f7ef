// A log that is read part by part must be read as `checkLog` reads it, line by line.
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../../electron/host/crypto.ts';
import { readEntries } from '../../../../electron/host/log/inspect-journal.ts';
import { concatBytes, toHex, utf8Encode } from '../../../../shared/trust/bytes.ts';
import { FIRST_PREV, toEntryLine } from '../../../../shared/trust/log-entry.ts';
import { checkLog, splitLines } from '../../../../shared/trust/log.ts';
import { leafHash } from '../../../../shared/trust/merkle.ts';

/** Some of the lines hold text that is not ASCII; one is longer than a part. */
function buildLog(count: number): Uint8Array {
  const lines: Uint8Array[] = [];
  let prev = FIRST_PREV;
  for (let seq = 0; seq < count; seq += 1) {
    const reason = seq % 700 === 699 ? 'Größe' : seq === 100 ? 'x'.repeat(60_000) : null;
    const line = utf8Encode(toEntryLine({ actor: null, obj: {}, prev, reason, seq, time: '2026-11-21T09:30:00Z', type: 'note' })); // prettier-ignore
    prev = toHex(leafHash(line, nodeCrypto));
    lines.push(line, new Uint8Array([10]));
  }
  return concatBytes(...lines);
}

describe('entries.jsonl, read part by part', () => {
  const sound = buildLog(2_000);
  const changed = sound.slice();
  changed[300_000] = 0xff;

  it.each([
    ['nothing', new Uint8Array(0)],
    ['one line feed', utf8Encode('\n')],
    ['no line feed', utf8Encode('abc')],
    ['one entry', buildLog(1)],
    ['many entries', sound],
    ['many entries and a part of one', sound.subarray(0, -5)],
    ['a byte that is no text', changed],
    ['one line that is longer than a part', concatBytes(new Uint8Array(400_000).fill(120), utf8Encode('\n\nabc\n'))], // prettier-ignore
  ])('is the same log where it holds %s', async (_, bytes) => {
    const { lines, rest } = splitLines(bytes);
    const [expected, read] = [checkLog(lines, nodeCrypto), await readEntries(bytes)];
    const found = read.log.finish(null);
    expect(read.rest).toEqual(rest);
    expect(read.log.size()).toBe(lines.length);
    expect(found.firstBad).toEqual(expected.firstBad);
    expect(found.entries).toEqual(expected.entries);
    expect(found.readable).toEqual(expected.readable);
    expect(found.tree.compactAt(lines.length)).toEqual(expected.tree.compactAt(lines.length));
  });
});
