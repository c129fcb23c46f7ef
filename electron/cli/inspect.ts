/** `countersign inspect`: opens a bundle and says what is in it and what is odd about it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Finding, SafetyCase } from '../../shared/case/model.ts';
import { openBundle } from '../host/bundle/open-bundle.ts';
import { EXIT } from './command.ts';
import type { CommandArguments, CommandResult } from './command.ts';
import { plural, SEVERITY_WORDS, sortFindings, toFindingLines, toGroups, toSafe } from './text.ts';

const SEVERITIES = ['error', 'warning', 'info'] as const;

/** Notices about the bundle itself, said in the same way as findings about the argument. */
function toNotices(safetyCase: SafetyCase): Finding[] {
  const where = { file: null, node: null, line: null };
  const draft: Finding[] =
    safetyCase.seal === 'sealed'
      ? []
      : [{ code: 'unsealed-draft', severity: 'info', where, message: `This is an unsealed draft. ${safetyCase.draftReason ?? ''}`.trim(), fix: 'It can be read and annotated, not signed.' }]; // prettier-ignore
  const notices = safetyCase.warnings.map((message): Finding => ({ code: 'bundle-notice', severity: 'info', where, message, fix: 'Ask whoever made the bundle, if it matters.' })); // prettier-ignore
  return [...draft, ...notices];
}

function toText(safetyCase: SafetyCase, findings: readonly Finding[], bytes: number): string {
  const { subject } = safetyCase;
  const row = (label: string, value: string): string =>
    value === '' ? '' : `${label.padEnd(16)}${toSafe(value)}\n`;
  const about = [
    subject.model,
    subject.build === null ? null : `build ${subject.build}`,
    subject.configuration === null ? null : `configuration ${subject.configuration}`,
  ].filter((part) => part !== null);
  const contents = [
    plural(safetyCase.nodes.length, 'node'),
    plural(safetyCase.documents.length, 'document'),
    plural(safetyCase.evidence.length, 'evidence file'),
    plural(safetyCase.people.length, 'person', 'people'),
    `${plural(safetyCase.files.length, 'file')} in all (${bytes} bytes)`,
  ];
  const counted = SEVERITIES.map((severity) => [severity, findings.filter((item) => item.severity === severity).length] as const); // prettier-ignore
  const counts = counted.filter(([, count]) => count > 0).map(([severity, count]) => plural(count, SEVERITY_WORDS[severity])); // prettier-ignore
  const version = safetyCase.version === '' ? '' : `, ${safetyCase.version}`;
  return [
    `${toSafe(safetyCase.title)}${toSafe(version)} (${toSafe(safetyCase.id)})\n`,
    safetyCase.seal === 'sealed'
      ? 'Sealed bundle. Every file has the digest that its manifest names.\n\n'
      : 'Unsealed draft. It can be read and annotated, not signed.\n\n',
    row('Bundle digest', safetyCase.bundleDigest === null ? '' : toGroups(safetyCase.bundleDigest)),
    row('Subject', about.join(', ')),
    row('Decision', safetyCase.decisionRequested ?? ''),
    row(
      'Issued',
      [safetyCase.issued, safetyCase.developer].filter((part) => part !== null).join(', '),
    ),
    row('Top', safetyCase.topNode ?? ''),
    row('Contents', contents.join(', ')),
    `\nFindings: ${counts.length === 0 ? 'none' : counts.join(', ')}\n`,
    toFindingLines(findings),
  ].join('');
}

/** Opens a bundle and describes it. Nothing stays on disk. */
export async function inspect({ operand }: CommandArguments): Promise<CommandResult> {
  const store = await mkdtemp(path.join(tmpdir(), 'countersign-inspect-'));
  try {
    const { safetyCase } = await openBundle(operand, { store });
    const findings = sortFindings([...safetyCase.findings, ...toNotices(safetyCase)]);
    const bytes = safetyCase.files.reduce((sum, file) => sum + file.bytes, 0);
    const countOf = (severity: Finding['severity']): number => findings.filter((item) => item.severity === severity).length; // prettier-ignore
    const {
      id,
      title,
      version,
      issued,
      developer,
      subject,
      decisionRequested,
      topNode,
      supersedes,
    } = safetyCase;
    return {
      json: {
        case: {
          id,
          title,
          version,
          issued,
          developer,
          subject,
          decisionRequested,
          topNode,
          supersedes,
        },
        bundleDigest: safetyCase.bundleDigest,
        sealed: safetyCase.seal === 'sealed',
        counts: {
          nodes: safetyCase.nodes.length,
          documents: safetyCase.documents.length,
          evidence: safetyCase.evidence.length,
          people: safetyCase.people.length,
          files: safetyCase.files.length,
          bytes,
          errors: countOf('error'),
          warnings: countOf('warning'),
          notes: countOf('info'),
        },
        findings,
      },
      text: toText(safetyCase, findings, bytes),
      exitCode: countOf('error') + countOf('warning') > 0 ? EXIT.findings : EXIT.fine,
    };
  } finally {
    await rm(store, { recursive: true, force: true });
  }
}
