import { encodeRow, type RowEncoding } from '../training/encode-row.ts';
import { type ExampleSet, ExampleSetBuilder } from '../training/example-set.ts';
import { readJsonLines } from '../training/read-json-lines.ts';

export interface TrainingTexts {
  texts: string[];
  /** At least one row is a chat. */
  isChat: boolean;
}

/** So much text shows what is frequent; more would only fill the memory. */
const charactersMax = 32_000_000;

/**
 * The texts of a split, to train a tokenizer on. What no row is, is left to `readWindows` to refuse.
 *
 * @throws AppError `dataset_invalid` for a line that is not JSON.
 */
export async function readTexts(file: string): Promise<TrainingTexts> {
  const texts: string[] = [];
  let [isChat, characters] = [false, 0];
  for await (const { value } of readJsonLines(file)) {
    const row = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
    if ('messages' in row) isChat = true;
    if (characters >= charactersMax) continue;
    for (const text of textsOf(row)) {
      texts.push(text);
      characters += text.length;
    }
  }
  return { texts, isChat };
}

function textsOf({ messages, prompt, completion, text }: Record<string, unknown>): string[] {
  const contents: unknown[] = Array.isArray(messages)
    ? messages.map((message: { content?: unknown } | null) => message?.content)
    : [typeof prompt === 'string' && typeof completion === 'string' ? prompt + completion : text];
  return contents.filter((one) => typeof one === 'string');
}

/**
 * The rows of a split as windows of at most `tokensMax` tokens. A longer row is cut into several, each beginning with the
 * last token of the one before, so that every token but a row's first is predicted once.
 *
 * @throws AppError `dataset_invalid` naming the line for a row that is none.
 */
export async function readWindows(file: string, encoding: RowEncoding, tokensMax: number): Promise<ExampleSet> {
  const builder = new ExampleSetBuilder();
  for await (const line of readJsonLines(file)) {
    const row = await encodeRow(line, encoding);
    const ids = Int32Array.from(row.ids);
    const weights = Float32Array.from(row.weights);
    for (let start = 0; start === 0 || start + 1 < ids.length; start += tokensMax - 1) {
      const end = start + tokensMax;
      builder.add({ ids: ids.subarray(start, end), weights: weights.subarray(start, end) });
    }
  }
  return builder.finish();
}
