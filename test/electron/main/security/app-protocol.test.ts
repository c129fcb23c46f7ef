import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { respond } from '../../../../electron/main/security/app-protocol.ts';
import { HOSTILE_ADDRESSES } from '../hostile-addresses.ts';

vi.mock('electron', () => import('../fake-electron.ts'));

let base: string;
let folder: string;

beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'countersign-protocol-'));
  folder = path.join(base, 'renderer');
  await mkdir(path.join(folder, 'assets'), { recursive: true });
  await mkdir(path.join(base, 'renderer-evil'));
  await writeFile(path.join(folder, 'index.html'), '<!doctype html>');
  await writeFile(path.join(folder, 'assets', 'a.js'), 'export {};');
  await writeFile(path.join(folder, 'assets', 'a.exe'), 'MZ');
  await writeFile(path.join(base, 'secret.js'), 'secret');
  await writeFile(path.join(base, 'renderer-evil', 'a.js'), 'secret');
});

afterEach(() => rm(base, { recursive: true, force: true }));

function get(address: string): Promise<Response> {
  return respond(folder, 'GET', address);
}

describe('app://countersign', () => {
  it.each([
    ['app://countersign/', 'text/html; charset=utf-8', '<!doctype html>'],
    ['app://countersign/index.html?a=1#b', 'text/html; charset=utf-8', '<!doctype html>'],
    ['app://countersign/assets/a.js', 'text/javascript; charset=utf-8', 'export {};'],
  ])('serves %s with its type', async (address, type, text) => {
    const response = await get(address);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(await response.text()).toBe(text);
  });

  it('sends the content security policy with pages, scripts and refusals alike', async () => {
    for (const address of [
      'app://countersign/',
      'app://countersign/assets/a.js',
      'app://countersign/no',
    ]) {
      const { headers } = await get(address);
      const policy = headers.get('content-security-policy') ?? '';
      const directives = policy.split('; ');
      expect(directives).toContain("default-src 'none'");
      expect(directives).toContain("connect-src 'none'");
      expect(directives).toContain("script-src 'self'");
      expect(directives).toContain("require-trusted-types-for 'script'");
      expect(policy).not.toMatch(/unsafe|https?:|data:|\*/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  it.each([
    'app://countersign/assets',
    'app://countersign/none.js',
    'app://countersign/assets/a.exe',
    'app://countersign/%2e%2e%2fsecret.js',
    'app://countersign/..%2fsecret.js',
    'app://countersign/assets/..%2f..%2fsecret.js',
    'app://countersign/..%2frenderer-evil%2fa.js',
    'app://countersign/..%5csecret.js',
    'app://countersign/index.html%00.js',
    'app://countersign/%',
  ])('does not serve %s', async (address) => {
    const response = await get(address);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  it.each(HOSTILE_ADDRESSES)('does not serve "%s"', async (address) => {
    expect((await get(address)).status).toBe(404);
  });

  it('follows no link out of the folder', async () => {
    await symlink(path.join(base, 'secret.js'), path.join(folder, 'link.js'));
    await symlink(base, path.join(folder, 'up'));
    expect((await get('app://countersign/link.js')).status).toBe(404);
    expect((await get('app://countersign/up/secret.js')).status).toBe(404);
  });

  it('answers HEAD without a body and refuses every other method', async () => {
    const head = await respond(folder, 'HEAD', 'app://countersign/');
    expect([head.status, await head.text()]).toEqual([200, '']);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'get']) {
      expect((await respond(folder, method, 'app://countersign/')).status).toBe(405);
    }
  });
});
