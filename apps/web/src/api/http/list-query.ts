import { z } from 'zod';

/** `after` and `limit` of a list, as OpenAI's API names them. */
export function listQuery({ limit, limitMax }: { limit: number; limitMax: number }) {
  return z.object({
    after: z.string().min(1).max(100).optional(),
    limit: z.coerce.number().int().min(1).max(limitMax).default(limit),
  });
}

export interface WireList<T> {
  object: 'list';
  data: T[];
  first_id: string | null;
  last_id: string | null;
  has_more: boolean;
}

/** The openai client asks for the page after the last item while `has_more` is true. */
export function toWireList<T extends { id: string }>(data: T[], hasMore: boolean): WireList<T> {
  return { object: 'list', data, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null, has_more: hasMore };
}
