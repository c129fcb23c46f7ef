import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../electron/host/crypto.ts';
import { analyseStructure } from '../../../shared/argument/load-bearing.ts';
import { toRecordStem } from '../../../shared/export/derived-files.ts';
import type { ReportInput } from '../../../shared/export/model.ts';
import { toReadme } from '../../../shared/export/readme.ts';
import { toRegisters } from '../../../shared/export/registers.ts';
import { toReportHtml } from '../../../shared/export/report.ts';
import type { DecisionOutcome } from '../../../shared/review/records.ts';
import { inOrder, type CheckedRecord } from '../../../shared/review/checked-record.ts';
import { toReviewState } from '../../../shared/review/state.ts';
import {
  buildCase,
  buildNode,
  buildRecord,
  buildRoster,
  buildSigner,
  digestOf,
} from '../../support/builders.ts';

const tester = buildSigner('B. <b>Tester</b>', { role: 'second line lead' });
const chair = buildSigner('C. Chair', { line: 'third', role: 'chair' });
const member = buildSigner('D. Member', { line: 'third', role: 'adjudicator' });
const roster = buildRoster([tester, chair, member]);

const safetyCase = buildCase(
  [buildNode('G1', { supportedBy: ['G2'] }), buildNode('G2', { declaredLoadBearing: true })],
  {
    title: '</title><script>alert(1)</script>',
    id: 'T-1',
    decisionRequested: 'Approve it',
    evidence: [
      {
        id: 'E1',
        title: 'Old run',
        path: 'evidence/E1.csv',
        mediaType: 'text/csv',
        bytes: 1,
        sha256: digestOf('E1'),
        collected: null,
        appliesTo: { kind: 'model build', version: 'b0' },
        preparedBy: null,
      },
    ],
  },
);

const signOff = {
  text: ['I, a person, say this.'],
  subject: { model: 'M', build: 'b1', configuration: 'c1' },
  closure: [],
  independence: { line: 'third', reportsTo: null, interests: [], declaration: null },
  authority: { clause: '1.2', quorum: 'one signature; no panel was convened' },
  reading: {
    loadBearing: { opened: 1, of: 2, notOpened: ['G2'] },
    claims: { opened: 1, of: 2 },
    evidence: { opened: 0, of: 1, notOpened: ['E1'] },
    documents: { opened: 0, of: 0 },
  },
  challenges: [],
  openDefeaters: [],
  structure: { topHolds: true, unsupported: [], loadBearing: ['G1', 'G2'] },
  passedWarnings: [{ rule: 'R8', reason: 'read elsewhere' }],
  limits: 'Opened is not understood.',
  timeSource: 'claimed',
  program: { name: 'Countersign', version: '0.1.0' },
  machineWritten: false,
};

function decide(
  seq: number,
  signer: typeof chair,
  decision: DecisionOutcome,
  fields: object = {},
): CheckedRecord {
  return buildRecord('decision', seq, {
    signer,
    ...signOff,
    decision,
    scope: 'Internal users',
    start: '2026-12-01',
    expiry: '2027-06-01',
    conditions: [],
    reasons: 'Because.',
    whatWouldChangeMyMind: 'A new run.',
    keyUncertainties: '',
    stance: 'agree',
    meaning: 'approval',
    ...fields,
  });
}

function challenge(
  seq: number,
  severity: 'blocking' | 'major',
  whatIsWrong: string,
): CheckedRecord {
  return buildRecord('challenge', seq, {
    signer: tester,
    target: { kind: 'node', id: 'G2', sha256: digestOf('G2') },
    challengeType: 'undermining',
    severity,
    whatIsWrong,
    whatWouldSettleIt: '',
    severityReason: '',
  });
}

