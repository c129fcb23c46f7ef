import { expect, it } from 'vitest';
import { isOwnWorker } from '../../renderer/trusted-types.ts';

const page = { href: 'app://countersign/index.html', protocol: 'app:', host: 'countersign' };

it('lets only the parser of this program through', () => {
  expect(isOwnWorker('app://countersign/assets/parse-worker-BCGZuuos.js', page)).toBe(true);
  expect(isOwnWorker('assets/parse-worker-a_b.js', page)).toBe(true);
  expect(isOwnWorker('assets/argument-worker-a_b.js', page)).toBe(true);
  expect(isOwnWorker('assets/search-worker-a_b.js', page)).toBe(true);
});

it.each([
  'app://other/assets/parse-worker-a.js',
  'https://countersign/assets/parse-worker-a.js',
  'app://countersign/assets/other.js',
  'app://countersign/assets/parse-worker-a.js.map',
  'blob:app://countersign/parse-worker-a.js',
  'data:text/javascript,parse-worker-a.js',
])('refuses %s', (address) => {
  expect(isOwnWorker(address, page)).toBe(false);
});
