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
  ['Nobody has translated this: <b>{0}</b>.', 'Nobody has translated this: <b>{0}</b>.'],
  ['constructor', 'constructor'],
])('says %j in Chinese as %j', (text, said) => {
  expect(runInLanguage('zh-CN', () => translateProblem(text))).toBe(said);
  expect(translateProblem(text)).toBe(text);
});

it('is quick on long text that fits nothing', () => {
  const started = performance.now();
  for (let turn = 0; turn < 20; turn += 1)
    runInLanguage('zh-CN', () => translateProblem(`The ${'answered without a reason '.repeat(70)}`));
  expect(performance.now() - started).toBeLessThan(2_000);
});
