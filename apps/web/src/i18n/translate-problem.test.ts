import { expect, it } from 'vitest';
import { runInLanguage } from './run-in-language.ts';
import { translateProblem } from './translate-problem.ts';

it.each([
  ['This did not work.', '操作未成功。'],
  [
    'The server answered 502 without a reason. Try again; if it stays, give us the request id.',
    '服务器返回 502，但没有说明原因。请重试；如果仍然出现，请把请求 ID 发给我们。',
  ],
  ['This did not work. This did not work.', '操作未成功。操作未成功。'],
  [
    'The label "spam" has too few different texts: 1, at least 3 are needed. Add examples for it, correct it if it is misspelt (line 7), or remove its rows.',
    '标签“spam”的不同文本太少：只有 1 条，至少需要 3 条。请为其添加样本；如果拼写有误（第 7 行）请更正，或删除这些行。',
  ],
  [
    'This needs up to $2.00, and $1.00 is available. Add credit or choose a plan on the Billing page, or ask for less work.',
    '本次最多需要 $2.00，当前可用 $1.00。请在“账单”页面充值或choose a plan，或减少工作量。',
  ],
  [
    "The import of 'x' has failed: There are no weights: neither a nor b.",
    "'x' 导入失败：没有权重：既没有 a，也没有 b。",
  ],
  ['Nobody has translated this: <b>{0}</b>.', 'Nobody has translated this: <b>{0}</b>.'],
  [
    '11 of 20 rows cannot be used. The most frequent reason: The field "label" with the label is missing.',
    '20 行中有 11 行无法使用。最常见的原因：缺少标签字段“label”。',
  ],
  ['constructor', 'constructor'],
])('says %j in Chinese as %j', (text, said) => {
  expect(runInLanguage('zh-CN', () => translateProblem(text))).toBe(said);
  expect(translateProblem(text)).toBe(text);
});

it.each([
  ['a sentence that nearly fits', '', '!'],
  ['a name that was written to nearly fit', 'There is no column "', '". Columns found: none.'],
])('is quick on %s', (_, before, after) => {
  const parts = ['q and ', 'q asks for ', 'q more; ', 'q. Ask for at most '];
  const written = `q${parts.map((part) => part.repeat(340 / part.length)).join('')}q.!`;
  const started = performance.now();
  runInLanguage('zh-CN', () => translateProblem(`${before}${written}${after}`));
  expect(performance.now() - started).toBeLessThan(300);
});

it('is quick on long text that fits nothing', () => {
  const started = performance.now();
  for (let turn = 0; turn < 20; turn += 1)
    runInLanguage('zh-CN', () => translateProblem(`The ${'answered without a reason '.repeat(70)}`));
  expect(performance.now() - started).toBeLessThan(2_000);
});
