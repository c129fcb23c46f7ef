/** From the bytes of a case's text files to the model that everything else works on. */
import { toCaseIndex } from '../argument/case-index.ts';
import { CountersignError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { findStructure } from '../argument/findings.ts';
import { comparePaths } from '../bundle/bag-text.ts';
import { utf8Decode } from '../trust/bytes.ts';
import type { JsonValue } from '../trust/strict-json.ts';
import type { FormatId, FormatReading } from '../formats/interchange.ts';
import { DEFAULT_ARGUMENT, parseCaseHead, unnamedHead } from './case-file.ts';
import type { CaseHead, NamedDigest } from './case-file.ts';
import { findTitle } from './document-title.ts';
import type { BundleFile, CaseDocument, Finding, SafetyCase } from './model.ts';
import { parseArgument } from './parse-argument.ts';
import { parseEvidence, parsePeople } from './parse-evidence.ts';
import { parseYaml } from './parse-yaml.ts';
import type { YamlFile } from './parse-yaml.ts';
import { toFinding } from './read-fields.ts';

export interface CaseFiles {
  readonly seal: SafetyCase['seal'];
  readonly draftReason: string | null;
  readonly bundleDigest: string | null;
  /** Every payload file, with paths that begin with "data/". */
  readonly files: readonly BundleFile[];
  /** Bytes of a YAML or Markdown file by its path in `files`; null where there are none to be had. */
  readonly bytesOf: (path: string) => Uint8Array | null;
  /** What the case is called if its files do not say: the name of the folder or file. */
  readonly sourceName: string;
  /** Path below data/ of the argument where it is not argument.yaml: a lone file. Default null. */
  readonly argumentPath?: string | null;
  /** The argument as it was read from another format; null or absent where it is an argument.yaml. */
  readonly foreign?: ForeignArgument | null;
  /** Digests named in the case are binding in a bag and a hint in a folder that is still worked on. */
  readonly digestsBind: boolean;
  readonly warnings: readonly string[];
}

export interface ForeignArgument {
  readonly format: FormatId;
  readonly reading: FormatReading;
}

export interface CasePorts {
  /** SHA-256 in hex of a text as UTF-8; of the text of canonical JSON, which holds no half of a character. */
  readonly sha256Hex: (text: string) => string;
  /** RFC 8785: `toCanonicalJson` of shared/trust. */
  readonly canonicalJson: (value: JsonValue) => string;
}

interface Parts {
  readonly problems: Problem[];
  readonly findings: Finding[];
}

/** Runs one parser and keeps what it refuses, so that problems of all files are listed together. */
function attempt<T>(parts: Parts, otherwise: T, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof CountersignError) || error.code !== 'input-refused') throw error;
    parts.problems.push(...error.problems);
    return otherwise;
  }
}

function readYaml(input: CaseFiles, parts: Parts, path: string): YamlFile | null {
  const bytes = input.bytesOf(path);
  return bytes === null ? null : attempt(parts, null, () => parseYaml(bytes, path));
}

/**
 * Digests and sizes that the case names for its own files, against the files themselves.
 * @returns A problem for each digest that differs; what only looks stale is a finding.
 */
function compareDigests(
  named: readonly NamedDigest[],
  files: ReadonlyMap<string, BundleFile>,
): { problems: Problem[]; findings: Finding[] } {
  const problems: Problem[] = [];
  const findings: Finding[] = [];
  for (const item of named) {
    const found = files.get(`data/${item.path}`);
    const where = { file: item.in, node: null, line: item.line };
    if (found === undefined) {
      findings.push(toFinding('named-file-missing', 'warning', where, `"${item.path}" is named, but it is not in the bundle.`, 'Add the file, or take its entry out.')); // prettier-ignore
    } else if (item.sha256 !== null && item.sha256.toLowerCase() !== found.sha256) {
      problems.push({
        code: 'named-digest-differs',
        file: `data/${item.path}`,
        place: `${item.in}${item.line === null ? '' : `, line ${item.line}`}`,
        rule: 'a digest in the case is that of the manifest',
        message: `${item.in} names sha256 ${item.sha256} for "${item.path}"; the file has ${found.sha256}.`,
      });
    } else if (item.bytes !== null && item.bytes !== found.bytes) {
      findings.push(toFinding('named-size-differs', 'warning', where, `"${item.path}" is named with ${item.bytes} bytes; it has ${found.bytes}.`, 'Correct the number of bytes.')); // prettier-ignore
    }
  }
  return { problems, findings };
}

