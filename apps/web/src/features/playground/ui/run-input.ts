import type { TableCell } from '@modelmint/domain/serving-contract';
import { z } from 'zod';
import type { CallInput, ChatMessage, SamplingFields } from '../../endpoint/ui/call-snippets.ts';
import type { RunView } from '../server/list-runs.ts';

type Run = Pick<RunView, 'mode' | 'input'>;

const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Row = z.record(z.string(), Cell);
const Rows = z.union([Row.transform((row) => [row]), z.array(Row)]);
const Message = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });

/** What a run was sent, as the routes of the playground keep it. What is of another mode is left out. */
const Input = z.object({
  input: z
    .union([
      z.string().transform((text) => ({ texts: [text] })),
      z.array(z.string()).transform((texts) => ({ texts })),
      z.strictObject({ image: z.string().nullable() }),
      Rows.transform((rows) => ({ rows })),
    ])
    .optional()
    .catch(undefined),
  name: z.string().optional().catch(undefined),
  messages: z.array(Message).optional().catch(undefined),
  prompt: z.string().optional().catch(undefined),
  temperature: z.number().optional().catch(undefined),
  top_p: z.number().optional().catch(undefined),
  max_tokens: z.number().optional().catch(undefined),
  stop: z.array(z.string()).optional().catch(undefined),
  seed: z.number().optional().catch(undefined),
  user: z.union([z.string(), z.number()]).optional().catch(undefined),
  top_k: z.number().optional().catch(undefined),
  include_seen: z.boolean().optional().catch(undefined),
});

export interface SentRecommend {
  user: string;
  topK: number;
  includesSeen: boolean;
}

export interface SentInput {
  texts: string[];
  /** A `data:` URL; null where it was too large to keep. */
  image: { name: string; url: string | null } | null;
  messages: ChatMessage[];
  prompt: string;
  sampling: SamplingFields;
  rows: Record<string, TableCell>[];
  recommend: SentRecommend | null;
}

export function readRunInput({ input }: Pick<Run, 'input'>): SentInput {
  const { input: sent, name = '', messages = [], prompt = '', ...rest } = Input.parse(input);
  const { user, top_k: topK = 10, include_seen: includesSeen = false, ...drawn } = rest;
  const sampling = Object.fromEntries(
    Object.entries(drawn).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  );
  return {
    texts: sent !== undefined && 'texts' in sent ? sent.texts : [],
    rows: sent !== undefined && 'rows' in sent ? sent.rows : [],
    image: sent !== undefined && 'image' in sent ? { name, url: dataUrl(sent.image) } : null,
    ...{ messages, prompt, sampling },
    recommend: user === undefined ? null : { user: String(user), topK, includesSeen },
  };
}

/** Browsers look at the bytes, whatever it says. */
const dataUrl = (base64: string | null) => (base64 === null ? null : `data:image/png;base64,${base64}`);

/** The same call for the code beside a run. */
export function callOfRun(run: Run & Pick<RunView, 'answer'>): CallInput {
  const { texts, messages, prompt, sampling, rows, recommend } = readRunInput(run);
  switch (run.mode) {
    case 'texts':
      return { input: texts[0] ?? '' };
    case 'images':
      return { kind: 'images' };
    case 'embeddings':
      return { kind: 'embeddings', input: texts[0] ?? '' };
    case 'chat':
      return { kind: 'chat', messages, sampling };
    case 'completion':
      return { kind: 'completion', prompt, sampling };
    case 'predict':
      return { kind: 'prediction', input: rows.length === 1 ? (rows[0] ?? {}) : rows, target: targetOf(run.answer) };
    case 'recommend':
      return { kind: 'recommendation', ...(recommend ?? { user: '' }) };
  }
}

const targetOf = ({ predictions }: RunView['answer']): 'label' | 'value' =>
  Array.isArray(predictions) && predictions[0]?.kind === 'value' ? 'value' : 'label';
