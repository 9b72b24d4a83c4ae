import { expect, test } from 'vitest';
import { type Classifier, ClassifyQueue } from './classify-queue.ts';

/** Labels a text with itself, and keeps what came in one batch. */
function makeModel(): Classifier & { batches: string[][] } {
  const batches: string[][] = [];
  return {
    batches,
    classify: (texts, topK) => {
      batches.push([...texts]);
      if (texts.includes('poison')) throw new Error('the model broke');
      return texts.map((text) => Array.from({ length: topK }, (_, rank) => ({ label: `${text}/${rank}`, score: 1 })));
    },
    countTokens: (text) => text.length,
  };
}
const never = new AbortController().signal;
const texts = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}${i}`);

test('calls of one moment share a batch, and each gets its own answers', async () => {
  const [queue, model] = [new ClassifyQueue(), makeModel()];
  const answers = await Promise.all(
    ['a', 'b', 'c'].map((name, i) => queue.run({ model, inputs: texts(name, 2), topK: i + 1, signal: never })),
  );
  expect(model.batches).toEqual([['a0', 'a1', 'b0', 'b1', 'c0', 'c1']]);
  expect(answers[0]).toEqual({
    results: [[{ label: 'a0/0', score: 1 }], [{ label: 'a1/0', score: 1 }]],
    tokens: [2, 2],
  });
  expect(answers[2]?.results[1]).toHaveLength(3);
});

test('a long call does not hold up a short one', async () => {
  const [queue, model] = [new ClassifyQueue(), makeModel()];
  const ended: string[] = [];
  const long = queue.run({ model, inputs: texts('long', 500), topK: 1, signal: never }).then((answer) => {
    ended.push('long');
    return answer;
  });
  const short = queue.run({ model, inputs: ['short'], topK: 1, signal: never }).then(() => ended.push('short'));
  expect((await long).results.map(([best]) => best?.label)).toEqual(texts('long', 500).map((text) => `${text}/0`));
  await short;
  expect(ended).toEqual(['short', 'long']);
  expect(Math.max(...model.batches.map((batch) => batch.length))).toBe(64);
});

test('two models do not mix', async () => {
  const [queue, a, b] = [new ClassifyQueue(), makeModel(), makeModel()];
  await Promise.all([a, b, a].map((model, i) => queue.run({ model, inputs: [`t${i}`], topK: 1, signal: never })));
  expect(a.batches).toEqual([['t0', 't2']]);
  expect(b.batches).toEqual([['t1']]);
});

test('a caller that leaves stops waiting and costs no further batch', async () => {
  const [queue, model] = [new ClassifyQueue(), makeModel()];
  const leaving = new AbortController();
  const call = queue.run({ model, inputs: texts('x', 1_000), topK: 1, signal: leaving.signal });
  leaving.abort(new Error('gone'));
  await expect(call).rejects.toThrow('gone');
  await queue.run({ model, inputs: ['next'], topK: 1, signal: never });
  expect(model.batches).toEqual([['next']]);
});

test('what breaks the model breaks the calls of its batch only', async () => {
  const [queue, model] = [new ClassifyQueue(), makeModel()];
  const call = (inputs: string[]) => queue.run({ model, inputs, topK: 1, signal: never });
  await expect(Promise.all([call(['poison']), call(['a'])])).rejects.toThrow('the model broke');
  expect((await call(['b'])).tokens).toEqual([1]);
});

test('more than it can soon answer is refused at once', async () => {
  const [queue, model] = [new ClassifyQueue(), makeModel()];
  const many = queue.run({ model, inputs: texts('a', 4_000), topK: 1, signal: never });
  await expect(queue.run({ model, inputs: texts('b', 200), topK: 1, signal: never })).rejects.toMatchObject({
    code: 'engine_overloaded',
    retryable: true,
  });
  await many;
});