function toInput(records: readonly CheckedRecord[], today = '2026-12-02'): ReportInput {
  const structure = analyseStructure(safetyCase);
  return {
    edition: 'full',
    withheld: [],
    safetyCase,
    review: {
      ...toReviewState(safetyCase, structure, records, roster, today, nodeCrypto),
      isPanel: false,
      sealing: { opinions: 'open', ballots: 'sealed' },
      blindTo: [],
      ownSealed: [],
      times: {},
      peers: [],
      forks: [],
      uncounted: [],
      drafts: [],
      reading: [],
      structure,
      log: { heads: [], damage: [], clockRollbacks: [] },
      roster: { version: 1, sha256: digestOf('roster'), state: 'unknown' },
    },
    records: inOrder(records).map((record, index) => ({
      digest: record.digest,
      number: index + 1,
      kind: record.kind,
      subject: record.subject,
      common: record.predicate,
      stem: toRecordStem(index + 1, record.kind, record.predicate.signer.keyid),
      known: record,
      log: record.log,
      notBefore: null,
    })),
    logs: [
      {
        origin: 'countersign/log/a',
        entries: [
          {
            seq: 0,
            time: '2026-11-10T10:00:00Z',
            type: 'bundle-admitted',
            actor: null,
            reason: '=cmd()',
            obj: {},
          },
        ],
      },
    ],
    roster,
    rosterSha256: digestOf('roster'),
    firstRoster: { version: 1, sha256: digestOf('roster') },
    policy: { version: 1, sha256: digestOf('policy'), title: 'Default' },
    bundles: [digestOf('bundle')],
    now: '2026-12-02T09:00:00Z',
    program: { name: 'Countersign', version: '0.1.0' },
  };
}

const report = (...records: CheckedRecord[]): string => toReportHtml(toInput(records));
const headline = (text: string): string => /<dd class="big">(.*?)<\/dd>/.exec(text)?.[1] ?? '';
const answer = (text: string, number: number): string =>
  new RegExp(
    `<td class="q">${String(number)}</td><td class="ask">.*?</td><td>(.*?)</td><td class="rec">(.*?)</td>`,
    's',
  )
    .exec(text)
    ?.slice(1)
    .join(' | ') ?? '';

