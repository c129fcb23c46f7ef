/**
 * Signed JSON spaced for reading: the same tokens in the same order, with line ends and spaces between
 * them. The text is not parsed and written again, so that nothing a parser would drop goes missing.
 */
export function toReadableJson(payload: string): string {
  const tokens = payload.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g);
  if (tokens === null || tokens.join('') !== payload.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1'))
    return payload;
  let depth = 0;
  let text = '';
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (token === '{' || token === '[') {
      const isEmpty = next === '}' || next === ']';
      depth += 1;
      text += isEmpty ? token : `${token}\n${'  '.repeat(depth)}`;
    } else if (token === '}' || token === ']') {
      const before = tokens[index - 1];
      depth = Math.max(0, depth - 1);
      text += before === '{' || before === '[' ? token : `\n${'  '.repeat(depth)}${token}`;
    } else if (token === ',') {
      text += `,\n${'  '.repeat(depth)}`;
    } else {
      text += token === ':' ? ': ' : token;
    }
  }
  return text;
}
