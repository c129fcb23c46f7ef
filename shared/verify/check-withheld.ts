/**
 * What is withheld: the list is the one the log binds, what it names is not here, has the digest that
 * the signed bytes name for it, and is nothing that may never be withheld.
 */
import { isWithholdableKind, parseWithheld, toWithheldPlace, type WithheldItem } from '../export/withheld.ts'; // prettier-ignore
import type { AuditContents } from './audit-input.ts';
import { pathsBelow } from './audit-input.ts';
import { runCheck, type CheckRows } from './check.ts';
import type { VerifyCheck } from './model.ts';
import { WITHHELD_LIST } from './to-audit-input.ts';

function checkItem(contents: AuditContents, item: WithheldItem, rows: CheckRows): void {
  const { input, logs, rosters } = contents;
  const place = toWithheldPlace(item.path);
  const fail = (why: string): void => rows.fail(WITHHELD_LIST, `${item.path}: ${why}`);
  if (place === null) return fail('This is no place that can be withheld.');
  const keys = rosters.at(-1)?.content.persons.flatMap((person) => person.keys) ?? [];
  if (!keys.some((key) => key.keyid === item.approvedBy)) fail('The newest roster does not name the key of whoever approved it.'); // prettier-ignore
  if (place.kind === 'bundle file') {
    if (input.files.has(item.path)) fail('The file is here and is said to be withheld.');
    if (!input.files.has(`data/bundle/${place.bundle}/manifest-sha256.txt`)) fail('The manifest of its bundle is not here, so nothing shows which bytes are withheld.'); // prettier-ignore
    return;
  }
  const stem = `data/records/${place.stem}.`;
  const here = pathsBelow(input, stem);
  if (here.length > 0) fail(`${here[0] ?? stem} is here and the record is said to be withheld.`);
  const entry = logs.flatMap((log) => log.entries).find((known) => known.obj['record'] === item.sha256); // prettier-ignore
  if (entry === undefined) return fail('No log names a record with this digest.');
  // The kind is the one in the log, which is signed; the name in the list could be made up.
  if (!isWithholdableKind(entry.type)) fail(`A record of the kind ${entry.type} is never withheld.`); // prettier-ignore
}

export function checkWithheld(contents: AuditContents): readonly VerifyCheck[] {
  return runCheck('withheld', 'What is withheld', (rows) => {
    const bytes = contents.input.read(WITHHELD_LIST);
    if (bytes === null) {
      rows.fail(WITHHELD_LIST, 'The list of what is withheld is missing.');
      return '';
    }
    const items = parseWithheld(bytes, WITHHELD_LIST);
    const edition = editionOf(contents);
    if (items.length > 0 && edition === 'full edition') rows.fail(WITHHELD_LIST, 'The log calls this the full edition, and the list is not empty.'); // prettier-ignore
    for (const item of items) {
      const before = rows.failures();
      checkItem(contents, item, rows);
      if (rows.failures() === before) rows.cannot(item.path, `Withheld: ${item.bytes} bytes, ${item.sha256}. Its digest is in ${item.path.startsWith('data/records/') ? 'the signed log' : 'the signed manifest'}. Ground: ${item.ground}`); // prettier-ignore
    }
    return 'Nothing is withheld.';
  });
}

/** What the last `export-made` entry calls this edition; null where it does not say. */
function editionOf({ logs, input }: AuditContents): string | null {
  const digest = input.files.get(WITHHELD_LIST)?.sha256;
  const made = logs.flatMap((log) => log.entries).filter((entry) => entry.type === 'export-made' && entry.obj['withheld.json'] === digest); // prettier-ignore
  return made.at(-1)?.reason ?? null;
}
