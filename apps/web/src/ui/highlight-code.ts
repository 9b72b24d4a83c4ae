export type CodeLanguage = 'curl' | 'typescript' | 'python' | 'json' | 'text';
export type CodeTokenKind = 'plain' | 'key' | 'string' | 'number' | 'note';
export interface CodeToken {
  kind: CodeTokenKind;
  text: string;
}

const words: Record<CodeLanguage, string> = {
  curl: 'curl|export|echo',
  typescript: 'import|from|const|let|await|async|new|return|for|of|if|else|function|true|false|null|undefined',
  python: 'import|from|with|as|for|in|if|else|def|return|print|True|False|None|await|async',
  json: 'true|false|null',
  text: '(?!)',
};
const notes: Record<CodeLanguage, string> = {
  curl: '(?<=^|\\s)#[^\\n]*',
  typescript: '//[^\\n]*',
  python: '#[^\\n]*',
  json: '(?!)',
  text: '(?!)',
};
const strings = '"(?:[^"\\\\\\n]|\\\\.)*"|\'(?:[^\'\\\\\\n]|\\\\.)*\'|`(?:[^`\\\\]|\\\\.)*`';
/** In a shell, single quotes hold whole bodies over several lines. */
const shellStrings = '"(?:[^"\\\\]|\\\\.)*"|\'[^\']*\'|https?://[^\\s"\'\\\\]+';

/** Colours for the few snippets that we write ourselves; what it does not know stays plain. */
export function highlightCode(code: string, language: CodeLanguage): CodeToken[] {
  if (language === 'text') return [{ kind: 'plain', text: code }];
  const pattern = new RegExp(
    [
      `(?<note>${notes[language]})`,
      `(?<string>${language === 'curl' ? shellStrings : strings})`,
      `(?<key>\\b(?:${words[language]})\\b)`,
      '(?<number>\\b\\d[\\d_]*(?:\\.\\d+)?(?:e-?\\d+)?\\b)',
    ].join('|'),
    'g',
  );
  const tokens: CodeToken[] = [];
  let from = 0;
  for (const match of code.matchAll(pattern)) {
    if (match.index > from) tokens.push({ kind: 'plain', text: code.slice(from, match.index) });
    const found = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined);
    tokens.push({ kind: (found?.[0] ?? 'plain') as CodeTokenKind, text: match[0] });
    from = match.index + match[0].length;
  }
  if (from < code.length) tokens.push({ kind: 'plain', text: code.slice(from) });
  return tokens;
}

/** The tokens of each line; a token over several lines is cut at their ends. */
export function highlightLines(code: string, language: CodeLanguage): CodeToken[][] {
  const lines: CodeToken[][] = [[]];
  for (const { kind, text } of highlightCode(code, language)) {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ kind, text: part });
    }
  }
  return lines;
}
