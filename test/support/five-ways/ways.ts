/** Five ways to check an audit record that share as little as they can: each answers whether it accepts one. */
import { spawn } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { bundleFromJSON } from '@sigstore/bundle';
import { toSignedEntity, Verifier } from '@sigstore/verify';
import { runCli } from '../../../electron/cli/run.ts';
import { isRoot, root } from '../../../scripts/run.mjs';
import { findOnPath } from '../../../scripts/system-packages.mjs';
import { README_STEPS } from '../../../shared/export/readme-commands.ts';
import { listAll } from '../export-folder.ts';

export const WAYS = ['shell', 'cli', 'page', 'sigstore', 'python'] as const;
export type Way = (typeof WAYS)[number];

export const WAY_WORDS: Readonly<Record<Way, string>> = {
  shell: 'README commands',
  cli: 'countersign verify',
  page: 'verify.html',
  sigstore: '@sigstore/verify',
  python: 'examples/verify.py',
};

export interface Subject {
  readonly zip: string;
  readonly folder: string;
  /** SHA-256 of the first roster as somebody read it out over another channel. */
  readonly roster: string;
  /** Public keys that are known from elsewhere: base64 SPKI by key id. */
  readonly keys: ReadonlyMap<string, string>;
}

function run(command: string, args: readonly string[], cwd: string): Promise<{ status: number | null; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, text }));
  });
} // prettier-ignore

const FINGERPRINT = 'sha256sum < data/roster/roster-1.json | cut -c1-64';

async function byShell({ folder, roster }: Subject): Promise<boolean> {
  const printed = await run('bash', ['-c', FINGERPRINT], folder);
  if (printed.text.trim() !== roster) return false;
  for (const { command } of README_STEPS) {
    const { status, text } = await run('bash', ['-c', command], folder);
    // What the commands cannot check they say, and an outsider reads it.
    if (status !== 0 || text.includes('cannot be checked')) return false;
  }
  return true;
}

async function byCli({ zip, roster }: Subject): Promise<boolean> {
  let out = '';
  await runCli(['verify', zip, '--roster', roster, '--json'], { out: (text) => (out += text), error: () => undefined, version: '' }); // prettier-ignore
  return (JSON.parse(out) as { verdict: string }).verdict === 'consistent and trusted';
}

async function byPython({ zip, roster }: Subject): Promise<boolean> {
  const { text } = await run('python3', [path.join(root, 'examples/verify.py'), zip, '--roster', roster, '--json'], os.tmpdir()); // prettier-ignore
  return (JSON.parse(text) as { verdict: string }).verdict === 'consistent and trusted';
}

/** Sees envelopes and keys, nothing else: each envelope is verified with the key that was known before. */
async function bySigstore({ folder, keys }: Subject): Promise<boolean> {
  const verifier = new Verifier(
    {
      certificateAuthorities: [],
      timestampAuthorities: [],
      tlogs: [],
      ctlogs: [],
      publicKey: (hint) => {
        const spki = keys.get(hint);
        if (spki === undefined) throw new Error(`Nobody is known by ${hint}`);
        return { publicKey: createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' }), validFor: () => true }; // prettier-ignore
      },
    },
    { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 },
  );
  for (const name of (await listAll(folder)).filter((file) => file.endsWith('.dsse.json'))) {
    try {
      const envelope = JSON.parse(await readFile(path.join(folder, name), 'utf8')) as { signatures: { keyid: string }[] }; // prettier-ignore
      const bundle = {
        mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
        verificationMaterial: { publicKey: { hint: envelope.signatures[0]?.keyid ?? '' }, tlogEntries: [] }, // prettier-ignore
        dsseEnvelope: envelope,
      };
      verifier.verify(toSignedEntity(bundleFromJSON(bundle)));
    } catch {
      return false;
    }
  }
  return true;
}

export interface PageChecker {
  accepts(subject: Subject): Promise<boolean>;
  close(): Promise<void>;
}

/** The page in the system's Chromium, offline; null where there is no Chromium. */
export async function openPageChecker(pageFile: string): Promise<PageChecker | null> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? findOnPath('chromium');
  if (executablePath === null) return null;
  const browser: Browser = await chromium.launch({ executablePath, chromiumSandbox: !isRoot, args: ['--disable-gpu'] }); // prettier-ignore
  const context = await browser.newContext({ offline: true });
  const page: Page = await context.newPage();
  await page.goto(`file://${pageFile}`);
  return {
    async accepts({ zip, roster }) {
      await page.reload();
      await page.setInputFiles('input[type=file]', zip);
      const headline = page.locator('.vfy h1');
      await headline.waitFor();
      const groups = (await page.locator('.card .fp').allInnerTexts()).join('').replace(/\s/g, '');
      if (groups === roster) {
        await page.getByRole('button', { name: 'I compared it, it is the same' }).click();
        await page.getByText('compared by you, the same').waitFor();
      }
      return (await headline.innerText()) === 'Consistent and trusted.';
    },
    close: () => browser.close(),
  };
}

/** What each way answers. A page checker that is null is left out. */
export async function askAll(subject: Subject, page: PageChecker | null): Promise<Readonly<Partial<Record<Way, boolean>>>> {
  const [shell, cli, sigstore, python, pageAnswer] = await Promise.all([
    byShell(subject), byCli(subject), bySigstore(subject), byPython(subject), page?.accepts(subject),
  ]);
  return { shell, cli, sigstore, python, ...(pageAnswer === undefined ? {} : { page: pageAnswer }) };
} // prettier-ignore

export async function makeWorkFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'countersign-five-ways-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
