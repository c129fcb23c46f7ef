import { it } from 'vitest';
import { makeAuditRecord } from '../../../../electron/host/export/audit-record.ts';
import { makeSampleReview } from '../../../support/sample-review.ts';
import { mkdirSync } from 'node:fs';
it('x', async () => {
  mkdirSync('/tmp/dbg', { recursive: true });
  const sample = await makeSampleReview('/tmp/dbg');
  const g = await sample.source();
  let after: any = null;
  const source = { ...g, recordExportMade: (obj: any) => { console.log(JSON.stringify(obj)); return (after ??= g.recordExportMade(obj)); } };
  await makeAuditRecord(source, '/tmp/dbg/1.zip');
  process.env['TZ']='Pacific/Auckland'; await makeAuditRecord(source, '/tmp/dbg/2.zip');
});