function documentsOf(input: CaseFiles, evidence: ReadonlySet<string>): CaseDocument[] {
  const documents = input.files.flatMap((file): CaseDocument[] => {
    const path = file.path.slice('data/'.length);
    if (!/\.(?:md|markdown)$/iu.test(path) || evidence.has(path)) return [];
    const bytes = input.bytesOf(file.path);
    let title: string | null = null;
    try {
      title = bytes === null ? null : findTitle(utf8Decode(bytes, file.path));
    } catch {
      // A document that is not UTF-8 is listed by its name; reading it says what is wrong.
    }
    return [
      {
        path,
        title: title ?? path.slice(path.lastIndexOf('/') + 1),
        bytes: file.bytes,
        sha256: file.sha256,
      },
    ];
  });
  // The prose of the case first, then what lies beside it (a changelog).
  const rank = (path: string): number => (path.startsWith('docs/') ? 0 : 1);
  return documents.sort((a, b) => rank(a.path) - rank(b.path) || comparePaths(a.path, b.path));
}

/** What a file names itself, unchecked, for saying which bundle was refused. Null where it cannot be read. */
export function readNamesItself(caseYaml: Uint8Array): string | null {
  try {
    const head = parseCaseHead(parseYaml(caseYaml, 'case.yaml'), 'case.yaml', '');
    if (head.title === '') return null;
    return head.version === '' ? head.title : `${head.title}, ${head.version}`;
  } catch {
    return null;
  }
}

/** Sizes that a case.yaml names for its files, unchecked, by path in the bag. Empty where it cannot be read. */
export function readNamedSizes(caseYaml: Uint8Array): ReadonlyMap<string, number> {
  try {
    const head = parseCaseHead(parseYaml(caseYaml, 'case.yaml'), 'case.yaml', '');
    return new Map(head.digests.flatMap((item) => (item.bytes === null ? [] : [[`data/${item.path}`, item.bytes] as const]))); // prettier-ignore
  } catch {
    return new Map();
  }
}

/** Nodes of another format as if they stood in an argument.yaml. */
function asYaml({ interchange }: FormatReading): YamlFile {
  const { nodes, lines } = interchange;
  const value = Object.create(null) as Record<string, JsonValue>;
  for (const [id, fields] of nodes) value[id] = fields;
  return { value, lineOf: (id) => lines.get(String(id)) ?? null };
}

/** Title and top, where the other format names them and the case itself does not. */
function toHeadOf({ reading }: ForeignArgument, head: Pick<SafetyCase, 'topNode' | 'title'>): Pick<SafetyCase, 'topNode' | 'title'> {
  const { title, top } = reading.interchange;
  return { title: title ?? head.title, topNode: head.topNode ?? top };
} // prettier-ignore

/** The claim on top of an argument without case.yaml, where it is the only one that nothing else names. */
function onlyRoot(nodes: SafetyCase['nodes']): string | null {
  const [first, second] = toCaseIndex({ nodes, topNode: null }).roots;
  const isClaim = nodes.some(({ id, kind }) => id === first && kind === 'goal');
  return first !== undefined && second === undefined && isClaim ? first : null;
}

/** Findings in the files that the nodes came from, with what was found and lost on reading. */
function withForeign(own: readonly Finding[], { reading }: ForeignArgument, argumentFile: string): Finding[] {
  const { fileOf } = reading.interchange;
  const placed = own.map((item): Finding => {
    const file = fileOf?.get(item.where.node ?? '');
    if (file === undefined || item.where.file !== argumentFile) return item;
    return { ...item, where: { ...item.where, file: `data/${file}` } };
  });
  const lost = reading.losses.map(({ where, message }): Finding => ({
    code: 'not-carried-over',
    severity: 'info',
    where,
    message,
    fix: 'Look it up in the original file, which is kept with the case.',
  }));
  const read = [...reading.findings, ...lost].map((item): Finding => ({
    ...item,
    where: { ...item.where, file: item.where.file === null ? argumentFile : `data/${item.where.file}` },
  }));
  return [...placed, ...read];
} // prettier-ignore

/**
 * Builds the case from its files. The structure of the argument never refuses a bundle: what is odd about
 * it becomes a finding.
 * @throws CountersignError 'input-refused' with every problem: YAML that is not valid, ids that stand
 *   twice, digests in the case that are not those of its files.
 */
