import type { Coverage, GateItem, SignOffPreparation } from '../../../shared/review/view.ts';
import { toCount, toList } from '../../../shared/review/words.ts';

export interface SplitGate {
  /** What is not met, what needs a reason and what was passed with one, in this order. */
  readonly unsettled: readonly GateItem[];
  /** Facts that are shown and close nothing. */
  readonly shown: readonly GateItem[];
  readonly met: readonly GateItem[];
}

const ORDER: readonly GateItem['state'][] = ['not met', 'needs a reason', 'passed with a reason'];

export function splitGate(gate: readonly GateItem[]): SplitGate {
  const shown = gate.filter((item) => item.level === 'shows' && item.state !== 'met');
  const unsettled = gate.filter((item) => item.level !== 'shows' && item.state !== 'met');
  return {
    unsettled: [...unsettled].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state)),
    shown,
    met: gate.filter((item) => item.state === 'met'),
  };
}

/** "1 of 6 rules not met, 1 passed": counts with their whole. */
export function toGateCount(gate: readonly GateItem[]): string {
  const ruled = gate.filter((item) => item.level !== 'shows');
  const notMet = ruled.filter((item) => item.state === 'not met').length;
  const reasons = ruled.filter((item) => item.state === 'needs a reason').length;
  const passed = ruled.filter((item) => item.state === 'passed with a reason').length;
  const parts = [
    `${notMet} of ${toCount(ruled.length, 'rule')} not met`,
    reasons === 0 ? null : `${toCount(reasons, 'needs', 'need')} a reason`,
    passed === 0 ? null : `${passed} passed`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

/** "R7, cannot be relaxed." */
export function toRuleWords(item: GateItem): string {
  return `${item.rule}, ${item.level}.`;
}

export interface CoverageRow {
  readonly label: string;
  readonly words: string;
}

const NAMED_AT_MOST = 12;

/** What the signer opened, counts with their whole, as it goes into the signed text. */
export function toCoverageRows(coverage: Coverage): readonly CoverageRow[] {
  return [
    { label: 'Load-bearing claims', words: withMissed(coverage.loadBearing) },
    { label: 'All claims', words: `${coverage.claims.opened} of ${coverage.claims.of}` },
    { label: 'Evidence files', words: withMissed(coverage.evidence) },
    { label: 'Documents', words: `${coverage.documents.opened} of ${coverage.documents.of}` },
  ];
}

function withMissed(part: Coverage['loadBearing']): string {
  const count = `${part.opened} of ${part.of}`;
  if (part.notOpened.length === 0) return count;
  const named = part.notOpened.slice(0, NAMED_AT_MOST);
  const more = part.notOpened.length - named.length;
  return `${count}. Not opened: ${more === 0 ? toList(named) : `${named.join(', ')} and ${more} more`}`;
}

/** True when the gate says that interests have to be declared before this is signed (R4). */
export function needsDeclaration(preparation: SignOffPreparation): boolean {
  return preparation.gate.some((item) => item.rule === 'R4' && item.state !== 'met');
}

/** What keeps the signing button from acting, in words; empty when nothing does. */
export function toSigningStops(
  preparation: SignOffPreparation | null,
  isPreparing: boolean,
  hasRead: boolean,
  passphrase: string,
): readonly string[] {
  if (preparation === null) return ['The text to be signed is being made.'];
  return [
    ...preparation.missing,
    isPreparing ? 'The text to be signed is being made again.' : null,
    hasRead ? null : 'The tick that you have read the text.',
    passphrase === '' ? 'The passphrase of your signing key.' : null,
  ].filter((stop) => stop !== null);
}
