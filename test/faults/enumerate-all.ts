/** All operations, counted together. */
import { enumerateBare, listBareOperations } from './bare.ts';
import { enumerate, newTally, type Effort, type Finding, type Tally } from './enumerate.ts';
import { listOperations } from './operations.ts';
import { buildWorld } from './world.ts';

export interface FaultResult extends Omit<Tally, 'findings'> {
  readonly operations: readonly (Omit<Tally, 'findings'> & { readonly name: string })[];
  readonly findings: readonly Finding[];
}

/** Plays everything. `only`: operations whose name holds it. */
export async function enumerateAll(
  scratch: string,
  effort: Effort,
  tell: (line: string) => void,
  only = '',
): Promise<FaultResult> {
  const total = newTally();
  const operations: FaultResult['operations'][number][] = [];
  const world = await buildWorld(scratch);
  const works = [
    ...(await listOperations(world)).map(
      (operation) =>
        [operation.name, (tally: Tally) => enumerate(operation, world, tally, effort)] as const,
    ),
    ...(await listBareOperations(world)).map(
      (operation) =>
        [operation.name, (tally: Tally) => enumerateBare(operation, tally, effort)] as const,
    ),
  ];
  for (const [name, work] of works) {
    if (!name.includes(only)) continue;
    const tally = newTally();
    await work(tally);
    const { findings, ...counts } = tally;
    operations.push({ name, ...counts });
    total.findings.push(...findings);
    for (const key of ['points', 'plays', 'recoveries', 'lostEntries', 'halfEntries'] as const) {
      total[key] += counts[key];
    }
    tell(`${name.padEnd(34)} ${toWords(counts)}`);
    for (const { at, fault, what } of findings) tell(`  at ${at}, ${fault}: ${what}`);
  }
  return { ...total, operations };
}

function toWords(counts: Omit<Tally, 'findings'>): string {
  return `${String(counts.points)} points, ${String(counts.plays)} faults, ${String(counts.recoveries)} recoveries, ${String(counts.lostEntries)} lost, ${String(counts.halfEntries)} half`;
}

export function toSummary(result: FaultResult): string {
  return `${String(result.operations.length)} operations: ${toWords(result)}, ${String(result.findings.length)} findings`;
}