export function parseCase(input: CaseFiles, ports: CasePorts): SafetyCase {
  const parts: Parts = { problems: [], findings: [] };
  const files = new Map(input.files.map((file) => [file.path, file]));
  const fallback = unnamedHead(input.sourceName, input.argumentPath ?? DEFAULT_ARGUMENT);
  const caseYaml = readYaml(input, parts, 'data/case.yaml');
  const head: CaseHead =
    caseYaml === null
      ? fallback
      : attempt(parts, fallback, () => parseCaseHead(caseYaml, 'data/case.yaml', input.sourceName));

  const argumentFile = `data/${head.argument}`;
  const { foreign = null } = input;
  const argumentYaml =
    foreign === null ? readYaml(input, parts, argumentFile) : asYaml(foreign.reading);
  const digestOf = (value: JsonValue): string => ports.sha256Hex(ports.canonicalJson(value));
  const argument =
    argumentYaml === null
      ? { nodes: [], findings: [] }
      : attempt(parts, { nodes: [], findings: [] }, () =>
          parseArgument(argumentYaml, argumentFile, {
            digestOf,
            idsTellKinds: foreign === null || foreign.format === 'gsn2x',
          }),
        );
  if (caseYaml !== null && !files.has(argumentFile)) {
    parts.findings.push(toFinding('argument-missing', 'error', { file: 'data/case.yaml', node: null, line: caseYaml.lineOf('argument') }, `The argument "${head.argument}" is not in the bundle.`, 'Add the file, or correct "argument" in case.yaml.')); // prettier-ignore
  }

  const isSilent = argument.findings.length === 0 && (foreign?.reading.findings.length ?? 0) === 0;
  if (
    argumentYaml !== null &&
    argument.nodes.length === 0 &&
    isSilent &&
    parts.problems.length === 0
  ) {
    parts.findings.push(toFinding('no-nodes', 'warning', { file: argumentFile, node: null, line: null }, 'The argument holds no node.', 'Ask its author whether it is the right file.')); // prettier-ignore
  }

  const indexFile = `data/${head.evidenceIndex}`;
  const index = readYaml(input, parts, indexFile);
  const noEvidence = { evidence: [], digests: [], findings: [] };
  const evidence = index === null ? noEvidence : attempt(parts, noEvidence, () => parseEvidence(index, indexFile, head.evidenceIndex, files)); // prettier-ignore
  const peopleFile = `data/${head.people}`;
  const peopleYaml = readYaml(input, parts, peopleFile);
  const noPeople = { people: [], findings: [] };
  const people = peopleYaml === null ? noPeople : attempt(parts, noPeople, () => parsePeople(peopleYaml, peopleFile)); // prettier-ignore

  const compared = compareDigests([...head.digests, ...evidence.digests], files);
  if (input.digestsBind) parts.problems.push(...compared.problems);
  else parts.findings.push(...compared.problems.map((item) => toFinding(item.code, 'warning', { file: item.file ?? '', node: null, line: null }, item.message, 'Correct the digest before the bundle is packed.'))); // prettier-ignore
  if (parts.problems.length > 0) {
    throw new CountersignError('input-refused', parts.problems[0]?.message ?? '', parts.problems);
  }

  const { argument: _a, people: _p, evidenceIndex: _e, digests: _d, ...about } = head;
  const named = foreign === null ? about : { ...about, ...toHeadOf(foreign, about) };
  const topNode = named.topNode ?? (caseYaml === null ? onlyRoot(argument.nodes) : null);
  const safetyCase: SafetyCase = {
    seal: input.seal,
    draftReason: input.draftReason,
    bundleDigest: input.bundleDigest,
    ...named,
    topNode,
    ...(argumentYaml === null ? {} : { argumentFile }),
    nodes: argument.nodes,
    documents: documentsOf(input, new Set(evidence.evidence.map((item) => item.path))),
    evidence: evidence.evidence,
    people: people.people,
    files: [...input.files],
    findings: [],
    warnings: [...input.warnings],
  };
  const findings = [...argument.findings, ...evidence.findings, ...people.findings, ...parts.findings, ...compared.findings]; // prettier-ignore
  const all = [...findings, ...findStructure(safetyCase, argumentFile)];
  return { ...safetyCase, findings: foreign === null ? all : withForeign(all, foreign, argumentFile) }; // prettier-ignore
}
