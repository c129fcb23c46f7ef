import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBundle } from '../../../../electron/host/bundle/open-bundle.ts';
import { makeAuditRecord } from '../../../../electron/host/export/audit-record.ts';
import { verifyFile } from '../../../../electron/host/verify/verify-file.ts';
import { toAuditRecordSource } from '../../../../electron/host/workspace/audit-record-source.ts';
import { failures, listAll, unpackExport } from '../../../support/export-folder.ts';
import {
  makeSampleReview,
  PROGRAM,
  SAMPLE_PAGE,
  SAMPLE_FILES,
  writeSampleBag,
} from '../../../support/sample-review.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';

describe('an audit record of a revision', () => {
  it('holds both bundles, and takes no decision on the earlier version for one on this', async () => {
    const folder = await makeTempFolder();
    const sample = await makeSampleReview(folder);
    const revised = {
      ...SAMPLE_FILES,
      'data/case.yaml': (SAMPLE_FILES['data/case.yaml'] ?? '')
        .replace("version: '1.0'", "version: '1.1'")
        .concat("supersedes: '1.0'\n"),
      'data/argument.yaml': (SAMPLE_FILES['data/argument.yaml'] ?? '').replace(
        'noticed within a day',
        'noticed within a week',
      ),
    };
    const digest = await writeSampleBag(path.join(folder, 'bag-1.1'), revised);
    const bundle = await openBundle(path.join(folder, 'bag-1.1'), {
      store: sample.workspace.layout.bundles,
      worker: 'never',
    });
    const review = await sample.workspace.openCase(bundle.safetyCase, bundle.storedAt);
    const node = bundle.safetyCase.nodes.find((item) => item.id === 'G3');
    await review.submit(
      sample.keyids.tester,
      {
        kind: 'note',
        target: { kind: 'node', id: 'G3', sha256: node?.sha256 ?? '' },
        input: { body: 'A day became a week.' },
      },
      null,
    );

    const out = path.join(folder, 'revision.zip');
    await makeAuditRecord(
      await toAuditRecordSource(sample.workspace, review, PROGRAM, SAMPLE_PAGE),
      out,
    );
    const report = await verifyFile(out, { pinnedRosters: [sample.firstRoster] });
    expect(failures(report)).toEqual([]);
    expect(report).toMatchObject({
      verdict: 'consistent and trusted',
      bundleDigest: digest,
      case: { version: '1.1' },
    });
    expect(report.decisions).toEqual([
      expect.stringContaining('It does not hold for the version this audit record is about.'),
    ]);

    const unpacked = await unpackExport(out, path.join(folder, 'unpacked'));
    const bundles = new Set(
      (await listAll(unpacked))
        .map((name) => /^data\/bundle\/([0-9a-f]{64})\//.exec(name)?.[1])
        .filter((name) => name !== undefined),
    );
    expect([...bundles].sort()).toEqual(
      [digest, sample.review.safetyCase.bundleDigest ?? ''].sort(),
    );
    const html = await readFile(path.join(unpacked, 'data/report.html'), 'utf8');
    expect(html).toContain(
      '<dd class="big">No decision is on record. No approval is in force.</dd>',
    );
    expect(html).toContain('for version <bdi>1.0</bdi>');
    expect(html).toContain('Raised on version <bdi>1.0</bdi>');
  });
});
