import { expect, it } from 'vitest';
import { type CodeLanguage, highlightCode, highlightLines } from './highlight-code.ts';

const samples: [CodeLanguage, string][] = [
  ['curl', 'curl http://localhost:3000/v1/x \\\n  -H "Authorization: Bearer $KEY" \\\n  -d \'{\n  "a": 1\n}\' # note'],
  ['typescript', "import OpenAI from 'openai';\nconst n = 0.5; // half\nawait f(`a b`);"],
  ['python', 'from openai import OpenAI\nprint("a#b", 3)  # note'],
  ['json', '{"a": [1.5e-3, true, null, "x\\"y"]}'],
  ['text', 'anything "at" all'],
];

it.each(samples)('loses no sign of %s', (language, code) => {
  expect(
    highlightCode(code, language)
      .map(({ text }) => text)
      .join(''),
  ).toBe(code);
  expect(
    highlightLines(code, language)
      .map((line) => line.map(({ text }) => text).join(''))
      .join('\n'),
  ).toBe(code);
});

it.each([
  ['curl', "curl -d '{\n1}'", ['key:curl', "string:'{\n1}'"]],
  ['typescript', "const a = 'b'; // 1", ['key:const', "string:'b'", 'note:// 1']],
  ['python', 'print("#", 3)', ['key:print', 'string:"#"', 'number:3']],
  ['json', '{"a": true}', ['string:"a"', 'key:true']],
] as const)('knows the parts of %s %j', (language, code, wanted) => {
  const found = highlightCode(code, language).filter(({ kind }) => kind !== 'plain');
  expect(found.map(({ kind, text }) => `${kind}:${text}`)).toEqual(wanted);
});