describe('the report', () => {
  it('holds no script, nothing remote, and no markup out of a signed word', () => {
    const text = report(
      challenge(1, 'major', '<img src=x onerror=alert(1)> http://example.org'),
      decide(2, chair, 'return'),
    );
    const tags = [...text.matchAll(/<[^>]*>/g)].map((match) => match[0]);
    expect(
      tags.filter((tag) =>
        /^<(script|img|link|iframe|object|a)\b|\s(src|href|on\w+)\s*=/i.test(tag),
      ),
    ).toEqual([]);
    expect(/<style>(.*?)<\/style>/s.exec(text)?.[1]).not.toMatch(/@import|url\(|http/i);
    expect(text).toContain("default-src 'none'");
    expect(text).toContain('B. &lt;b&gt;Tester&lt;/b&gt;');
  });

  it('is the same text for the same input', () => {
    expect(report(decide(1, chair, 'return'))).toBe(report(decide(1, chair, 'return')));
  });

  it.each([
    ['approve', 'Approved. In force from 1 December 2026, lapses 1 June 2027.'],
    [
      'approve-limited',
      'Approved within limits. In force from 1 December 2026, lapses 1 June 2027.',
    ],
    ['return', 'Returned to its author with questions. No approval is in force.'],
    ['not-approve', 'Not approved. No approval is in force.'],
    ['record-override', 'A rule was set aside: an override is on record. No approval is in force.'],
  ] as const)('says in words what was decided: %s', (outcome, words) => {
    expect(headline(report(decide(1, chair, outcome)))).toBe(words);
  });

  it('says that an approval lapsed, that decisions differ, and that there is none', () => {
    expect(headline(toReportHtml(toInput([decide(1, chair, 'approve')], '2027-07-01')))).toContain(
      'lapsed on 1 June 2027. No approval is in force',
    );
    expect(headline(report(decide(1, chair, 'approve'), decide(2, member, 'return')))).toBe(
      '2 signed decisions differ: 1 approve and 1 return. They are not one approval.',
    );
    expect(headline(report())).toBe('No decision is on record. No approval is in force.');
  });

  it('never takes a decision on another version for one on this', () => {
    const other = buildRecord(
      'decision',
      1,
      { ...(decide(1, chair, 'approve').predicate as object), signer: chair },
      digestOf('another bundle'),
    );
    const text = report(other);
    expect(headline(text)).toBe('No decision is on record. No approval is in force.');
    expect(text).toContain('for version');
  });

  it('lists what is open before what was signed, the gravest first', () => {
    const text = report(
      challenge(1, 'major', 'MAJOR ONE'),
      challenge(2, 'blocking', 'BLOCKING ONE'),
      decide(3, chair, 'return'),
    );
    expect(text.indexOf('BLOCKING ONE')).toBeLessThan(text.indexOf('MAJOR ONE'));
    expect(text.indexOf('MAJOR ONE')).toBeLessThan(text.indexOf('<h2>Signatures'));
    expect(text).toContain('1 blocking and 1 major open');
  });

  it('prints every dissent word for word', () => {
    const long = `I do not agree. ${'Because of this. '.repeat(400)}`;
    expect(
      report(decide(1, chair, 'approve', { stance: 'formal-dissent', reasons: long })),
    ).toContain(`“<bdi>${long}</bdi>”`);
  });

  it('answers twenty questions with record numbers, or says that there is no record', () => {
    const text = report(
      challenge(1, 'blocking', 'The run is old.'),
      decide(2, chair, 'return', { stance: 'formal-dissent' }),
    );
    expect([...text.matchAll(/<td class="q">/g)]).toHaveLength(20);
    expect(answer(text, 5)).toMatch(
      /CH-01, blocking: .*The run is old\..*State: raised, unanswered\. \| 1$/,
    );
    expect(answer(text, 7)).toMatch(/C\. Chair.*formal dissent.* \| 2$/);
    expect(answer(text, 9)).toContain('No record.');
    expect(answer(text, 11)).toContain('load-bearing claims 1 of 2, evidence 0 of 1');
    expect(answer(text, 12)).toContain('For another build: E1 (b0)');
    expect(answer(text, 16)).toContain('passed <bdi>R8</bdi>: <bdi>read elsewhere</bdi>');
    const empty = report();
    for (const number of [2, 3, 7, 8, 9, 11, 13, 14, 15, 16, 17, 18, 19])
      expect(answer(empty, number)).toContain('No record');
    expect(answer(empty, 1)).toContain('<b>Nothing.</b>');
  });
});

describe('the registers', () => {
  it('hold a row for each thing, and no formula', () => {
    const registers = toRegisters(
      toInput([
        challenge(1, 'blocking', '=HYPERLINK("x")'),
        decide(2, chair, 'approve-with-conditions', {
          conditions: [
            {
              duty: 'd',
              owner: 'o',
              measure: 'm',
              evidence: 'e',
              verifier: 'v',
              due: '2027-01-01',
              consequence: 'c',
            },
          ],
        }),
      ]),
    );
    const rows = Object.fromEntries(
      Object.entries(registers).map(([name, text]) => [name, text.split('\r\n').length - 2]),
    );
    expect(rows).toEqual({
      challenges: 1,
      claims: 2,
      conditions: 1,
      decisions: 1,
      evidence: 1,
      timeline: 1,
    });
    expect(registers.challenges).toContain('"\'=HYPERLINK(""x"")"');
    expect(registers.timeline).toContain("'=cmd()");
    expect(registers.claims).toMatch(/^G2,goal,Text of G2,,yes,yes,G1,/m);
  });
});

describe('the README', () => {
  it('lets no title of a case become a heading, a block or a link', () => {
    const input = toInput([]);
    const text = toReadme({
      ...input,
      safetyCase: {
        ...input.safetyCase,
        title: '# x\n```bash\nrm -rf /\n```\n[a](http://b)',
        id: '`x`',
      },
    });
    expect(text).not.toMatch(/^```bash\nrm/m);
    expect(text).not.toMatch(/(?<!\\)\[a(?<!\\)\]/);
    expect([...text.matchAll(/^# /gm)]).toHaveLength(1);
  });
});
