import { expect, it } from 'vitest';
import type { FormatReading } from '../../../shared/formats/interchange.ts';
import { readTea } from '../../../shared/formats/tea/read.ts';
import { isTeaId } from '../../../shared/formats/tea/tea-id.ts';
import { writeTea } from '../../../shared/formats/tea/write.ts';
import { utf8Decode } from '../../../shared/trust/bytes.ts';
import { expectCases } from '../../support/conformance-count.ts';
import { describeWithData, listConformance, readConformance } from '../../support/conformance.ts';
import { differencesOf } from '../../support/interchange.ts';
import { breaksOfTeaSchema } from '../../support/tea-schema.ts';

const DATA = ['cases', 'tea-platform'];

function files(): string[] {
  return listConformance(...DATA).filter(
    (name) => name.endsWith('.json') && !name.includes('schema'),
  );
}

function read(name: string): FormatReading {
  return readTea(utf8Decode(readConformance(...DATA, name), name), name);
}

function write(reading: FormatReading): ReturnType<typeof writeTea> {
  let minted = 0;
  const mintId = (): string =>
    `${(minted += 1).toString(16).padStart(8, '0')}-1111-4111-8111-111111111111`;
  return writeTea(reading.interchange, { mintId, exportedAt: '2026-01-01T00:00:00Z' });
}

/** Ids, and the fields of the whole case, change by design; each other difference needs a loss that names it. */
function unnamedDifferences(name: string): string[] {
  const reading = read(name);
  const writing = write(reading);
  const back = readTea(writing.text, name);
  const lost = writing.losses.map(({ where, field }) => ({ node: where.node, field }));
  return differencesOf(reading.interchange, back.interchange).filter((path) => {
    const node = [...reading.interchange.nodes.keys(), ...back.interchange.nodes.keys()].filter((id) => path === id || path.startsWith(`${id}.`)).sort((a, b) => b.length - a.length)[0] ?? ''; // prettier-ignore
    const field = path.slice(node.length + 1).replace('x-tea.', '');
    if (['id', 'case', 'type', 'role', 'level', 'name', 'inSandbox'].includes(field)) return false;
    // A node that became a text of another has another id when it is read again.
    if (path === node || field === 'inContextOf' || field === 'supportedBy') return !lost.some((loss) => loss.field === 'kind' || loss.field === 'id' || loss.node === node) && reading.interchange.nodes.has(node); // prettier-ignore
    return !lost.some((loss) => loss.node === node);
  });
}

describeWithData('TEA cases', DATA, () => {
  it('opens all 18, with every element', () => {
    const judged = files().map((name) => {
      const text = utf8Decode(readConformance(...DATA, name), name);
      const { interchange } = read(name);
      // Ids where the form has them, else names: each element and the case itself have one.
      const ids = new Set([...text.matchAll(/"id":\s*"([^"]+)"/gu)].map((match) => match[1]));
      const names = [...text.matchAll(/"name":/gu)].length - 1;
      const elements = [...interchange.nodes.values()].filter((fields) => (fields['x-tea'] as { type?: string }).type !== undefined); // prettier-ignore
      const isWhole = elements.length === (ids.size === 0 ? names : ids.size);
      return { name, isAsExpected: isWhole };
    });
    expectCases('TEA cases', judged);
  });

  it('writes each back without a difference that the loss report does not name', () => {
    const judged = files().map((name) => {
      const isEmpty = read(name).interchange.nodes.size === 0;
      return { name, isAsExpected: isEmpty || unnamedDifferences(name).length === 0 };
    });
    expectCases('TEA round trips', judged);
  });

  it('gives the trees of version 1.0 back as they were, but for ids that TEA would refuse', () => {
    const current = files().filter((name) => name.startsWith('current/public/data'));
    expect(current.length).toBeGreaterThan(5);
    for (const name of current) {
      const before = JSON.parse(utf8Decode(readConformance(...DATA, name), name)) as { tree: Tree };
      const writing = write(read(name));
      const after = JSON.parse(writing.text) as { tree: Tree };
      expect(breaksOfTeaSchema(writing.text)).toEqual([]);
      const oldIds = new Set([...idsIn(before.tree)].filter((id) => isTeaId(id)));
      const newIds = idsIn(after.tree);
      expect([...oldIds].filter((id) => !newIds.has(id))).toEqual([]);
      expect(plain(after.tree)).toEqual(plain(before.tree));
    }
  });
});

interface Tree {
  readonly id: string;
  readonly children: readonly Tree[];
  readonly [key: string]: unknown;
}

function idsIn(tree: Tree): Set<string> {
  return new Set([tree.id, ...tree.children.flatMap((child) => [...idsIn(child)])]);
}

/** The tree without ids; what an empty field says is what an absent one says. */
function plain(tree: Tree): unknown {
  const kept = Object.entries(tree).filter(([key, value]) => !['id', 'defeatsElementId', 'children'].includes(key) && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)); // prettier-ignore
  const children = tree.children.map((child) => JSON.stringify(plain(child))).sort();
  return Object.fromEntries([...kept.sort(([a], [b]) => (a < b ? -1 : 1)), ['children', children]]);
}
