import { setTimeout as pause } from 'node:timers/promises';
import { toFile } from 'openai';

const route = '/v1/classifications';
const texts = ['I was charged twice.', 'The parcel never came.', '', 'The app closes itself.'];
const over = ['completed', 'failed', 'expired', 'cancelled'];

/** A batch from its lines to its output and its errors, one with wrong lines, one cancelled, and all pages of them. */
export async function tryBatches({ client, check, job }) {
  const lines = (ids) =>
    ids.map((id, index) => ({
      ...{ custom_id: id, method: 'POST', url: route },
      body: { model: job.fine_tuned_model, input: texts[index % texts.length], top_k: 2 },
    }));
  const ids = texts.map((_, index) => `row-${index}`);
  const made = await createBatch(client, lines(ids), { run: 'acceptance' });
  check('batch created', made.status === 'validating' && made.request_counts.total === 0, made.id);
  const batch = await untilOver(client, made.id);
  const { total, completed, failed } = batch.request_counts;
  check('batch completed', batch.status === 'completed' && batch.completed_at !== null, batch.status);
  check('requests counted', total === 4 && completed === 3 && failed === 1, `${completed} + ${failed} of ${total}`);
  const output = await readLines(client, batch.output_file_id);
  const answered = output.map(({ custom_id }) => custom_id).toSorted();
  check('answers joined by custom_id', answered.join() === 'row-0,row-1,row-3', answered.join(' '));
  const isAnswer = ({ response }) => response.status_code === 200 && response.body.data[0].scores.length === 2;
  check('each answer as its route gives it', output.every(isAnswer), output[0]?.response.body.data[0].label);
  const [wrong] = await readLines(client, batch.error_file_id);
  check(
    'the empty text in the error file',
    wrong.custom_id === 'row-2' && wrong.response.status_code === 400 && wrong.response.body.error.param === 'input',
    wrong.response.body.error.message,
  );
  const tokens = output.reduce((sum, { response }) => sum + response.body.usage.total_tokens, 0);
  check('usage adds up', batch.usage.total_tokens === tokens && tokens > 0, `${tokens} tokens`);

  const twice = await untilOver(client, (await createBatch(client, lines(['same', 'same']))).id);
  const [problem] = twice.errors?.data ?? [];
  check(
    'a repeated custom_id fails the batch with its line',
    twice.status === 'failed' && problem?.line === 2 && twice.output_file_id === null,
    `${problem?.code} in line ${problem?.line}`,
  );

  const many = await createBatch(client, lines(Array.from({ length: 5_000 }, (_, index) => `many-${index}`)));
  await client.batches.cancel(many.id);
  const cancelled = await untilOver(client, many.id);
  check('batch cancelled', cancelled.status === 'cancelled' && cancelled.cancelled_at !== null, cancelled.status);

  const seen = [];
  for await (const one of client.batches.list({ limit: 1 })) seen.push(one.id);
  const isWhole = [made, twice, many].every(({ id }) => seen.includes(id)) && new Set(seen).size === seen.length;
  check('batches listed, paged one by one', isWhole, `${seen.length} seen`);
}

async function createBatch(client, lines, metadata) {
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  const file = await client.files.create({ file: await toFile(Buffer.from(text), 'lines.jsonl'), purpose: 'batch' });
  return client.batches.create({
    ...{ input_file_id: file.id, endpoint: route, completion_window: '24h' },
    ...(metadata === undefined ? {} : { metadata }),
  });
}

async function untilOver(client, id) {
  const since = performance.now();
  for (;;) {
    const batch = await client.batches.retrieve(id);
    if (over.includes(batch.status) || performance.now() - since > 120_000) return batch;
    await pause(200);
  }
}

async function readLines(client, fileId) {
  const text = await (await client.files.content(fileId)).text();
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}
