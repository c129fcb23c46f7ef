/** One small argument for each numbered rule that breaks this one; docs/rules.md is held against them. */
import { findStructure } from '../../shared/argument/findings.ts';
import { checkArgument } from '../../shared/argument/rules/check.ts';
import { parseArgument } from '../../shared/case/parse-argument.ts';
import { parseYamlText } from '../../shared/case/parse-yaml.ts';
import type { ArgumentNode, Finding } from '../../shared/case/model.ts';
import { readGsn2x } from '../../shared/formats/gsn2x/read.ts';
import { toCanonicalJson } from '../../shared/trust/canonical-json.ts';
import { buildCase, digestOf } from './builders.ts';

/** Rule, code, severity, the node that is named ("" for none), and the argument. */
export type RuleCase = readonly [
  rule: string,
  code: string,
  severity: Finding['severity'],
  node: string,
  argument: string | Readonly<Record<string, string>>,
];

const FILE = 'data/argument.yaml';
const ALL = { extended: true, warnDialectic: true, universalWords: true };

function parse(text: string): { nodes: ArgumentNode[]; findings: Finding[] } {
  return parseArgument(parseYamlText(text, FILE), FILE, { digestOf: (value) => digestOf(toCanonicalJson(value)) }); // prettier-ignore
}

/** What the profile `gsn` says of an argument in our YAML, or of gsn2x files of which the first is opened. */
export function findByGsn(argument: RuleCase[4]): Finding[] {
  if (typeof argument !== 'string') return readFindings(argument);
  const { nodes, findings } = parse(argument);
  // Without a top as well: roots are told otherwise where none is named.
  const structure = [buildCase(nodes), buildCase(nodes, { topNode: null })].flatMap((one) => findStructure(one, FILE)); // prettier-ignore
  const safetyCase = { ...buildCase(nodes), findings: [...findings, ...structure] };
  return checkArgument({ ...safetyCase, argumentFile: FILE }, 'gsn', { ...ALL, universalWords: false }); // prettier-ignore
}

/** What the profile `gsn2x` says. */
export function findByGsn2x(argument: RuleCase[4]): Finding[] {
  const read = typeof argument === 'string' ? [] : readFindings(argument);
  const nodes = typeof argument === 'string' ? parse(argument).nodes : [];
  return checkArgument({ ...buildCase(nodes), findings: read, argumentFile: FILE }, 'gsn2x', ALL);
}

function readFindings(files: Readonly<Record<string, string>>): Finding[] {
  const [path, text] = Object.entries(files)[0] ?? ['', ''];
  return [...readGsn2x([{ path, text }], (name) => files[name] ?? null).findings];
}

const TOP =
  'G1: {kind: goal, text: a, supportedBy: [Sn1]}\nSn1: {kind: solution, text: b, url: u}\n';
/** G1 rests on Sn1 and on what follows. */
function over(ids: string, rest: string): string {
  return `G1: {kind: goal, text: a, supportedBy: [Sn1, ${ids}]}\nSn1: {kind: solution, text: b, url: u}\n${rest}`;
}
const CONTRACT = 'contractModule: Link';
const contract = (rest: string): string => over('G2', `G2: {kind: goal, text: c, public: true, toBeSupportedByContract: true}\nAG1: {kind: awayGoal, text: c, refersTo: G2, ${CONTRACT}, ${rest}\n`); // prettier-ignore

