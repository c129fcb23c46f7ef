/** ", first line": the line of a person as the case writes it, in words; empty when the role says it. */
export function toLineWords(line: string): string {
  const words: Readonly<Record<string, string>> = {
    first: ', first line',
    second: ', second line',
    third: ', third line',
    external: ', external',
  };
  return words[line] ?? (line === '' ? '' : `, ${line}`);
}
