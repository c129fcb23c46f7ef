/** TEA JSON in its three dialects: nested 1.0, flat 2.0, and the one of the earlier program. */
import { CountersignError } from '../../errors.ts';
import { isObject, listOf } from '../../case/read-fields.ts';
import { parseStrictJson } from '../../trust/strict-json.ts';
import type { JsonObject } from '../../trust/strict-json.ts';
import { refuse } from '../../trust/refuse.ts';
import type { FormatReading } from '../interchange.ts';
import { assertLength, FORMAT_LIMITS } from '../limits.ts';
import { problem } from './element.ts';
import type { TeaContext, TeaRead } from './element.ts';
import { readFlat, readNested } from './read-current.ts';
import { readLegacy } from './read-legacy.ts';
import { toInterchange } from './to-interchange.ts';

type Dialect = 'nested' | 'flat' | 'legacy';

/** Dialect of a file, told as the importer of TEA tells it (interop.md 3.2); null where it is no TEA case. */
export function teaDialect(root: JsonObject): Dialect | null {
  const { tree } = root;
  if (root['version'] === '1.0' || (isObject(tree) && Array.isArray(tree['children']))) return 'nested'; // prettier-ignore
  if (root['version'] === '2.0' || ('elements' in root && 'evidenceLinks' in root)) return 'flat';
  return Array.isArray(root['goals']) ? 'legacy' : null;
}

const READERS: Readonly<Record<Dialect, (root: JsonObject, context: TeaContext) => TeaRead>> = { nested: readNested, flat: readFlat, legacy: readLegacy }; // prettier-ignore

/**
 * Reads a TEA case. Ids need not be valid UUIDs; what is repeated in the tree word for word is one node.
 * @param text Text of the file, decoded strictly.
 * @param file Name for messages.
 * @throws CountersignError 'input-refused' with every problem: JSON that is not valid, elements of an
 *   unknown type, an id with two meanings, links to what is not there.
 */
export function readTea(text: string, file: string): FormatReading {
  assertLength(text, file);
  const root = parseStrictJson(text, file, { numbers: 'finite', maxDepth: FORMAT_LIMITS.jsonDepth }); // prettier-ignore
  const dialect = isObject(root) ? teaDialect(root) : null;
  if (!isObject(root) || dialect === null) {
    const message = 'The file is no TEA case: it has neither "tree" nor "elements" nor "goals".';
    refuse({ code: 'not-a-tea-case', file, place: null, rule: 'TEA JSON: version 1.0, version 2.0, or goals', message }); // prettier-ignore
  }
  const context: TeaContext = { file, problems: [], findings: [], losses: [] };
  const { version } = root;
  if (dialect !== 'legacy' && version !== undefined && version !== '1.0' && version !== '2.0') {
    problem(context, 'unknown-version', 'version', 'version "1.0" or "2.0"', `The version ${JSON.stringify(version)} is not known.`); // prettier-ignore
  }
  if (dialect === 'legacy' && listOf(root['goals']).length === 0) {
    const where = { file, node: null, line: null };
    context.findings.push({ code: 'no-nodes', severity: 'warning', where, message: 'The case has no goal.', fix: 'Ask its author whether it is the right file.' }); // prettier-ignore
  }
  const interchange = toInterchange(READERS[dialect](root, context), context);
  if (context.problems.length > 0) {
    const [first] = context.problems;
    throw new CountersignError(
      'input-refused',
      `${file}: ${first?.message ?? ''}`,
      context.problems,
    );
  }
  return { interchange, findings: context.findings, losses: context.losses };
}
