/** Rules of GSN v3 about single elements: decorators, patterns, away elements (G8, P2, M2, M3, M6, M9). */
import type { ArgumentNode, Finding } from '../../case/model.ts';
import { at } from '../link-findings.ts';
import type { FindingContext } from '../link-findings.ts';
import { otherField, otherText } from './other-fields.ts';

const MAY_BE_UNDEVELOPED: readonly ArgumentNode['kind'][] = [
  'goal', 'strategy', 'defeater', 'awayGoal', 'unknown',
]; // prettier-ignore

type Say = (rule: string, code: string, severity: Finding['severity'], message: string, fix: string) => void; // prettier-ignore

function sayOf(node: ArgumentNode, context: FindingContext, findings: Finding[]): Say {
  return (rule, code, severity, message, fix) => {
    findings.push({ code, rule, severity, where: at(context, node), message, fix });
  };
}

function decoratorFindings(node: ArgumentNode, say: Say): void {
  const { id, kind } = node;
  if (node.undeveloped && !MAY_BE_UNDEVELOPED.includes(kind)) {
    say('G8', 'undeveloped-kind', 'error', `${id} is a ${kind} and marked undeveloped; only goals and strategies can be.`, 'Take the mark away.'); // prettier-ignore
  }
  if (otherField(node, 'uninstantiated') === true) {
    say('P2', 'uninstantiated', 'warning', `${id} is not instantiated: it is part of a pattern still.`, 'Put what the case is about in the place of the words in braces.'); // prettier-ignore
  }
  if (otherField(node, 'toBeSupportedByContract') !== true) return;
  if (kind !== 'goal') {
    say('M9', 'contract-kind', 'error', `${id} is a ${kind} and to be supported by contract; only goals can be.`, 'Take the mark away.'); // prettier-ignore
  }
  if (node.undeveloped || node.supportedBy.length > 0) {
    const also = node.undeveloped ? 'undeveloped' : 'supported here';
    say('M9', 'contract-and-support', 'error', `${id} is to be supported by contract and ${also}.`, 'Keep one of the two.'); // prettier-ignore
  }
}

/** An away element stands for one of another module, which `refersTo` names. */
function awayFindings(node: ArgumentNode, context: FindingContext, say: Say): void {
  const { id, kind } = node;
  const name = otherText(node, 'refersTo');
  if (!kind.startsWith('away')) {
    if (name !== null) say('M1', 'away-kind', 'warning', `${id} refers to ${name}, but is a ${kind}.`, 'Make it an away element.'); // prettier-ignore
    return;
  }
  if (node.supportedBy.length > 0 && context.membership.contractOf(node) === null) {
    say('M6', 'away-decomposed', 'error', `${id} stands for an element of another module and has support here.`, 'Develop it in its own module.'); // prettier-ignore
  }
  const target = name === null ? undefined : context.index.byId.get(name);
  if (name === null) return;
  if (target === undefined) {
    say('M2', 'away-not-found', 'warning', `${id} refers to ${name}, which is not in the case.`, 'Ask for its module, or correct the id.'); // prettier-ignore
    return;
  }
  if (`away${target.kind}`.toLowerCase() !== kind.toLowerCase()) {
    say('M2', 'away-other-kind', 'error', `${id} is an ${kind}; ${name} is a ${target.kind}.`, 'Make both of one kind.'); // prettier-ignore
  }
  if (target.text.trim() !== node.text.trim()) {
    say('M2', 'away-text-differs', 'warning', `${id} says "${node.text}"; ${name}, which it repeats, says "${target.text}".`, 'Take over the words.'); // prettier-ignore
  }
  if (otherField(target, 'public') === false) {
    say('M3', 'away-not-public', 'error', `${id} refers to ${name}, which its module does not publish.`, 'Mark it public, or refer to another element.'); // prettier-ignore
  }
}

export function elementFindings(node: ArgumentNode, context: FindingContext): Finding[] {
  const findings: Finding[] = [];
  const say = sayOf(node, context, findings);
  decoratorFindings(node, say);
  awayFindings(node, context, say);
  return findings;
}
