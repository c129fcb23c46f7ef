const WORDS: Readonly<Record<string, string>> = {
  '1': 'first line',
  '2': 'second line',
  '3': 'third line',
  first: 'first line',
  second: 'second line',
  third: 'third line',
  external: 'external',
};

/** ", first line": the line of a person as the case writes it, in words; empty where it says none. */
export function toLineWords(line: string): string {
  return line === '' ? '' : `, ${WORDS[line] ?? line}`;
}
