/** Constraints S1 to S12 of SACM 2.3 (interop.md 2.9) on a file that was read, as findings. */
import type { Finding } from '../../case/model.ts';
import { toFinding } from '../../case/read-fields.ts';
import { allElements, localName } from '../xml.ts';
import type { XmlElement } from '../xml.ts';
import { flagOf, idOf, referencesOf, typeOf } from './document.ts';
import type { SacmDocument } from './document.ts';

interface Check {
  readonly document: SacmDocument;
  readonly nodeOf: (element: XmlElement) => string | null;
  readonly findings: Finding[];
}

function say(check: Check, element: XmlElement, rule: string, what: string, fix: string, severity: Finding['severity'] = 'error'): void {
  const where = { file: check.document.file, node: check.nodeOf(element), line: element.line };
  const name = idOf(element) ?? element.name;
  check.findings.push({ ...toFinding(`sacm-${rule.toLowerCase()}`, severity, where, `${name} ${what}`, fix), rule }); // prettier-ignore
} // prettier-ignore

/** True where the element has a reference or child under the name. */
function has(element: XmlElement, name: string): boolean {
  return (element.attributes.get(name) ?? '') !== '' || element.children.some((child) => child.local === name); // prettier-ignore
}

function checkCitation(check: Check, element: XmlElement): void {
  const { document } = check;
  if (has(element, 'citedElement') && !flagOf(element, 'isCitation')) say(check, element, 'S1', 'cites an element and is not marked as a citation.', 'Set isCitation to true, or take citedElement out.'); // prettier-ignore
  if (has(element, 'implementationConstraint') && !flagOf(element, 'isAbstract')) say(check, element, 'S3', 'has an implementation constraint and is not abstract.', 'Set isAbstract to true, or take the constraint out.'); // prettier-ignore
  if (!has(element, 'abstractForm')) return;
  for (const { element: form } of referencesOf(document, element, 'abstractForm')) {
    if (form === null) continue;
    const isRight = !flagOf(element, 'isAbstract') && flagOf(form, 'isAbstract') && typeOf(form) === typeOf(element) && (typeOf(form) !== null || form.local === element.local); // prettier-ignore
    if (!isRight) say(check, element, 'S2', 'has an abstract form that is not an abstract element of its own type, or is abstract itself.', 'Name an abstract element of the same type.'); // prettier-ignore
  }
}

/** Texts of one element in several languages. */
function checkLanguages(check: Check, element: XmlElement): void {
  if (element.children.length === 0 && !element.attributes.has('expression')) return;
  const languages = element.children.flatMap((child) => ['content', 'value', 'langString'].includes(child.local) ? [child.attributes.get('lang') ?? child.attributes.get('xml:lang') ?? ''] : []); // prettier-ignore
  if (new Set(languages).size < languages.length) say(check, element, 'S4', 'has two texts in one language.', 'Keep one text for each language.'); // prettier-ignore
  const isExpressed = has(element, 'expression') && element.local !== 'terminologyPackage';
  const type = localName(element.attributes.get('xsi:type') ?? '');
  const isLangString = type === 'ExpressionLangString' || ['content', 'value', 'langString'].includes(element.local); // prettier-ignore
  const content = element.attributes.get('content') ?? element.text.trim();
  if (isLangString && isExpressed && content !== '') say(check, element, 'S5', 'has an expression and a text.', 'Leave the text empty where an expression stands for it.'); // prettier-ignore
}

function checkPackage(check: Check, element: XmlElement): void {
  const type = typeOf(element);
  const parts = element.children.filter((child) => typeOf(child) !== null);
  const isPackage = (child: XmlElement): boolean => (typeOf(child) ?? '').startsWith('ArgumentPackage'); // prettier-ignore
  if (type === 'ArgumentPackage' && parts.some(isPackage) && !parts.every(isPackage)) say(check, element, 'S6', 'holds argument packages and other elements.', 'Move the elements into a package of their own.'); // prettier-ignore
  if (type === 'ArgumentPackageBinding') {
    const participants = referencesOf(check.document, element, 'participantPackage');
    if (participants.some(({ element: one }) => one !== null && typeOf(one) !== 'ArgumentPackageInterface')) say(check, element, 'S7', 'binds a package that is no interface.', 'Name interfaces as participants.'); // prettier-ignore
    if (participants.length < 2) say(check, element, 'S7', 'binds fewer than two packages.', 'Name two participants or more.'); // prettier-ignore
    if (parts.some((child) => isNode(child) && !flagOf(child, 'isCitation'))) say(check, element, 'S7', 'holds an element that is no citation.', 'Cite elements of the participants.'); // prettier-ignore
  }
  if (type === 'ArgumentPackageInterface') checkInterface(check, element, parts);
}

