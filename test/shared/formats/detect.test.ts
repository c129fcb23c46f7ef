import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../../shared/formats/detect.ts';
import type { Detected } from '../../../shared/formats/detect.ts';

describe('the format of a file', () => {
  it.each<[Detected, string, string]>([
    ['gsn2x', 'a.gsn.yaml', 'G1:\n  text: a\n  status: done\n'],
    ['gsn2x', 'a.yml', ''],
    ['own', 'a.yaml', 'G1:\n  kind: goal\n'],
    ['own', 'a.yaml', 'Claim:\n  "supportMode": any_of\n'],
    ['gsn2x', 'a.yaml', 'G1:\n  text: this is of a kind\n'],
    ['tea', 'case.json', '{"version": "1.0", "tree": {}}'],
    ['tea', 'case', '\ufeff {"elements": []}'],
    [null, 'package.json', '{"name": "x"}'],
    ['sacm', 'a.xml', '<?xml version="1.0"?>\n<argument:ArgumentPackage/>'],
    ['asce', 'a.xml', '<asce-network version="1.0"/>'],
    ['asce', 'a.axml', '<network/>'],
    [null, 'a.xml', '<svg/>'],
    ['ltac', 'a.ltac', 'anything'],
    ['ltac', 'a.txt', '# comment\n\n- Claim C1: a\n'],
    [null, 'a.txt', '- buy milk\n'],
    ['markdown', 'a.md', '- Claim C1: a\n'],
    [null, 'a.bin', '\u0000\u0001'],
  ])('is %s for %s', (format, name, text) => {
    expect(detectFormat(name, text)).toBe(format);
  });

  it('is told in time for a text of blanks and comments', () => {
    expect(detectFormat('a.txt', `${' '.repeat(200_000)}x`)).toBeNull();
    expect(detectFormat('a.txt', '#\n'.repeat(200_000))).toBeNull();
  });
});
