/** What was sealed against what was opened: the same words, the same person, the same bundle, once. */
import { castVoid, type SealingContext } from '../review/sealing.ts';
import { inOrder } from '../review/checked-record.ts';
import { samePerson } from '../review/persons.ts';
import { toCount, toDayWords } from '../review/words.ts';
import type { AuditContents } from './audit-input.ts';
import { runCheck } from './check.ts';
import type { VerifyCheck } from './model.ts';

/** Every opening says what its signer sealed. What was sealed and never opened is named, and is no fault. */
export function checkSealing(contents: AuditContents): readonly VerifyCheck[] {
  return runCheck('sealing', 'Sealed first, opened later', (rows) => {
    const roster = contents.rosters.at(-1)?.content ?? null;
    const placed = contents.records.flatMap(({ known, log, file }) => (known === null || log === null ? [] : [{ ...known, log, file }])); // prettier-ignore
    const records = inOrder(placed);
    const context: SealingContext = {
      records,
      isSamePerson: (a, b) => samePerson(roster, a, b),
      crypto: contents.input.crypto,
    };
    for (const record of records) {
      const why = castVoid(context, record);
      if (why !== null) rows.fail(record.file, `It does not count: ${why}.`);
    }
    const sealings = records.filter((record) => record.kind === 'ballot-commitment');
    const opened = new Set(records.flatMap((record) => record.kind === 'ballot' || record.kind === 'opinion' ? [record.predicate.commitment?.record] : [])); // prettier-ignore
    const never = sealings.filter((sealing) => !opened.has(sealing.digest));
    const names = never.map(({ predicate }) => `${predicate.signer.printedName} sealed ${predicate.of === 'opinion' ? 'an opinion' : 'a ballot'} on ${toDayWords(predicate.signedOn)} and did not open it.`); // prettier-ignore
    return sealings.length === 0 ? 'Nothing was sealed.' : [`${toCount(sealings.length, 'sealing')}; what was opened says what was sealed.`, ...names].join(' '); // prettier-ignore
  });
}
