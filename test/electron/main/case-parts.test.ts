import { describe, expect, it } from 'vitest';
import { createCaseParts, MOST_AT_ONCE } from '../../../electron/main/session/case-parts.ts';
import type { ArgumentNode } from '../../../shared/case/model.ts';
import { calls } from '../../../shared/ipc/contract.ts';
import { buildCase, buildNode } from '../../support/builders.ts';

const big = buildCase(Array.from({ length: 2 * MOST_AT_ONCE + 5 }, (_, at) => buildNode(`G${at}`)));

describe('the parts in which a case is sent', () => {
  it('is one part for a case of a usual size, and nothing where none is open', () => {
    const small = buildCase(big.nodes.slice(0, MOST_AT_ONCE));
    expect(createCaseParts().first(small)).toBe(small);
    expect(createCaseParts().first(null)).toBeNull();
  });

  it('hold every node once and in order, and each fits the contract', () => {
    const parts = createCaseParts();
    const first = calls['case.get'].response.parse(parts.first(big));
    const nodes: ArgumentNode[] = [...(first?.nodes ?? [])];
    const whole = first?.whole ?? { number: 0, nodes: 0, findings: 0 };
    expect(nodes).toHaveLength(MOST_AT_ONCE);
    while (nodes.length < whole.nodes) {
      const more = calls['case.more'].response.parse(parts.more(big, { number: whole.number, nodes: nodes.length, findings: 0 })); // prettier-ignore
      expect(more?.nodes.length).toBeLessThanOrEqual(MOST_AT_ONCE);
      nodes.push(...(more?.nodes ?? []));
    }
    expect(nodes).toEqual(big.nodes);
  });

  it('end where another case was opened', () => {
    const parts = createCaseParts();
    const number = parts.first(big)?.whole?.number ?? 0;
    const other = { ...big };
    expect(parts.more(other, { number, nodes: 0, findings: 0 })).toBeNull();
    parts.first(other);
    expect(parts.more(other, { number, nodes: 0, findings: 0 })).toBeNull();
    expect(parts.more(null, { number, nodes: 0, findings: 0 })).toBeNull();
    expect(parts.more(big, { number, nodes: 0, findings: 0 })?.nodes).toHaveLength(MOST_AT_ONCE);
  });
});
