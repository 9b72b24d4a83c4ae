import type { Embedded } from '../../features/embedding/server/embed.ts';
import type { EmbeddingBody } from './embedding-body.ts';

export function toEmbeddingObject({ answer, model, promptTokens }: Embedded, encoding: EmbeddingBody['encoding']) {
  return {
    object: 'list' as const,
    data: answer.vectors.map((vector, index) => ({
      object: 'embedding' as const,
      index,
      embedding: encoding === 'base64' ? toBase64(vector) : vector,
    })),
    model,
    usage: { prompt_tokens: promptTokens, total_tokens: promptTokens },
  };
}

/** Float32, the lowest byte first, whatever this machine has. */
function toBase64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString('base64');
}