function isNode(element: XmlElement): boolean {
  return ['Claim', 'ArgumentReasoning', 'ArtifactReference'].includes(typeOf(element) ?? '');
}

function checkInterface(check: Check, element: XmlElement, parts: readonly XmlElement[]): void {
  const implemented = new Set<XmlElement>();
  for (const { element: one } of referencesOf(check.document, element, 'implements')) {
    if (one !== null) for (const below of allElements(one)) implemented.add(below);
  }
  const isRight = parts.every((child) => {
    const cited = referencesOf(check.document, child, 'citedElement');
    return flagOf(child, 'isCitation') && cited.every(({ element: one }) => one !== null && implemented.has(one)); // prettier-ignore
  });
  if (!isRight) say(check, element, 'S8', 'holds something other than citations of the package that it implements.', 'Cite elements of that package only.'); // prettier-ignore
}

const ARTIFACT_ENDS = new Set(['AssertedArtifactSupport', 'AssertedArtifactContext']);

function checkRelation(check: Check, element: XmlElement): void {
  const type = typeOf(element) ?? '';
  const { document } = check;
  const [sources, targets] = [referencesOf(document, element, 'source'), referencesOf(document, element, 'target')]; // prettier-ignore
  const typesOf = (ends: typeof sources): string[] => ends.flatMap(({ element: end }) => (end === null ? [] : [typeOf(end) ?? end.local])); // prettier-ignore
  const isArtifact = (one: string): boolean => one === 'ArtifactReference';
  if (type === 'AssertedEvidence' && !typesOf(sources).every(isArtifact)) say(check, element, 'S9', 'is evidence from something that is no artifact reference.', 'Use artifact references as sources of evidence.'); // prettier-ignore
  if (ARTIFACT_ENDS.has(type) && !typesOf([...sources, ...targets]).every(isArtifact)) say(check, element, 'S10', 'joins something that is no artifact reference.', 'Use artifact references at both ends.'); // prettier-ignore
  if (type === 'AssertedInference' && typesOf([...sources, ...targets]).some((one) => one !== 'Claim' && !one.startsWith('Asserted'))) say(check, element, 'S11', 'is an inference between things that are no assertions.', 'Use claims or relationships at both ends.'); // prettier-ignore
  if (targets.length !== 1) say(check, element, 'S12', `has ${targets.length} targets; one is allowed.`, 'Write one relationship for each target.'); // prettier-ignore
  if (sources.length === 0) say(check, element, 'S12', 'has no source.', 'Name what it starts from.');
  for (const { element: end, text } of [...sources, ...targets, ...referencesOf(document, element, 'reasoning')]) {
    if (end === null) check.findings.push(toFinding('sacm-dangling', 'error', { file: document.file, node: null, line: element.line }, `${idOf(element) ?? element.name} names "${text}", which is not in the file.`, 'Correct the reference.')); // prettier-ignore
  }
} // prettier-ignore

/**
 * Everything in the file that breaks a constraint, in its order; code "sacm-s1" to "sacm-s12", rule "S1".
 * @param nodeOf Id of our node for an element, or null.
 */
export function findSacmIssues(
  document: SacmDocument,
  nodeOf: (element: XmlElement) => string | null,
): Finding[] {
  const check: Check = { document, nodeOf, findings: [] };
  for (const element of allElements(document.root)) {
    checkCitation(check, element);
    checkLanguages(check, element);
    const type = typeOf(element);
    if (type === null) continue;
    if (type.startsWith('Asserted')) checkRelation(check, element);
    else if (!isNode(element)) checkPackage(check, element);
  }
  return check.findings;
}
