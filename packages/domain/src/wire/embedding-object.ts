import type { EmbedAnswer } from '../serving-contract.ts';
import type { EmbeddingBody } from './embedding-body.ts';

interface Embedded {
  model: string;
  answer: EmbedAnswer;
  promptTokens: number;
}

export function toEmbeddingObject(
  { answer, model, promptTokens }: Embedded,
  { encoding, dimensions }: Pick<EmbeddingBody, 'encoding' | 'dimensions'>,
) {
  return {
    object: 'list' as const,
    data: answer.vectors.map((whole, index) => {
      const vector = dimensions === null ? whole : shorten(whole, dimensions);
      return {
        object: 'embedding' as const,
        index,
        embedding: encoding === 'base64' ? toBase64(vector) : vector,
      };
    }),
    model,
    usage: { prompt_tokens: promptTokens, total_tokens: promptTokens },
  };
}

/** Its first numbers, made 1 long again; as it is where it has no more. */
function shorten(vector: readonly number[], dimensions: number): readonly number[] {
  if (dimensions >= vector.length) return vector;
  const head = vector.slice(0, dimensions);
  const length = Math.hypot(...head);
  return length === 0 ? head : head.map((value) => value / length);
}

/** Float32, the lowest byte first, whatever this machine has. */
function toBase64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString('base64');
}
