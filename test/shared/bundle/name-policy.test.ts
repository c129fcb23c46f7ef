import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLookAlikes, foldName, skeletonOf } from '../../../shared/bundle/name-fold.ts';
import {
  checkName,
  checkNames,
  isNameHazard,
  LIMITS,
  utf8Length,
} from '../../../shared/bundle/name-policy.ts';

const codeOf = (path: string): string | null => checkName(path)?.code ?? null;

describe('checkName', () => {
  it('accepts what the rules allow', () => {
    for (const path of ['data/case.yaml', 'data/Núñez (1)_+,=@.md', 'data/数据/é.csv', 'a'.repeat(200), 'data/con-1.txt', 'data/a..b', 'data/console.log', 'data/COM10.txt']) {
      expect(checkName(path), path).toBeNull();
    }
  }); // prettier-ignore

  it.each([
    ['', 'name-empty'],
    ['data//a', 'name-empty'],
    ['data/a/', 'name-empty'],
    ['/etc/passwd', 'name-absolute'],
    ['C:/evil.txt', 'name-absolute'],
    ['c:evil.txt', 'name-absolute'],
    ['../a', 'name-escapes'],
    ['data/../../a', 'name-escapes'],
    ['data/./a', 'name-escapes'],
    ['data\\a', 'name-backslash'],
    ['data/a:b', 'name-not-portable'],
    ['data/a*', 'name-not-portable'],
    ['data/a?', 'name-not-portable'],
    ['data/"a"', 'name-not-portable'],
    ['data/<a>', 'name-not-portable'],
    ['data/a|b', 'name-not-portable'],
    ['data/50%', 'name-character'],
    ["data/it's", 'name-character'],
    ['data/a\nb', 'name-control'],
    ['data/a\u0000b', 'name-control'],
    ['data/a\u0085b', 'name-control'],
    ['data/invoice\u202egnp.exe', 'name-invisible'],
    ['data/a\u200db', 'name-invisible'],
    ['data/a\u00adb', 'name-invisible'],
    ['data/a\ufeff', 'name-invisible'],
    ['data/a\u3164b', 'name-invisible'],
    ['data/CON', 'name-reserved'],
    ['data/aux.txt', 'name-reserved'],
    ['data/Lpt9.tar.gz', 'name-reserved'],
    ['data/com\u00b9.txt', 'name-reserved'],
    ['data/nul .txt', 'name-reserved'],
    ['__proto__', 'name-prototype'],
    ['data/constructor/a', 'name-prototype'],
    ['data/a.', 'name-edge'],
    ['data/a ', 'name-edge'],
    ['data/.hidden', 'name-edge-start'],
    ['data/ a', 'name-edge-start'],
    ['data/cafe\u0301.md', 'name-not-nfc'],
    ['data/\ud800', 'name-surrogate'],
    ['a'.repeat(201), 'name-too-long'],
    [`${'a'.repeat(150)}/${'b'.repeat(100)}`, 'name-too-long'],
    ['é'.repeat(101), 'name-too-long'],
    [Array.from({ length: 17 }, () => 'a').join('/'), 'name-too-deep'],
  ])('refuses %j as %s', (path, code) => {
    expect(codeOf(path)).toBe(code);
  });

  it('names a hazard before any other rule, wherever in the path it stands', () => {
    expect(codeOf("data/it's/../../a")).toBe('name-escapes');
    expect(codeOf(`data/${'x'.repeat(300)}/a:b`)).toBe('name-not-portable');
  });

  it('writes out what a person cannot see', () => {
    expect(checkName('data/a\u202eb')?.message).toContain('U+202E');
  });

  it('never accepts a path that could leave its folder on any system', () => {
    const part = fc.constantFrom('..', '.', '', 'a', '/', '\\', 'C:', '~', '%', ':', 'b c', '\0');
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
        const path = parts.join('/');
        if (checkName(path) !== null) return;
        const at: string[] = [];
        for (const segment of path.split(/[\\/]/u)) {
          if (segment === '..') at.pop();
          else at.push(segment);
          expect(at.length).toBeGreaterThan(0);
        }
        expect(path).not.toMatch(/^(?:\/|\\|[A-Za-z]:)|\.\.|\\|:/u);
      }),
    );
  });
});

describe('checkNames', () => {
  it.each([
    [['data/A.md', 'data/a.md']],
    [['data/café.md', 'data/cafe\u0301.md']],
    [['data/straße.md', 'data/STRASSE.md']],
    [['data/a', 'data/a/b']],
    [['Data/x', 'data/y']],
    [['data/a', 'data/a']],
  ])('finds the collision in %j', (paths) => {
    expect(checkNames(paths).some((problem) => problem.code === 'name-collision')).toBe(true);
  });

  it('lists every problem and is linear enough for the largest bundle', () => {
    const paths = Array.from(
      { length: LIMITS.entries },
      (_, index) => `data/evidence/file-${index}.csv`,
    );
    const started = performance.now();
    expect(checkNames(paths)).toEqual([]);
    expect(checkNames([...paths, '../a', 'data/CON'])).toHaveLength(2);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('keeps hazards apart from the rules of a sealed bundle only', () => {
    const soft = checkNames(['data/%test2.txt', 'data/.DS_Store', 'data/cafe\u0301.md']);
    expect(soft.map(isNameHazard)).toEqual([false, false, false]);
    expect(checkNames(['../a']).map(isNameHazard)).toEqual([true]);
  });
});

describe('names that look alike', () => {
  it('are found across scripts and between digits and letters', () => {
    expect(findLookAlikes(['data/paypal.md', 'data/pаypal.md', 'data/EO1.csv', 'data/E01.csv', 'data/other'])).toEqual([
      ['data/paypal.md', 'data/pаypal.md'],
      ['data/EO1.csv', 'data/E01.csv'],
    ]);
    expect(skeletonOf('Ρауρаl')).toBe(skeletonOf('Paypal'));
  }); // prettier-ignore

  it('are not found between names that a person can tell apart', () => {
    expect(
      findLookAlikes(['data/E01.csv', 'data/E02.csv', 'data/café.md', 'data/cafe.md']),
    ).toEqual([]);
  });

  it('fold to one form only if letter case or Unicode form is all that differs', () => {
    expect(foldName('ΣΊΣΥΦΟΣ')).toBe(foldName('σίσυφος'));
    expect(foldName('a')).not.toBe(foldName('á'));
  });
});

it('utf8Length counts as an encoder does', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      (text) => utf8Length(text) === new TextEncoder().encode(text).length,
    ),
  );
});