/** Rules of the standard, by number. */
export const GSN_CASES: readonly RuleCase[] = [
  ['G1', 'unknown-kind', 'error', 'X1', `${TOP}X1: {kind: thing}\n`],
  ['G3', 'wrong-kind-of-link', 'error', 'S1', over('S1', 'S1: {kind: strategy, supportedBy: [Sn1]}\n')],
  ['G3', 'wrong-kind-of-link', 'error', 'S1', over('S1', 'S1: {kind: strategy, supportedBy: [S2]}\nS2: {kind: strategy, supportedBy: [G2]}\nG2: {kind: goal, supportedBy: [Sn1]}\n')],
  ['G4', 'wrong-kind-of-link', 'error', 'G1', over('C1', 'C1: {kind: context}\n')],
  ['G4', 'wrong-kind-of-link', 'error', 'Sn1', 'G1: {kind: goal, supportedBy: [Sn1]}\nSn1: {kind: solution, url: u, supportedBy: [G2]}\nG2: {kind: goal, undeveloped: true}\n'],
  ['G5', 'wrong-kind-of-link', 'error', 'G1', 'G1: {kind: goal, supportedBy: [Sn1], inContextOf: [G2]}\nSn1: {kind: solution, url: u}\nG2: {kind: goal, supportedBy: [Sn1]}\n'],
  ['G5', 'wrong-kind-of-link', 'error', 'Sn1', 'G1: {kind: goal, supportedBy: [Sn1]}\nSn1: {kind: solution, url: u, inContextOf: [C1]}\nC1: {kind: context}\n'],
  ['G6', 'cycle', 'error', 'G2', over('G2', 'G2: {kind: goal, supportedBy: [G3]}\nG3: {kind: goal, supportedBy: [G2]}\n')],
  ['G6', 'no-root', 'error', '', 'G2: {kind: goal, supportedBy: [G3]}\nG3: {kind: goal, supportedBy: [G2]}\n'],
  ['G7', 'cycle', 'error', 'G2', over('G2', 'G2: {kind: goal, supportedBy: [Sn1], inContextOf: [G2]}\n')],
  ['G8', 'undeveloped-kind', 'error', 'Sn2', over('Sn2', 'Sn2: {kind: solution, url: u, undeveloped: true}\n')],
  ['G9', 'bare-claim', 'warning', 'G2', over('G2', 'G2: {kind: goal}\n')],
  ['G10', 'undeveloped-with-support', 'error', 'G2', over('G2', 'G2: {kind: goal, undeveloped: true, supportedBy: [Sn1]}\n')],
  ['G18', 'not-connected', 'warning', 'G2', `${TOP}G2: {kind: goal, supportedBy: [Sn1]}\n`],
  ['G18', 'several-roots', 'warning', '', `${TOP}G2: {kind: goal, supportedBy: [Sn1]}\n`],
  ['P2', 'uninstantiated', 'warning', 'G2', over('G2', 'G2: {kind: goal, uninstantiated: true, supportedBy: [Sn1]}\n')],
  ['P4', 'template-undeveloped', 'error', 'G2', over('G2', 'G2: {kind: goal, undeveloped: true, templateModule: T}\n')],
  ['P4', 'template-undeveloped', 'error', 'G2', { 'a.yaml': 'module: {name: A, uses: [t.yaml], extends: [{module: T, develops: {G1: [G3]}}]}\nG3: {text: c}\n', 't.yaml': 'module: {name: T}\nG0: {text: a, supportedBy: [G1, G2]}\nG1: {text: b, undeveloped: true}\nG2: {text: b, undeveloped: true}\n' }],
  ['M1', 'away-kind', 'warning', 'G2', over('G2', 'G2: {kind: goal, supportedBy: [Sn1], refersTo: G1}\n')],
  ['M1', 'unknown-kind', 'error', 'AS1', over('AS1', 'AS1: {kind: awayStrategy}\n')],
  ['M2', 'away-not-found', 'warning', 'AG1', over('AG1', 'AG1: {kind: awayGoal, refersTo: G7}\n')],
  ['M2', 'away-other-kind', 'error', 'AG1', over('AG1', 'AG1: {kind: awayGoal, text: b, refersTo: Sn1}\n')],
  ['M2', 'away-text-differs', 'warning', 'AG1', over('AG1, G2', 'G2: {kind: goal, text: c, supportedBy: [Sn1]}\nAG1: {kind: awayGoal, text: d, refersTo: G2}\n')],
  ['M3', 'away-not-public', 'error', 'AG1', over('AG1, G2', 'G2: {kind: goal, text: c, public: false, supportedBy: [Sn1]}\nAG1: {kind: awayGoal, text: c, refersTo: G2}\n')],
  ['M4', 'wrong-kind-of-link', 'error', 'S1', over('S1', 'S1: {kind: strategy, supportedBy: [M1]}\nM1: {kind: moduleReference, module: B}\n')],
  ['M4', 'wrong-kind-of-link', 'error', 'S1', over('S1', 'S1: {kind: strategy, supportedBy: [K1]}\nK1: {kind: contractReference, module: B}\n')],
  ['M5', 'wrong-kind-of-link', 'error', 'G1', 'G1: {kind: goal, supportedBy: [Sn1], inContextOf: [K1]}\nSn1: {kind: solution, url: u}\nK1: {kind: contractReference, module: B}\n'],
  ['M6', 'away-decomposed', 'error', 'AG1', over('AG1', 'AG1: {kind: awayGoal, supportedBy: [Sn1]}\n')],
  ['M7', 'wrong-kind-of-link', 'error', 'AG1', contract(`supportedBy: [Sn2]}\nSn2: {kind: solution, url: u, ${CONTRACT}}`)],
  ['M7', 'wrong-kind-of-link', 'error', 'AG1', contract(`supportedBy: [AG2], inContextOf: [C2]}\nAG2: {kind: awayGoal, ${CONTRACT}}\nC2: {kind: context, ${CONTRACT}}`)],
  ['M8', 'reference-in-contract', 'error', 'M1', contract(`supportedBy: [G4]}\nG4: {kind: goal, supportedBy: [M1], ${CONTRACT}}\nM1: {kind: moduleReference, module: B, ${CONTRACT}}`)],
  ['M8', 'contract-in-contract', 'error', 'G4', contract(`supportedBy: [G4]}\nG4: {kind: goal, toBeSupportedByContract: true, ${CONTRACT}}`)],
  ['M9', 'contract-kind', 'error', 'S1', over('S1', 'S1: {kind: strategy, toBeSupportedByContract: true}\n')],
  ['M9', 'contract-and-support', 'error', 'G2', over('G2', 'G2: {kind: goal, toBeSupportedByContract: true, supportedBy: [Sn1]}\n')],
  ['M10', 'cycle-over-modules', 'error', 'G2', over('G2', 'G2: {kind: goal, text: c, module: A, supportedBy: [AG1]}\nAG1: {kind: awayGoal, text: d, module: B, refersTo: G3}\nG3: {kind: goal, text: d, module: B, supportedBy: [AG2]}\nAG2: {kind: awayGoal, text: c, module: A, refersTo: G2}\n')],
  ['M11', 'contract-publishes', 'error', 'G4', contract(`supportedBy: [G4]}\nG4: {kind: goal, public: true, undeveloped: true, ${CONTRACT}}`)],
  ['M11', 'contract-names-element', 'error', 'AG1', contract('supportedBy: [G4]}\nG4: {kind: goal, supportedBy: [Sn1]}')],
  ['M11', 'contract-named', 'error', 'G1', over('G4', `G4: {kind: goal, undeveloped: true, ${CONTRACT}}\n`)],
  ['M11', 'contract-referred-to', 'error', 'AG9', over('AG9', `AG9: {kind: awayGoal, text: d, refersTo: G4}\nG4: {kind: goal, text: d, undeveloped: true, ${CONTRACT}}\n`)],
  ['M11', 'contract-has-interface', 'error', '', `G1: {kind: goal, undeveloped: true, x-sacm: {package: 1, packages: [{name: argumentPackage, above: null}, {name: argumentPackageBinding, above: 0, attributes: {id: B1, name: Link}}, {name: argumentPackageInterface, above: 0, attributes: {implements: "#B1"}}]}}\n`],
  ['M12', 'public-id-twice', 'error', 'B/G2', over('G2, B/G2', 'G2: {kind: goal, public: true, module: A, supportedBy: [Sn1]}\nB/G2: {kind: goal, public: true, module: B, supportedBy: [Sn1]}\n')],
  ['A1', 'acp-place', 'error', 'G1', 'G1: {kind: goal, supportedBy: [Sn1], acp: {ACP1: G1}}\nSn1: {kind: solution, url: u}\n'],
  ['A1', 'acp-place', 'error', 'G1', 'G1: {kind: goal, supportedBy: [Sn1], acp: {ACP1: [Sn1, Sn9]}}\nSn1: {kind: solution, url: u}\n'],
  ['A1', 'acp-place', 'error', 'M1', over('M1', 'M1: {kind: moduleReference, module: B, acp: {ACP1: M1}}\n')],
  ['A2', 'acp-not-argued', 'info', 'G1', 'G1: {kind: goal, supportedBy: [Sn1], acp: {ACP1: Sn1}}\nSn1: {kind: solution, url: u}\n'],
  ['A2', 'acp-twice', 'warning', 'G2', 'G1: {kind: goal, supportedBy: [G2], acp: {ACP1: G2}}\nG2: {kind: goal, supportedBy: [Sn1], acp: {ACP1: Sn1}}\nSn1: {kind: solution, url: u}\n'],
  ['A3', 'acp-ambiguous', 'warning', 'S1', over('S1', 'S1: {kind: strategy, supportedBy: [G2, G3], acp: {ACP1: G2}}\nG2: {kind: goal, supportedBy: [Sn1]}\nG3: {kind: goal, supportedBy: [Sn1]}\n')],
  ['D1', 'challenger-kind', 'error', 'C1', `${TOP}C1: {kind: context, challenges: [G1]}\n`],
  ['D1', 'challenger-kind', 'error', 'M1', `${TOP}M1: {kind: moduleReference, module: B, challenges: [G1]}\n`],
  ['D1', 'wrong-kind-of-link', 'error', 'G1', over('CG1', 'CG1: {kind: defeater, challenges: [G1]}\n')],
  ['D4', 'challenges-one-link', 'warning', 'CG1', over('G2', 'G2: {kind: goal, supportedBy: [Sn1]}\nCG1: {kind: defeater, challenges: [G1 -> G2]}\n')],
  ['D5', 'challenge-not-argued', 'warning', 'CG1', 'G1: {kind: goal, supportedBy: [Sn1], defeated: true}\nSn1: {kind: solution, url: u}\nCG1: {kind: defeater, challenges: [G1]}\n'],
  ['D8', 'open-defeater', 'warning', 'CG1', `${TOP}CG1: {kind: defeater, challenges: [G1]}\n`],
  ['D9', 'defeat-of-challenge', 'warning', 'CG1', 'G1: {kind: goal, supportedBy: [Sn1], defeated: true}\nSn1: {kind: solution, url: u}\nCG1: {kind: defeater, challenges: [G1], supportedBy: [Sn1], defeated: true}\n'],
]; // prettier-ignore

