/** Plain text for a terminal. */
import type { Finding } from '../../shared/case/model.ts';
import type { Problem } from '../../shared/errors.ts';
import { comparePaths } from '../../shared/bundle/bag-text.ts';

/**
 * Text from a bundle as it may stand in a terminal: control characters could move the cursor or change
 * colours, and direction marks could reorder a line, so they are written out.
 */
export function toSafe(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    if (character === '\n') return ' ';
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

/** A digest in groups of four, so that it can be read out. */
export function toGroups(hex: string): string {
  return (hex.match(/.{1,4}/gu) ?? []).join(' ');
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

const SEVERITIES = ['error', 'warning', 'info'] as const;
/** What a person reads for each severity. */
export const SEVERITY_WORDS = { error: 'error', warning: 'warning', info: 'note' } as const;

function compareText(a: string | null, b: string | null): number {
  return comparePaths(a ?? '', b ?? '');
}

/** Findings in one fixed order, so that two outputs can be compared. */
export function sortFindings<T extends Finding>(findings: readonly T[]): T[] {
  return [...findings].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      compareText(a.where.file, b.where.file) ||
      (a.where.line ?? 0) - (b.where.line ?? 0) ||
      compareText(a.where.node, b.where.node) ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
}

/** @param withRules Whether the number of a rule stands before the message. */
export function toFindingLines(findings: readonly Finding[], withRules = false): string {
  return findings
    .map(({ severity, where, message, fix, rule }) => {
      const place = [where.file, where.line].filter((part) => part !== null).join(':');
      const number = !withRules || rule === undefined || rule === 'empty' ? '' : `${rule}: `;
      return `  ${SEVERITY_WORDS[severity].padEnd(8)}${number}${toSafe(message)}\n          ${toSafe(place)}\n          ${toSafe(fix)}\n`;
    })
    .join('');
}

export function toProblemLines(problems: readonly Problem[]): string {
  return problems
    .map(({ file, place, rule, message }) => {
      const where = [file, place].filter((part) => part !== null).join(', ');
      return `  ${toSafe(where === '' ? 'The file as a whole' : where)}\n    ${toSafe(message)}\n    Rule: ${toSafe(rule)}\n`;
    })
    .join('');
}
