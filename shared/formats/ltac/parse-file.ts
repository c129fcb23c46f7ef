/** The lines of an LTAC file as elements and the places where they stand. */
import { CountersignError } from '../../errors.ts';
import type { Problem } from '../../errors.ts';
import { FORBIDDEN_KEYS } from '../../trust/strict-json.ts';
import { assertLength, assertNodeCount } from '../limits.ts';
import { parseLine } from './parse-line.ts';
import type { LtacEnd, LtacType } from './parse-line.ts';

const MAX_PROBLEMS = 50;
/** Keys of an argument.yaml that are no ids. */
const RESERVED = [...FORBIDDEN_KEYS, 'module'];

export interface LtacElement {
  readonly id: string;
  readonly type: LtacType;
  readonly text: string;
  readonly end: LtacEnd;
  readonly line: number;
  /** Lines of comments that stand before it. */
  readonly comments: readonly string[];
  readonly hasId: boolean;
  /** Element that it stands below; null on top of a package. */
  readonly under: string | null;
}

/** One place where an element stands below another: as itself, as a link or as a citation. */
export interface LtacPlace {
  readonly parent: string;
  readonly child: string;
  readonly how: 'element' | 'link' | 'citation';
  /** As a citation states them. */
  readonly type: LtacType | null;
  readonly text: string | null;
  readonly options: readonly string[];
  readonly line: number;
}

export interface LtacFile {
  readonly elements: ReadonlyMap<string, LtacElement>;
  readonly places: readonly LtacPlace[];
  /** Comments after the last element. */
  readonly trailing: readonly string[];
}

class Reader {
  readonly elements = new Map<string, LtacElement>();
  readonly places: LtacPlace[] = [];
  readonly problems: Problem[] = [];
  readonly #file: string;
  #comments: string[] = [];
  /** Elements on the way down to the last line. Null where a link or citation stood. */
  readonly #path: (string | null)[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  get comments(): readonly string[] {
    return this.#comments;
  }

  refuse(line: number, column: number, code: string, rule: string, message: string): void {
    this.problems.push({ code, file: this.#file, place: `line ${line}, column ${column}`, rule, message }); // prettier-ignore
  }

  read(text: string, line: number): void {
    const read = parseLine(text);
    if (read.what === 'nothing') return;
    if (read.what === 'fault') {
      this.refuse(line, read.column, 'ltac-syntax', read.rule, read.message);
      return;
    }
    if (read.what === 'comment') {
      this.#comments.push(read.text);
      return;
    }
    const column = read.depth * 2 + 1;
    if (read.depth > this.#path.length) {
      this.refuse(line, column, 'ltac-indent', 'LTAC 1.5, rule 9a', 'The line stands more than one level below the one above.'); // prettier-ignore
      return;
    }
    this.#path.length = read.depth;
    const parent = read.depth === 0 ? null : (this.#path[read.depth - 1] ?? null);
    if (read.depth > 0 && parent === null) {
      this.refuse(line, column, 'ltac-indent', 'LTAC 1.5, rule 6', 'Nothing stands below a link or a citation.'); // prettier-ignore
      return;
    }
    if (read.what === 'element') {
      const id = read.id ?? this.#newId(read.type, line);
      this.#path.push(id);
      this.#add({ id, type: read.type, text: read.text, end: read.end, line, comments: this.#comments, hasId: read.id !== null, under: parent }); // prettier-ignore
      if (parent !== null) this.places.push({ parent, child: id, how: 'element', type: null, text: null, options: [], line }); // prettier-ignore
    } else {
      this.#path.push(null);
      if (parent === null) {
        this.refuse(line, column, 'ltac-root', 'LTAC 1.5, rule 3', 'A package starts with an element, not with a link or a citation.'); // prettier-ignore
      } else {
        const [type, text] = read.what === 'citation' ? [read.type, read.text] : [null, null];
        this.places.push({ parent, child: read.id, how: read.what, type, text, options: read.end.options, line }); // prettier-ignore
      }
    }
    this.#comments = [];
  }

  #newId(type: LtacType, line: number): string {
    let id = `${type}-line-${line}`;
    while (this.elements.has(id)) id += '-';
    return id;
  }

  #add(element: LtacElement): void {
    const { id, line } = element;
    const first = this.elements.get(id);
    if (RESERVED.includes(id)) {
      this.refuse(line, 1, 'forbidden-key', `no identifier is one of ${RESERVED.join(', ')}`, `The identifier "${id}" cannot be used.`); // prettier-ignore
    } else if (first !== undefined) {
      this.refuse(line, 1, 'duplicate-id', 'LTAC 1.5, rule 7: identifiers are unique', `"${id}" stands in line ${first.line} already. To name it again, use a link.`); // prettier-ignore
    } else {
      this.elements.set(id, element);
    }
  }
}

/**
 * Reads the lines of a file.
 * @throws CountersignError 'input-refused' with every problem, up to 50.
 */
export function parseLtac(text: string, file: string): LtacFile {
  const reader = new Reader(file);
  assertLength(text, file);
  const lines = text.replace(/^\ufeff/u, '').split(/\r?\n/u);
  for (const [index, line] of lines.entries()) {
    if (reader.problems.length >= MAX_PROBLEMS) break;
    reader.read(line, index + 1);
    assertNodeCount(reader.elements.size, file);
  }
  const [first] = reader.problems;
  if (first !== undefined) throw new CountersignError('input-refused', first.message, reader.problems); // prettier-ignore
  return { elements: reader.elements, places: reader.places, trailing: reader.comments };
}