const MODULES = (second: string, extra = ''): Readonly<Record<string, string>> => ({ 'a.yaml': `module: {name: A, uses: [b.yaml]${extra}}\nG1: {text: a, supportedBy: [Sn1]}\nSn1: {text: b}\n`, 'b.yaml': second }); // prettier-ignore
const B =
  'module: {name: B}\nG2: {text: c, undeveloped: true}\nG3: {text: c, supportedBy: [Sn2]}\nSn2: {text: d}\n';

/** Rules of gsn2x, by its numbers. */
export const GSN2X_CASES: readonly RuleCase[] = [
  ['V01', 'gsn2x-v01', 'error', 'X1', `${TOP}X1: {text: c}\n`],
  ['V02', 'gsn2x-v02', 'warning', 'G2', over('G2', 'G2: {kind: goal}\n')],
  ['V03', 'gsn2x-v03', 'error', 'G2', over('G2', 'G2: {kind: goal, undeveloped: true, supportedBy: [Sn1]}\n')],
  ['V04', 'gsn2x-v04', 'error', 'G1', over('C1', 'C1: {kind: context}\n')],
  ['V05', 'gsn2x-v05', 'warning', 'G1', over('Sn1', '')],
  ['V06', 'gsn2x-v06', 'error', 'G2', over('G2', 'G2: {kind: goal, supportedBy: [G2]}\n')],
  ['V07', 'develops-wrong-kind', 'error', '', MODULES(B, ', extends: [{module: B, develops: {G2: [C1]}}]')],
  ['V07', 'develops-missing-node', 'error', '', MODULES(B, ', extends: [{module: B, develops: {G2: [G9]}}]')],
  ['V08', 'gsn2x-v08', 'warning', 'Sn2', over('Sn2', 'Sn2: {kind: goal, supportedBy: [Sn1]}\n')],
  ['V09', 'gsn2x-v09', 'error', 'G1', `G1: {kind: goal, supportedBy: [Sn1], acp: {ACP1: G9}}\nSn1: {kind: solution}\n`],
  ['V10', 'gsn2x-v10', 'error', 'Sn2', over('Sn2', 'Sn2: {kind: solution, defeated: true}\n')],
  ['V11', 'gsn2x-v11', 'warning', '', `${TOP}CG1: {nodeType: CounterGoal, challenges: G1}\n`],
  ['V12', 'gsn2x-v12', 'error', 'G2', `${TOP}G2: {kind: goal, supportedBy: [Sn1], challenges: G1}\n`],
  ['V13', 'gsn2x-v13', 'error', 'G1', 'G1: {kind: goal, supportedBy: [Sn1], defeatedRelation: Sn2}\nSn1: {kind: solution}\n'],
  ['C01', 'gsn2x-c01', 'warning', '', `${TOP}G2: {kind: goal, supportedBy: [Sn1]}\n`],
  ['C01', 'gsn2x-c01', 'error', '', 'G1: {kind: goal, supportedBy: [G2]}\nG2: {kind: goal, supportedBy: [G1]}\n'],
  ['C02', 'gsn2x-c02', 'error', 'S1', 'S1: {kind: strategy, undeveloped: true}\n'],
  ['C03', 'gsn2x-c03-support', 'error', 'G1', over('G9', '')],
  ['C03', 'gsn2x-c03-context', 'error', 'G1', 'G1: {kind: goal, supportedBy: [Sn1], inContextOf: [C9]}\nSn1: {kind: solution}\n'],
  ['C04', 'gsn2x-c04', 'error', 'G2', over('G2', 'G2: {kind: goal, supportedBy: [G3]}\nG3: {kind: goal, supportedBy: [G2]}\n')],
  ['C06', 'module-twice', 'error', '', MODULES('module: {name: B, uses: [a.yaml]}\nG2: {text: c, undeveloped: true}\n')],
  ['C07', 'id-in-two-modules', 'error', 'B/G1', MODULES('module: {name: B}\nG1: {text: c, undeveloped: true}\n')],
  ['C08', 'gsn2x-c08', 'error', 'G2', `${TOP}G2: {kind: goal, supportedBy: [G3]}\nG3: {kind: goal, supportedBy: [G2]}\n`],
  ['C09', 'extends-missing-module', 'error', '', MODULES(B, ', extends: [{module: Z, develops: {}}]')],
  ['C10', 'extends-missing-node', 'error', '', MODULES(B, ', extends: [{module: B, develops: {G3: [Sn1]}}]')],
  ['C11', 'gsn2x-c11-support', 'warning', 'G1', 'G1: {kind: goal, supportedBy: "Sn1,Sn2"}\nSn1: {kind: solution}\n'],
  ['C11', 'gsn2x-c11-context', 'warning', 'G1', 'G1: {kind: goal, supportedBy: [Sn1], inContextOf: "C1,C2"}\nSn1: {kind: solution}\n'],
  ['C12', 'gsn2x-c12', 'error', 'CG1', `${TOP}CG1: {nodeType: CounterGoal, challenges: G1 -> Z1}\n`],
  ['C13', 'gsn2x-c13', 'error', 'CG1', `${TOP}CG1: {nodeType: CounterGoal, challenges: CG1}\n`],
  ['C14', 'gsn2x-c14', 'error', 'CG1', `${TOP}CG1: {nodeType: CounterGoal, challenges: Z1}\n`],
  ['C15', 'gsn2x-c15', 'error', 'CG1', `${TOP}CG1: {nodeType: CounterGoal, challenges: G1 -> G1}\n`],
  ['C16', 'gsn2x-c16', 'error', 'CG1', over('G2', 'G2: {kind: goal, supportedBy: [Sn2]}\nSn2: {kind: solution}\nCG1: {nodeType: CounterGoal, challenges: G1 -> Sn2}\n')],
]; // prettier-ignore
