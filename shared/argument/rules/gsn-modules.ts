/** Rules of GSN v3 about modules, contract modules and templates (M8, M10, M11, M12, P4). */
import type { ArgumentNode, Finding } from '../../case/model.ts';
import type { CaseIndex } from '../case-index.ts';
import { findCycles } from '../cycles.ts';
import { at } from '../link-findings.ts';
import type { FindingContext } from '../link-findings.ts';
import { isReference } from './allowed-links.ts';
import { templateOf } from './membership.ts';
import { otherField, otherText } from './other-fields.ts';

/**
 * P4: a published template leaves nothing undeveloped; what whoever uses it has to add is uninstantiated.
 * @param module Name of the template.
 */
export function templateFinding(id: string, module: string, where: Finding['where']): Finding {
  return { code: 'template-undeveloped', rule: 'P4', severity: 'error', where, message: `${id} of the template ${module} is undeveloped.`, fix: 'Develop it in the template, or mark it uninstantiated.' }; // prettier-ignore
}

/** M8: a contract joins what modules publish; it refers to none as a whole and asks for no contract. */
function insideContract(node: ArgumentNode, contract: string, context: FindingContext): Finding[] {
  const where = at(context, node);
  if (isReference(node.kind)) {
    return [{ code: 'reference-in-contract', rule: 'M8', severity: 'error', where, message: `${node.id} refers to a module as a whole and stands in the contract module ${contract}.`, fix: 'Name the elements that the contract rests on as away elements.' }]; // prettier-ignore
  }
  if (otherField(node, 'toBeSupportedByContract') !== true) return [];
  return [{ code: 'contract-in-contract', rule: 'M8', severity: 'error', where, message: `${node.id} is to be supported by contract and stands in the contract module ${contract} itself.`, fix: 'Argue it here, or take the mark away.' }]; // prettier-ignore
} // prettier-ignore

/** M11: nothing of a contract module is published, and nothing leads in or out but through away elements. */
function acrossContract(node: ArgumentNode, contract: string | null, context: FindingContext): Finding[] {
  const where = at(context, node);
  const { index, membership } = context;
  const findings: Finding[] = [];
  const say = (code: string, message: string, fix: string): void => {
    findings.push({ code, rule: 'M11', severity: 'error', where, message, fix });
  };
  if (contract !== null && otherField(node, 'public') === true) {
    say('contract-publishes', `${node.id} is public and stands in the contract module ${contract}, which publishes nothing.`, 'Take the mark away.'); // prettier-ignore
  }
  const linked = [...(index.childrenOf.get(node.id) ?? []), ...(index.contextsOf.get(node.id) ?? [])];
  for (const id of linked) {
    const target = index.byId.get(id);
    const other = target === undefined ? contract : membership.contractOf(target);
    if (other === contract) continue;
    if (contract !== null) say('contract-names-element', `${node.id} of the contract module ${contract} names ${id}, which does not stand in it.`, 'Put an away element for it into the contract.'); // prettier-ignore
    else say('contract-named', `${node.id} names ${id}, which stands in the contract module ${other ?? ''}.`, 'Refer to the contract module as a whole, by a contract reference.'); // prettier-ignore
  }
  const meant = node.kind.startsWith('away') ? index.byId.get(otherText(node, 'refersTo') ?? '') : undefined;
  const home = meant === undefined ? null : membership.contractOf(meant);
  if (home !== null) {
    say('contract-referred-to', `${node.id} refers to ${meant?.id ?? ''}, which stands in the contract module ${home}.`, 'Refer to an element of a module that publishes it.'); // prettier-ignore
  }
  return findings;
} // prettier-ignore

/** M8, M11 and P4 for one node. */
export function moduleFindings(node: ArgumentNode, context: FindingContext): Finding[] {
  const contract = context.membership.contractOf(node);
  const template = node.undeveloped ? templateOf(node) : null;
  return [
    ...(contract === null ? [] : insideContract(node, contract, context)),
    ...acrossContract(node, contract, context),
    ...(template === null ? [] : [templateFinding(node.id, template, at(context, node))]),
  ];
}

/** Who rests on whom where away elements stand for what they refer to. In a contract they carry it. */
function toComposed(index: CaseIndex): (id: string) => readonly string[] {
  const added = new Map<string, string[]>();
  for (const node of index.byId.values()) {
    if (!node.kind.startsWith('away')) continue;
    const name = otherText(node, 'refersTo');
    if (name === null || !index.byId.has(name)) continue;
    const [from, to] = index.childrenOf.has(node.id) ? [name, node.id] : [node.id, name];
    added.set(from, [...(added.get(from) ?? []), to]);
  }
  return (id) => [...(index.childrenOf.get(id) ?? []), ...(added.get(id) ?? [])];
}

/** M10: modules may support each other, but no claim may come back to itself through away elements. */
function compositionFindings(context: FindingContext): Finding[] {
  const { index } = context;
  const linksOf = toComposed(index);
  const ids = [...index.byId.keys()];
  const plain = new Set(findCycles(ids, (id) => index.childrenOf.get(id) ?? []).map((circle) => circle.join('\n'))); // prettier-ignore
  return findCycles(ids, linksOf).flatMap((circle): Finding[] => {
    const first = index.byId.get(circle[0] ?? '');
    // A circle of links alone is rule G6.
    if (first === undefined || plain.has(circle.join('\n'))) return [];
    return [{ code: 'cycle-over-modules', rule: 'M10', severity: 'error', where: at(context, first), message: `${circle.join(', ')} support each other in a circle once their modules are joined.`, fix: 'Look for what holds from outside, and rest one of the modules on that.' }]; // prettier-ignore
  });
}

/** M12: what modules publish keeps its id when it is shown elsewhere, so that no two may have the same. */
function publishedFindings(context: FindingContext): Finding[] {
  const first = new Map<string, string>();
  return [...context.index.byId.values()].flatMap((node): Finding[] => {
    if (otherField(node, 'public') !== true) return [];
    const prefix = `${otherText(node, 'module') ?? ''}/`;
    const plain = prefix !== '/' && node.id.startsWith(prefix) ? node.id.slice(prefix.length) : node.id; // prettier-ignore
    const known = first.get(plain);
    if (known === undefined) first.set(plain, node.id);
    if (known === undefined || known === node.id) return [];
    return [{ code: 'public-id-twice', rule: 'M12', severity: 'error', where: at(context, node), message: `${node.id} and ${known} are public and both called ${plain} in their modules.`, fix: 'Give one of them an id of its own.' }]; // prettier-ignore
  });
}

/** M10, M11 and M12 for the argument as a whole. */
export function compositionRules(context: FindingContext): Finding[] {
  const { file, membership } = context;
  const interfaces = membership.published.map((name): Finding => ({ code: 'contract-has-interface', rule: 'M11', severity: 'error', where: { file, node: null, line: null }, message: `The contract module ${name} has an interface.`, fix: 'Publish in the modules that it joins.' })); // prettier-ignore
  return [...interfaces, ...compositionFindings(context), ...publishedFindings(context)];
}
