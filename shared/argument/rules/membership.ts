/**
 * Which contract module or published template a node stands in. Our argument.yaml says it at the node, in
 * `contractModule` and `templateModule`; SACM by a package of the type ArgumentPackageBinding.
 */
import type { ArgumentNode } from '../../case/model.ts';
import { isObject, listOf, textOf } from '../../case/read-fields.ts';
import type { JsonObject } from '../../trust/strict-json.ts';
import { otherField, otherText } from './other-fields.ts';

export interface Membership {
  /** Name of the contract module that a node stands in; null for none. */
  readonly contractOf: (node: ArgumentNode) => string | null;
  /** Contract modules that publish something through an interface, by name. */
  readonly published: readonly string[];
}

/** Name of the published template that a node stands in; null for none. */
export function templateOf(node: ArgumentNode): string | null {
  return otherText(node, 'templateModule');
}

function sacmOf(node: ArgumentNode): JsonObject {
  const kept = Object.hasOwn(node.other, 'x-sacm') ? otherField(node, 'x-sacm') : undefined;
  return isObject(kept) ? kept : {};
}

function nameOf(attributes: JsonObject): string {
  return textOf(attributes['name']) ?? textOf(attributes['id']) ?? textOf(attributes['xmi:id']) ?? 'contract'; // prettier-ignore
}

/** Packages of SACM that bind others, by their places in the file, and those that have an interface. */
function toBindings(nodes: readonly ArgumentNode[]): {
  readonly names: ReadonlyMap<number, string>;
  readonly published: readonly string[];
} {
  const [first] = nodes;
  const packages = first === undefined ? [] : listOf(sacmOf(first)['packages']).map((item) => (isObject(item) ? item : {})); // prettier-ignore
  const names = new Map<number, string>();
  const ids = new Map<string, string>();
  packages.forEach((item, index) => {
    if (item['name'] !== 'argumentPackageBinding') return;
    const attributes = isObject(item['attributes']) ? item['attributes'] : {};
    names.set(index, nameOf(attributes));
    for (const key of ['xmi:id', 'id', 'gid', 'identifier']) {
      const id = textOf(attributes[key]);
      if (id !== null) ids.set(id, nameOf(attributes));
    }
  });
  const published = packages.flatMap((item): string[] => {
    if (item['name'] !== 'argumentPackageInterface') return [];
    const attributes = isObject(item['attributes']) ? item['attributes'] : {};
    const implemented = ids.get((textOf(attributes['implements']) ?? '').replace(/^#/u, ''));
    const above = typeof item['above'] === 'number' ? names.get(item['above']) : undefined;
    return [...new Set([implemented, above])].flatMap((name) => name ?? []);
  });
  return { names, published };
}

/** Memberships of all nodes of an argument, in the order of the file. */
export function toMembership(nodes: readonly ArgumentNode[]): Membership {
  const { names, published } = toBindings(nodes);
  const boundBy = (node: ArgumentNode): string | null => {
    if (names.size === 0) return null;
    const at = sacmOf(node)['package'];
    return typeof at === 'number' ? (names.get(at) ?? null) : null;
  };
  return {
    contractOf: (node) => otherText(node, 'contractModule') ?? boundBy(node),
    published,
  };
}
