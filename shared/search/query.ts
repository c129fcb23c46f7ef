/**
 * The language of the search field. Words and "phrases" must all be there; `-` in front turns a part round;
 * `name:value` is an operator, and commas in its value mean "or". Whatever is not understood is said.
 */
import { nearMissOf } from '../case/read-fields.ts';
import { isOperator, OPERATOR_NAMES, OPERATORS, type Operator } from './operators.ts';

export interface Words {
  readonly text: string;
  readonly isNot: boolean;
}

export interface Filter {
  readonly name: Operator;
  /** One of these; never empty. */
  readonly values: readonly string[];
  readonly isNot: boolean;
}

export interface Query {
  readonly words: readonly Words[];
  readonly filters: readonly Filter[];
}

/** A part of a query that means nothing, with the stretch of it (UTF-16) and what to do. */
export interface QueryProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

export interface ParsedQuery {
  readonly query: Query;
  readonly problems: readonly QueryProblem[];
}

/** -"phrase" or -name:"value" or -name:value or -word; a phrase that is not closed goes to the end. */
const PART = /(-?)(?:"([^"]*)(?:"|$)|([\p{L}_-]+):((?:"[^"]*(?:"|$)|[^\s"])*)|([^\s"]+))/gu;

/** Reads a query. Total: what is not understood is a problem and no part of the query. */
export function parseQuery(text: string): ParsedQuery {
  const words: Words[] = [];
  const filters: Filter[] = [];
  const problems: QueryProblem[] = [];
  for (const match of text.matchAll(PART)) {
    const [whole, minus, phrase, name, value, word] = match;
    const isNot = minus === '-';
    if (name !== undefined) {
      const told = toFilter(name.toLowerCase(), value ?? '', isNot);
      if (typeof told !== 'string') filters.push(told);
      else problems.push({ start: match.index, end: match.index + whole.length, message: told });
    } else {
      const said = phrase ?? word ?? '';
      if (said.trim() !== '') words.push({ text: said.trim(), isNot });
    }
  }
  return { query: { words, filters }, problems };
}

/** Writes a query so that it reads back as the same one. */
export function writeQuery({ words, filters }: Query): string {
  const parts = [
    ...filters.map(({ name, values, isNot }) => `${isNot ? '-' : ''}${name}:${values.map(quoteValue).join(',')}`),
    ...words.map(({ text, isNot }) => `${isNot ? '-' : ''}${quoteWords(text)}`),
  ]; // prettier-ignore
  return parts.join(' ');
}

/** The query with one value of an operator put in or taken out, as a facet does. */
export function toggleValue(text: string, name: Operator, value: string): string {
  const { query } = parseQuery(text);
  const of = query.filters.find((one) => one.name === name && !one.isNot);
  const others = query.filters.filter((one) => one !== of);
  const values = of?.values ?? [];
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  const filters = next.length === 0 ? others : [...others, { name, values: next, isNot: false }];
  return writeQuery({ words: query.words, filters });
}

function toFilter(name: string, value: string, isNot: boolean): Filter | string {
  if (!isOperator(name)) return toUnknownOperator(name);
  const values = splitValues(value).map((one) => one.toLowerCase());
  const known: readonly string[] | null = OPERATORS[name].values;
  if (values.length === 0) return `${name}: needs a value. ${toKnown(name)}`;
  const wrong = known === null ? undefined : values.find((one) => !known.includes(one));
  return wrong === undefined ? { name, values, isNot } : toUnknownValue(name, wrong);
}

function toUnknownOperator(name: string): string {
  const meant = toMeant(name, OPERATOR_NAMES);
  const known = OPERATOR_NAMES.map((one) => `${one}:`).join(' ');
  const hint = meant === null ? '' : ` Did you mean ${meant}: ?`;
  return `"${name}:" is no operator.${hint} Known: ${known}. To find the words as they are, put them in quotes.`;
}

function toUnknownValue(name: Operator, value: string): string {
  const near = OTHER_WORDS.get(value) ?? toMeant(value, OPERATORS[name].values ?? []);
  const elsewhere = OPERATOR_NAMES.find((one) => OPERATORS[one].values?.some((known) => known === value)); // prettier-ignore
  const meant = elsewhere === undefined ? near : `${elsewhere}:${value}`;
  const hint = meant === null ? '' : ` Did you mean ${meant} ?`;
  return `${name}: has no value "${value}".${hint} ${toKnown(name)}`;
}

/** What a wrong word was probably meant to be: near in letters, the same letters, or one letter left out. */
function toMeant(word: string, known: readonly string[]): string | null {
  const sorted = (text: string): string => [...text].sort().join('');
  const misses = (one: string): boolean =>
    one.length === word.length + 1 && [...one].some((_, at) => one.slice(0, at) + one.slice(at + 1) === word); // prettier-ignore
  return (
    nearMissOf(word, known) ??
    known.find((one) => sorted(one) === sorted(word)) ??
    known.find(misses) ??
    null
  );
}

function toKnown(name: Operator): string {
  const { values, means, example } = OPERATORS[name];
  return values === null ? `It says ${means}, as in ${example}.` : `Known: ${values.join(', ')}.`;
}

/** Words of people who know other programs, and what they are called here. */
const OTHER_WORDS: ReadonlyMap<string, string> = new Map([
  ['claim', 'kind:goal'],
  ['claims', 'in:claims'],
  ['doc', 'kind:document'],
  ['doubt', 'kind:challenge'],
  ['closed', 'is:settled'],
  ['resolved', 'is:settled'],
  ['unopened', 'is:unread'],
]);

function splitValues(value: string): string[] {
  const parts = value.match(/"[^"]*(?:"|$)|[^,"]+/g) ?? [];
  return parts.map((one) => one.replaceAll('"', '').trim()).filter((one) => one !== '');
}

function quoteValue(value: string): string {
  return /[\s,]/u.test(value) ? `"${value}"` : value;
}

/** Words that would read as something else stand in quotes. */
function quoteWords(text: string): string {
  const [part, ...more] = [...text.matchAll(PART)];
  const isOneWord = more.length === 0 && part?.[0] === text && part[5] === text && part[1] === '';
  return isOneWord ? text : `"${text}"`;
}
