import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInside, resolveWithin } from '../../../../electron/main/security/resolve-within.ts';

const POSIX = '/opt/countersign/renderer';
const WINDOWS = 'C:\\Program Files\\Countersign\\renderer';

describe('resolveWithin', () => {
  it.each([
    ['/index.html', `${POSIX}/index.html`],
    ['/assets/a.js', `${POSIX}/assets/a.js`],
    ['/assets/../index.html', `${POSIX}/index.html`],
    ['/with%20space.css', `${POSIX}/with space.css`],
    ['/%C3%A9.css', `${POSIX}/é.css`],
    ['//index.html', `${POSIX}/index.html`],
    ['index.html', `${POSIX}/index.html`],
    // Decoded once only: what is left is a strange name inside the folder.
    ['/%252e%252e/a', `${POSIX}/%2e%2e/a`],
  ])('finds %s inside the folder', (address, expected) => {
    expect(resolveWithin(POSIX, address, path.posix)).toBe(expected);
  });

  const outside = [
    '', '/', '/.', '/..', '/../', '/../renderer', '/../renderer-evil/a.js', '/../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd', '/%2E%2E%2F%2E%2E%2Fetc%2Fpasswd', '/assets/%2e%2e/%2e%2e/a',
    '/..\\..\\a', '/..%5c..%5ca', '/a\\b', '/C:/Windows/win.ini', '/C%3A%5CWindows', '/index.html::$DATA',
    '/index.html%00.png', '/%', '/%zz', '/%ff', '/%c0%ae%c0%ae/a',
  ]; // prettier-ignore

  it.each(outside)('refuses "%s" with either kind of path', (address) => {
    expect(resolveWithin(POSIX, address, path.posix)).toBeNull();
    expect(resolveWithin(WINDOWS, address, path.win32)).toBeNull();
  });

  it('finds files below a folder that is a root', () => {
    expect(resolveWithin('/', '/a', path.posix)).toBe('/a');
    expect(resolveWithin('C:\\', '/a', path.win32)).toBe('C:\\a');
  });

  it('never leaves the folder, whatever is asked for', () => {
    const piece = fc.constantFrom(
      '..', '.', '%2e', '%2e%2e', '%2f', '/', '//', '\\', '%5c', 'a', 'renderer', '-evil', ':', '%00', '~',
    ); // prettier-ignore
    const address = fc
      .array(fc.oneof(piece, fc.string()), { maxLength: 12 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(address, (asked) => {
        for (const [folder, flavour] of [[POSIX, path.posix], [WINDOWS, path.win32]] as const) {
          const found = resolveWithin(folder, asked, flavour);
          if (found === null) continue;
          const relative = flavour.relative(folder, found);
          expect(relative).not.toBe('');
          expect(relative.split(flavour.sep)[0]).not.toBe('..');
          expect(flavour.isAbsolute(relative)).toBe(false);
        }
      }),
      { numRuns: 2_000 },
    ); // prettier-ignore
  });
});

describe('isInside', () => {
  it('does not take a sibling whose name begins alike', () => {
    expect(isInside('/data/app', '/data/app-evil/x', path.posix)).toBe(false);
    expect(isInside('/data/app', '/data/app/x', path.posix)).toBe(true);
    expect(isInside('/data/app', '/data/app', path.posix)).toBe(false);
  });
});
