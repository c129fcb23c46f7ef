/** The published schema of TEA exports (version 1.0) as far as a written file could break it. */
import { isTeaId } from '../../shared/formats/tea/tea-id.ts';

const BASE = ['id', 'type', 'name', 'description', 'inSandbox', 'children'];
const CONTEXTUAL = ['GOAL', 'STRATEGY', 'PROPERTY_CLAIM'];

type Json = Record<string, unknown>;

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function checkNode(node: Json, at: string, broken: string[]): void {
  const say = (what: string): void => {
    broken.push(`${at}: ${what}`);
  };
  for (const key of BASE) if (!(key in node)) say(`${key} is missing`);
  if (!isText(node['id']) || !isTeaId(node['id'] as string)) say('id is no UUID');
  if (![...CONTEXTUAL, 'EVIDENCE', 'MODULE', 'CONTRACT'].includes(node['type'] as string)) say('type');
  if (!isText(node['name']) && node['name'] !== null) say('name');
  if (!isText(node['description'])) say('description');
  if (typeof node['inSandbox'] !== 'boolean') say('inSandbox');
  if ('defeatsElementId' in node && !isTeaId(node['defeatsElementId'] as string)) say('defeatsElementId');
  const isContextual = CONTEXTUAL.includes(node['type'] as string);
  for (const key of ['context', 'assumption', 'justification']) {
    if (key in node && !isContextual) say(`${key} at ${String(node['type'])}`);
  }
  if ('context' in node && !(node['context'] as unknown[]).every(isText)) say('context');
  if (node['type'] === 'GOAL' && !['TOP_LEVEL', 'SUPPORTING'].includes(node['role'] as string)) say('role');
  if (node['type'] === 'PROPERTY_CLAIM' && !(Number.isInteger(node['level']) && (node['level'] as number) >= 1)) say('level');
  if (node['type'] === 'MODULE' && !isTeaId(node['moduleReferenceId'] as string)) say('moduleReferenceId');
  (node['children'] as Json[]).forEach((child, index) => checkNode(child, `${at}.children[${index}]`, broken));
} // prettier-ignore

/** What in a written file breaks the schema; empty where nothing does. */
export function breaksOfTeaSchema(text: string): string[] {
  const file = JSON.parse(text) as Json;
  const broken: string[] = [];
  const about = file['case'] as Json;
  const keys = Object.keys(file).sort().join();
  if (keys !== 'case,exportedAt,tree,version') broken.push(`keys ${keys}`);
  if (file['version'] !== '1.0') broken.push('version');
  if (Number.isNaN(Date.parse(String(file['exportedAt'])))) broken.push('exportedAt');
  if (Object.keys(about).sort().join() !== 'description,name') broken.push('keys of case');
  if (about['name'] === '') broken.push('case.name');
  checkNode(file['tree'] as Json, 'tree', broken);
  return broken;
}
