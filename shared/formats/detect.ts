/** Which format a text is in: by what stands in it, with the name of the file as a hint. */
import type { FormatId } from './interchange.ts';

/** 'own' is an argument.yaml, with keys that only ours has. */
export type Detected = FormatId | 'own' | null;

/** So much of a text tells what it is. */
const HEAD = 64 * 1024;
const LTAC_LINE = /^- (?:Claim|Strategy|Justification|Evidence|Context|Assumption)(?=[ :]|$)/u;
/** Keys below an id that gsn2x does not have, and that no layer is likely to be called. */
const OWN_KEY = /(?:^[ \t]+|[{,][ \t]*)["']?(?:kind|supportMode|declaredLoadBearing|defeaterType)["']?[ \t]*:/mu; // prettier-ignore
const ENDINGS: readonly (readonly [RegExp, FormatId])[] = [
  [/\.ya?ml$/iu, 'gsn2x'],
  [/\.(?:md|markdown)$/iu, 'markdown'],
  [/\.ltac$/iu, 'ltac'],
  [/\.axml$/iu, 'asce'],
  [/\.json$/iu, 'tea'],
];

function formatOfXml(text: string): FormatId | null {
  const head = text.slice(0, HEAD);
  if (/<asce-network[\s>]/u.test(head)) return 'asce';
  return /sacm|ArgumentPackage|argumentation|AssuranceCase/iu.test(head) ? 'sacm' : null;
}

function formatOfJson(text: string): FormatId | null {
  return /"(?:tree|elements|evidenceLinks|goals)"\s*:/u.test(text) ? 'tea' : null;
}

/** First line that says something: neither empty nor a comment. */
function firstLine(text: string): string {
  return /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*([^\r\n]*)/u.exec(text)?.[1] ?? '';
}

/**
 * The format of a text, or null where it is none that is read here.
 * @param name Name or path of the file.
 */
export function detectFormat(name: string, text: string): Detected {
  const named = ENDINGS.find(([ending]) => ending.test(name))?.[1] ?? null;
  if (named === 'markdown') return 'markdown';
  const start = /\S/u.exec(text.replace(/^\ufeff/u, ''))?.[0];
  if (named === 'gsn2x' && start !== '<') return OWN_KEY.test(text) ? 'own' : 'gsn2x';
  if (start === '<') return formatOfXml(text) ?? (named === 'asce' ? 'asce' : null);
  if (start === '{') return formatOfJson(text) ?? (named === 'tea' ? null : named);
  if (named === 'ltac' || LTAC_LINE.test(firstLine(text))) return 'ltac';
  return null;
}
