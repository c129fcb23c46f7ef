import { cp, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { BundleRefused, openBundle, readBundleFile, sweepStore, verifyStoredBundle } from '../../../../electron/host/bundle/open-bundle.ts'; // prettier-ignore
import type { OpenProgress } from '../../../../electron/host/bundle/open-bundle.ts';
import { safetyCase as safetyCaseSchema } from '../../../../shared/case/model.ts';
import { bundleScript } from '../../../support/bundle-script.ts';
import { refusalOfAsync } from '../../../support/refusals.ts';
import { listTree } from '../../../support/list-tree.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';
import {
  examples,
  flipByte,
  makeFolder,
  makeSampleBag,
  openFresh,
  sampleSource,
  sampleZip,
  toBagFiles,
} from './sample.ts';

const DIGEST = '30274e027eb1a23c1ef4409dfa081b4ca8132fb6fc6e89f861f452247394a26d';

describe('opening a sealed bundle', () => {
  it('keeps its files under its digest and nothing else', async () => {
    const { safetyCase, storedAt, store, manifest } = await openFresh(sampleZip);
    expect(safetyCaseSchema.parse(safetyCase)).toEqual(safetyCase);
    expect(safetyCase).toMatchObject({
      seal: 'sealed', bundleDigest: DIGEST, id: 'FL-SC-014', title: 'Marram-3 general availability', version: '1.0',
      subject: { model: 'Marram-3', build: 'm3-r7', configuration: 'DC-4' }, topNode: 'G1', warnings: [],
    });
    expect([safetyCase.nodes.length, safetyCase.documents.length, safetyCase.evidence.length, safetyCase.people.length]).toEqual([88, 3, 25, 17]);
    expect(storedAt).toBe(path.join(store, DIGEST));
    expect((await listTree(store)).filter((name) => /^[^/]+\/(?:[^/]+\/?)?$/u.test(name))).toEqual([`${DIGEST}/`, `${DIGEST}/bag-info.txt`, `${DIGEST}/bagit.txt`, `${DIGEST}/data/`, `${DIGEST}/manifest-sha256.txt`, `${DIGEST}/tagmanifest-sha256.txt`]);
    expect(manifest.map((file) => file.path)).toContain('data/evidence/E01_ctf_results.csv');
  }); // prettier-ignore

  it('gives the same case from a folder as from the ZIP', async () => {
    const fromZip = await openFresh(sampleZip);
    const fromFolder = await openFresh(await makeSampleBag());
    expect(fromFolder.safetyCase).toEqual(fromZip.safetyCase);
    expect(fromFolder.storedAt).not.toBe(fromZip.storedAt);
  });

  it('is unmoved by later changes of the folder that it came from', async () => {
    const bag = await makeSampleBag();
    const { storedAt } = await openFresh(bag);
    await flipByte(path.join(bag, 'data/argument.yaml'), 100);
    expect(await verifyStoredBundle(storedAt, DIGEST)).toEqual([]);
  });

  it('checks the kept copy again, and replaces one that was damaged', async () => {
    const { store, storedAt } = await openFresh(sampleZip);
    expect((await openBundle(sampleZip, { store })).safetyCase.warnings).toEqual([]);
    await flipByte(path.join(storedAt, 'data/argument.yaml'), 100);
    expect((await verifyStoredBundle(storedAt, DIGEST)).map((problem) => problem.file)).toEqual([
      'data/argument.yaml',
    ]);
    const again = await openBundle(sampleZip, { store });
    expect(again.safetyCase.warnings[0]).toMatch(/damaged and was replaced/u);
    expect(await verifyStoredBundle(storedAt, DIGEST)).toEqual([]);
    expect((await listTree(store)).filter((name) => !name.startsWith(DIGEST))).toEqual([]);
  });

  it('says how far it is, step by step and never backwards', async () => {
    const seen: OpenProgress[] = [];
    await openBundle(sampleZip, {
      store: await makeTempFolder(),
      onProgress: (progress) => seen.push(progress),
    });
    expect([...new Set(seen.map((progress) => progress.step))]).toEqual([
      'reading',
      'checking',
      'parsing',
    ]);
    expect(seen.every((progress, at) => progress.done >= (seen[at - 1]?.done ?? 0))).toBe(true);
    expect(seen[seen.length - 1]).toMatchObject({ done: seen[seen.length - 1]?.total });
  });

  it('leaves nothing when it is cancelled, at whichever step', async () => {
    for (const step of ['reading', 'checking', 'parsing'] as const) {
      for (const source of [sampleZip, await makeSampleBag()]) {
        const folder = await makeTempFolder();
        const abort = new AbortController();
        const onProgress = (progress: OpenProgress): void => {
          if (progress.step === step) abort.abort();
        };
        const error = await refusalOfAsync(openBundle(source, { store: path.join(folder, 'store'), onProgress, signal: abort.signal }));
        expect(error.code).toBe('cancelled');
        expect(await listTree(folder)).toEqual([]);
      }
    }
    const abort = new AbortController();
    abort.abort();
    expect((await refusalOfAsync(openBundle(sampleZip, { store: await makeTempFolder(), signal: abort.signal }))).code).toBe('cancelled');
  }); // prettier-ignore

  it('forgets what a crash left of earlier openings', async () => {
    const { store } = await openFresh(sampleZip);
    await mkdir(path.join(store, '.opening-of-yesterday', 'data'), { recursive: true });
    await sweepStore(store);
    expect((await listTree(store)).filter((name) => !name.startsWith(DIGEST))).toEqual([]);
  });
});

describe('opening in a worker thread', () => {
  it('opens, reports progress, refuses with all details, and cancels without a trace', async () => {
    const script = fileURLToPath(new URL('../../../../electron/host/bundle/worker.ts', import.meta.url));
    const worker = await bundleScript(script, await makeTempFolder());
    const steps = new Set<string>();
    const store = path.join(await makeTempFolder(), 'store');
    const opened = await openBundle(sampleZip, { store, worker, onProgress: ({ step }) => steps.add(step) });
    expect(opened.safetyCase).toEqual((await openFresh(sampleZip)).safetyCase);
    expect([...steps]).toEqual(['reading', 'checking', 'parsing']);

    const bag = await makeSampleBag();
    await flipByte(path.join(bag, 'data/case.yaml'), 0);
    const error = await refusalOfAsync(openBundle(bag, { store, worker }));
    expect(error).toBeInstanceOf(BundleRefused);
    expect(error).toMatchObject({ code: 'bundle-refused', details: { manifestDigest: DIGEST, filesChecked: 36 } });
    expect(error.problems[0]).toMatchObject({ file: 'data/case.yaml', compared: { algorithm: 'sha256' } });

    const abort = new AbortController();
    const other = path.join(await makeTempFolder(), 'store');
    const cancelled = openBundle(sampleZip, { store: other, worker, signal: abort.signal, onProgress: () => abort.abort() });
    expect((await refusalOfAsync(cancelled)).code).toBe('cancelled');
    expect((await listTree(path.dirname(other))).filter((name) => name !== 'store/')).toEqual([]);
  }, 180_000); // prettier-ignore
});

describe('opening what is no sealed bundle', () => {
  it('reads a working folder in place as a draft that cannot be signed', async () => {
    const { safetyCase, storedAt, store } = await openFresh(sampleSource);
    expect(safetyCase).toMatchObject({ seal: 'draft', bundleDigest: null, id: 'FL-SC-014' });
    expect(safetyCase.draftReason).toBe('It is a folder without a manifest.');
    expect(safetyCase.nodes).toHaveLength(88);
    expect(storedAt).toBe(sampleSource);
    expect(await listTree(path.dirname(store))).toEqual([]);
    const file = safetyCase.files.find((item) => item.path === 'data/docs/01-case-report.md');
    const bytes = await readBundleFile(storedAt, 'data/docs/01-case-report.md', file?.sha256 ?? '');
    expect(
      Buffer.from(bytes).equals(await readFile(path.join(sampleSource, 'docs/01-case-report.md'))),
    ).toBe(true);
  });

  it('reads a folder that has data/ but no manifest', async () => {
    const folder = await makeFolder({});
    await cp(sampleSource, path.join(folder, 'data'), { recursive: true });
    const { safetyCase } = await openFresh(folder);
    expect(safetyCase).toMatchObject({ seal: 'draft', id: 'FL-SC-014' });
    expect(safetyCase.files).toHaveLength(32);
  });

  it('reads a lone argument file and a lone document', async () => {
    const argument = await openFresh(path.join(sampleSource, 'argument.yaml'));
    expect(argument.safetyCase).toMatchObject({ seal: 'draft', title: 'argument', draftReason: 'It is a single argument file.' });
    expect(argument.safetyCase.nodes).toHaveLength(88);
    expect(argument.safetyCase.files.map((file) => file.path)).toEqual(['data/argument.yaml']);
    const document = await openFresh(path.join(sampleSource, 'docs/01-case-report.md'));
    expect(document.safetyCase.documents).toMatchObject([{ path: '01-case-report.md', title: expect.stringMatching(/\w/u) as string }]);
  }); // prettier-ignore

  it('reads a foreign bag without data/case.yaml as a draft, from a folder and from a ZIP', async () => {
    const files = toBagFiles({ 'data/argument.yaml': 'G1: {text: A}\n' });
    const { safetyCase } = await openFresh(await makeFolder(files));
    expect(safetyCase).toMatchObject({ seal: 'draft', draftReason: 'It has no data/case.yaml.' });
    expect(safetyCase.nodes.map((node) => node.id)).toEqual(['G1']);
  });

  it('does not seal a foreign bag whose names or manifest break the rules of a bundle', async () => {
    const payload = { 'data/case.yaml': 'case: T\n', 'data/50%.md': 'x' };
    const files = toBagFiles(payload, { 'bagit.txt': 'BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n' });
    const { safetyCase } = await openFresh(await makeFolder(files));
    expect(safetyCase.seal).toBe('draft');
    expect(safetyCase.draftReason).toContain('50%.md');
    // The same without the bad name is a valid foreign bag with a SHA-256 manifest: it is sealed.
    const good = toBagFiles({ 'data/case.yaml': 'case: T\n' }, { 'bagit.txt': 'BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n' });
    expect((await openFresh(await makeFolder(good))).safetyCase.seal).toBe('sealed');
  }); // prettier-ignore

  it('leaves links in a working folder alone, and says so', async () => {
    const folder = await makeFolder({ 'argument.yaml': 'G1: {text: A}\n' });
    await symlink('/etc/hostname', path.join(folder, 'notes.md'));
    const { safetyCase } = await openFresh(folder);
    expect(safetyCase.files.map((file) => file.path)).toEqual(['data/argument.yaml']);
    expect(safetyCase.warnings).toEqual(['"notes.md" was left out. It is a link.']);
  });

  it('says what it is not', async () => {
    const folder = await makeFolder({ 'a.bin': 'x' });
    for (const [source, code] of [[folder, 'not-a-bundle'], [path.join(folder, 'a.bin'), 'not-a-bundle'], [path.join(folder, 'absent.safetycase'), 'unreadable-file']] as const) {
      expect((await refusalOfAsync(openFresh(source))).code).toBe(code);
    }
  }); // prettier-ignore
});

describe('a bundle whose case is not well-formed', () => {
  const CASE = 'case: T\ntitle: Test\nversion: "1"\n';
  it.each([
    ['broken YAML', { 'data/argument.yaml': 'G1:\n  text: "no end\n' }, 'yaml-invalid', /line \d+, column \d+/u],
    ['an id that stands twice', { 'data/argument.yaml': 'G1: {text: A}\nG2: {text: B}\nG1: {text: C}\n' }, 'duplicate-key', /line 3, column 1/u],
    ['an alias', { 'data/argument.yaml': 'G1: &a {text: A}\nG2: *a\n' }, 'yaml-alias', /line 2/u],
    ['a forbidden key', { 'data/argument.yaml': 'G1: {text: A, __proto__: {x: 1}}\n' }, 'forbidden-key', /line 1/u],
    ['evidence with one id twice', { 'data/evidence/index.yaml': 'evidence:\n- {id: E1, file: index.yaml}\n- {id: E1, file: index.yaml}\n' }, 'duplicate-id', /line 3/u],
    ['a digest in case.yaml that is not that of the manifest', { 'data/case.yaml': `${CASE}files:\n- {path: a.md, sha256: ${'0'.repeat(64)}}\n`, 'data/a.md': '# A\n' }, 'named-digest-differs', /data\/case.yaml, line 5/u],
    ['a digest in the evidence index that is not that of the manifest', { 'data/evidence/index.yaml': `evidence:\n- {id: E1, file: a.csv, sha256: ${'0'.repeat(64)}}\n`, 'data/evidence/a.csv': '1\n' }, 'named-digest-differs', /evidence\/index.yaml, line 2/u],
  ])('is refused for %s, with file and place', async (_, files, code, place) => {
    const parent = await makeTempFolder();
    const bag = await makeFolder(toBagFiles({ 'data/case.yaml': CASE, ...files }));
    const error = await refusalOfAsync(openBundle(bag, { store: path.join(parent, 'store') }));
    expect(error).toBeInstanceOf(BundleRefused);
    expect(error.problems.map((problem) => problem.code)).toEqual([code]);
    expect(error.problems[0]?.place).toMatch(place);
    expect(error.problems[0]?.file).toMatch(/^data\//u);
    expect(await listTree(parent)).toEqual([]);
    expect(({} as { x?: number }).x).toBeUndefined();
  }); // prettier-ignore

  it('is refused for an alias bomb within a second', async () => {
    const rows = 'abcdefghi'.split('').map((letter, at, all) => `${letter}: &${letter} [${Array.from({ length: 9 }, () => (at === 0 ? 'lol' : `*${all[at - 1] ?? ''}`)).join(',')}]`); // prettier-ignore
    const bag = await makeFolder(
      toBagFiles({ 'data/case.yaml': CASE, 'data/argument.yaml': `${rows.join('\n')}\n` }),
    );
    const started = performance.now();
    const error = await refusalOfAsync(openFresh(bag));
    expect(error.problems.every((problem) => problem.code === 'yaml-alias')).toBe(true);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('readBundleFile', () => {
  it('gives the bytes that were checked and no others', async () => {
    const { storedAt, safetyCase } = await openFresh(sampleZip);
    const item = safetyCase.evidence[0];
    const name = `data/${item?.path ?? ''}`;
    expect(await readBundleFile(storedAt, name, item?.sha256 ?? '')).toHaveLength(
      item?.bytes ?? -1,
    );
    await flipByte(path.join(storedAt, name), 1);
    const changed = await refusalOfAsync(readBundleFile(storedAt, name, item?.sha256 ?? ''));
    expect(changed).toMatchObject({
      code: 'unreadable-file',
      problems: [{ code: 'digest-differs', file: name }],
    });
    await rm(path.join(storedAt, name));
    expect((await refusalOfAsync(readBundleFile(storedAt, name, ''))).code).toBe('unreadable-file');
  });

  it('follows no link and leaves no folder', async () => {
    const { storedAt } = await openFresh(sampleZip);
    const secret = path.join(await makeTempFolder(), 'secret');
    await writeFile(secret, 'secret');
    await rename(path.join(storedAt, 'data/people.yaml'), path.join(storedAt, 'data/people.old'));
    await symlink(secret, path.join(storedAt, 'data/people.yaml'));
    const digest = '2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b';
    expect(
      (await refusalOfAsync(readBundleFile(storedAt, 'data/people.yaml', digest))).problems[0]
        ?.code,
    ).toBe('not-a-file');
    const outside = path.relative(storedAt, secret).split(path.sep).join('/');
    expect(
      (await refusalOfAsync(readBundleFile(storedAt, outside, digest))).problems[0]?.code,
    ).toBe('path-escapes');
  });
});

it('has both versions of the sample, one superseding the other', async () => {
  const { safetyCase } = await openFresh(path.join(examples, 'marram-3-1.1.safetycase'));
  expect(safetyCase).toMatchObject({ version: '1.1', supersedes: '1.0', seal: 'sealed' });
  expect(safetyCase.documents.map((document) => document.path)).toContain('CHANGELOG.md');
});
