import type { EventPayload } from '../../../shared/ipc/contract.ts';
import { toCount, toHexGroups } from '../../../shared/review/words.ts';

export type Refusal = EventPayload<'open.refused'>;
export type RefusalProblem = Refusal['error']['problems'][number];

export interface FindingRow {
  readonly file: string;
  readonly place: string | null;
  /** Short words for the kind of problem: "differs from the manifest". */
  readonly finding: string;
  readonly message: string;
  /** SHA-256 digests that the message names, in its order: the one named, then the one found. */
  readonly digests: readonly string[];
  readonly rule: string;
}

const DIGEST = /\b[0-9a-f]{64}\b/g;

/** Words for the codes that the checks give most often; any other code is read as it is written. */
const CODE_WORDS: Readonly<Record<string, string>> = {
  'digest-differs': 'differs from the manifest',
  'extra-file': 'not in the manifest',
  'missing-file': 'named, but missing',
  'renamed-file': 'has another name in the manifest',
  'swapped-file': 'swapped with another file',
  'path-escapes': 'leads out of the bundle',
  'zip-no-end': 'cut off, or no ZIP',
  'zip-appended': 'bytes after the end',
  'zip-prepended': 'bytes before the beginning',
  'zip-hidden': 'bytes that no entry names',
  'zip-overlap': 'entries overlap',
  'zip-disagrees': 'two headers disagree',
  'zip-link': 'a link, no file',
  'zip-special-file': 'no plain file',
  'zip-encrypted': 'encrypted',
  'zip-method': 'packed in an unknown way',
  'zip-size-differs': 'has another size than named',
  'zip-crc-differs': 'damaged',
  'zip-data': 'damaged',
  'zip-ratio': 'unpacks to too much',
  'zip-too-large': 'too large',
  'zip-name-encoding': 'name not in UTF-8',
  'name-collision': 'two names that are one elsewhere',
  'name-not-portable': 'name not allowed everywhere',
  'name-not-nfc': 'name in another form of Unicode',
  'no-manifest': 'no manifest',
  'no-bag': 'no sealed bundle',
  'no-payload': 'nothing in it',
};

export function toFindingRows(refusal: Refusal): readonly FindingRow[] {
  const rows = refusal.error.problems.map((problem) => toRow(problem));
  if (rows.length > 0) return rows;
  return [
    { file: refusal.fileName, place: null, finding: refusal.error.code.replaceAll('-', ' '), message: refusal.error.message, digests: [], rule: '' },
  ]; // prettier-ignore
}

function toRow(problem: RefusalProblem): FindingRow {
  return {
    file: problem.file ?? 'the whole file',
    place: problem.place,
    finding:
      (Object.hasOwn(CODE_WORDS, problem.code) ? CODE_WORDS[problem.code] : undefined) ??
      problem.code.replaceAll('-', ' '),
    message: problem.message.replaceAll(DIGEST, (digest) => `${digest.slice(0, 8)}…`),
    digests: problem.message.match(DIGEST) ?? [],
    rule: problem.rule,
  };
}

export interface RefusalWords {
  readonly headline: string;
  readonly lead: string;
  readonly todo: readonly string[];
}

/** What happened and what to do next, by what was refused. */
export function toRefusalWords(refusal: Refusal): RefusalWords {
  const lines = toCount(Math.max(1, refusal.error.problems.length), 'line');
  const again = `Ask whoever sent the file to send it again, and give ${lines === '1 line' ? 'this line' : `these ${lines}`} with your request.`;
  if (refusal.fileName.endsWith('.reviewpacket')) {
    return {
      headline: 'This packet was not imported.',
      lead: `${refusal.error.message} Everything on this computer is as it was.`,
      todo: [
        again,
        'If logs are said to contradict, ask for a packet with the whole logs.',
        'Tell the other seat by another channel: a packet that does not hold together is a finding.',
      ],
    };
  }
  switch (refusal.error.code) {
    case 'bundle-refused':
      return {
        headline: 'This bundle was not opened.',
        lead: `${toBundleLead(refusal)} Nothing in it was shown, and nothing was left on this computer.`,
        todo: [
          again,
          'Compare the bundle digest by another channel before you open the new one.',
          'If it differs again, tell your second line lead. A changed evidence file is a finding.',
        ],
      };
    case 'audit-record-refused':
      return {
        headline: 'This audit record was not opened.',
        lead: `${refusal.error.message} Nothing in it was shown, and nothing was left on this computer.`,
        todo: [
          again,
          'Compare the digest of the new file by another channel before you open it.',
          'If it is refused again, rely on nothing that it says, and tell whoever relies on it.',
        ],
      };
    case 'not-a-bundle':
      return {
        headline: 'This file was not opened.',
        lead: `${refusal.error.message} Nothing in it was shown.`,
        todo: ['Choose a bundle, a case folder, an argument file or an audit record.', again],
      };
    default:
      return {
        headline: 'This file was not opened.',
        lead: `${refusal.error.message} Nothing in it was shown.`,
        todo: ['Check that the file can be read and is complete, then open it again.', again],
      };
  }
}

const BYTE_CODES: readonly string[] = [
  'digest-differs',
  'extra-file',
  'missing-file',
  'renamed-file',
  'swapped-file',
];

function toBundleLead(refusal: Refusal): string {
  const { problems, message } = refusal.error;
  const areBytes = problems.some((problem) => BYTE_CODES.includes(problem.code));
  return areBytes ? 'Its bytes are not the bytes its manifest names.' : message;
}

/** The findings as plain text, to be saved or sent along with a request. */
export function toFindingsText(refusal: Refusal): string {
  const head = [
    `Countersign refused ${refusal.fileName}.`,
    refusal.error.message,
    refusal.namesItself === null
      ? null
      : `The file names itself ${refusal.namesItself} (not checked).`,
    refusal.manifestDigest === null
      ? null
      : `Manifest digest: ${toHexGroups(refusal.manifestDigest)}`,
    `Files checked: ${refusal.filesChecked}.`,
    refusal.loggedAs === null
      ? 'The refusal could not be recorded in a log.'
      : `Recorded as entry ${refusal.loggedAs.seq} of ${refusal.loggedAs.origin}.`,
  ].filter((line) => line !== null);
  const rows = toFindingRows(refusal).map((row, index) => {
    const where = row.place === null ? row.file : `${row.file}, ${row.place}`;
    // The whole message: on screen its digests are cut because they stand beside it.
    const message = refusal.error.problems[index]?.message ?? row.message;
    return [`${index + 1}. ${where}: ${row.finding}.`, `   ${message}`, row.rule === '' ? null : `   Rule: ${row.rule}`].filter((line) => line !== null).join('\n');
  }); // prettier-ignore
  return `${head.join('\n')}\n\nWhat was found\n\n${rows.join('\n')}\n`;
}
