/** What is odd in an LTAC file by LTAC's own rules; nothing of it stops reading. */
import type { Finding } from '../../case/model.ts';
import type { LtacType } from './parse-line.ts';
import type { LtacElement, LtacFile, LtacPlace } from './parse-file.ts';

/** Rule 9g. Context and Relation may stand below anything. */
const PERMITTED: Readonly<Record<LtacType, readonly LtacType[]>> = {
  Claim: ['Claim', 'Strategy', 'Assumption', 'Justification', 'Evidence'],
  Strategy: ['Claim', 'Justification', 'Assumption'],
  Justification: ['Claim', 'Strategy', 'Evidence'],
  Evidence: [],
  Context: [],
  Assumption: [],
  // Stands for the link above it (SACM): what may stand there may stand below it.
  Relation: ['Claim', 'Strategy', 'Assumption', 'Justification', 'Evidence'],
};
/** States of an assertion, of which an element has one (SACM: assertionDeclaration). */
const STATES = ['asserted', 'needssupport', 'assumed', 'axiomatic', 'defeated'];
const MAY_START: readonly LtacType[] = ['Claim', 'Justification', 'Strategy'];
const MAY_BE_CITED: readonly LtacType[] = ['Claim', 'Justification'];

type Say = (
  code: string,
  severity: Finding['severity'],
  node: string,
  line: number,
  message: string,
  fix: string,
) => void;

function elementFindings(element: LtacElement, say: Say): void {
  const { id, line, end, under, type } = element;
  const states = end.options.filter((option) => STATES.includes(option));
  if (states.length > 1) {
    say('ltac-states', 'error', id, line, `${id} is ${states.join(' and ')} at once.`, 'Keep one of them.'); // prettier-ignore
  }
  if (under === null && !MAY_START.includes(type)) {
    say('ltac-root', 'warning', id, line, `A package starts with ${id}, a ${type} (rule 3).`, 'Start it with a claim, a strategy or a justification.'); // prettier-ignore
  }
}

function placeFindings(place: LtacPlace, file: LtacFile, say: Say): void {
  const { parent, child, how, line } = place;
  const [above, below] = [file.elements.get(parent), file.elements.get(child)];
  // That an id leads nowhere is said by the rules of every argument.
  if (below === undefined) return;
  if (how === 'citation' && place.type !== below.type) {
    say('ltac-citation-type', 'error', child, line, `${child} is cited as ${place.type ?? ''} and declared as ${below.type}.`, 'Cite it as what it is.'); // prettier-ignore
  }
  if (how === 'citation' && !MAY_BE_CITED.includes(below.type)) {
    say('ltac-citation-kind', 'info', child, line, `${child} is a ${below.type}; claims and justifications are cited from other packages (rule 7).`, 'Name it by a link in its own package.'); // prettier-ignore
  }
  if (how === 'citation' && place.text !== null && place.text !== below.text) {
    say('ltac-citation-text', 'warning', child, line, `${child} is cited with other words than it is declared with.`, 'Take over the words of the declaration.'); // prettier-ignore
  }
  if (above === undefined || below.type === 'Context' || below.type === 'Relation') return;
  if (!PERMITTED[above.type].includes(below.type)) {
    say('ltac-not-permitted', 'warning', child, line, `${child}, a ${below.type}, stands below ${parent}, a ${above.type} (rule 9g).`, 'Put it below an element that may hold it.'); // prettier-ignore
  }
}

/** Rule 9h: a claim that rests on evidence has no strategy, justification or assumption beside it. */
function mixedFindings(file: LtacFile, say: Say): void {
  const below = new Map<string, Set<LtacType>>();
  for (const { parent, child } of file.places) {
    const type = file.elements.get(child)?.type;
    if (type === undefined) continue;
    const types = below.get(parent) ?? new Set();
    below.set(parent, types.add(type));
  }
  for (const [id, types] of below) {
    const element = file.elements.get(id);
    if (element?.type !== 'Claim' || !types.has('Evidence')) continue;
    const others = (['Strategy', 'Justification', 'Assumption'] as const).filter((type) => types.has(type)); // prettier-ignore
    if (others.length === 0) continue;
    say('ltac-mixed', 'warning', id, element.line, `${id} rests on evidence and has ${others.join(', ')} beside it (rule 9h).`, 'Put the evidence below a claim of its own.'); // prettier-ignore
  }
}

/** Findings in the order of the file, those about single lines first. */
export function structureFindings(parsed: LtacFile, file: string): Finding[] {
  const findings: Finding[] = [];
  const say: Say = (code, severity, node, line, message, fix) => {
    findings.push({ code, severity, where: { file, node, line }, message, fix });
  };
  for (const element of parsed.elements.values()) elementFindings(element, say);
  for (const place of parsed.places) placeFindings(place, parsed, say);
  mixedFindings(parsed, say);
  return findings;
}
