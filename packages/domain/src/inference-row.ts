import { AppError } from './errors.ts';
import type { InferenceRoute } from './inference-job.ts';

/** What an inference job of rows says once for all of them. */
export interface RowReading {
  route: InferenceRoute;
  /** As the job calls it. */
  model: string;
  /** Of a CSV or of objects: where the input stands. Null: the row says it itself. */
  column: string | null;
  parameters: Readonly<Record<string, unknown>>;
}

/** What a job may say for all of its rows, by the names of the route's body; `system` is a chat's first message. */
export const rowParameters = {
  '/v1/chat/completions': [
    'system',
    'max_tokens',
    'max_completion_tokens',
    'temperature',
    'top_p',
    'top_k',
    'stop',
    'seed',
    'presence_penalty',
    'frequency_penalty',
  ],
  '/v1/completions': [
    'max_tokens',
    'temperature',
    'top_p',
    'top_k',
    'stop',
    'seed',
    'presence_penalty',
    'frequency_penalty',
  ],
  '/v1/embeddings': ['dimensions'],
  '/v1/classifications': ['top_k'],
  '/v1/predictions': ['top_k'],
  '/v1/recommendations': ['top_k', 'items', 'exclude', 'include_seen'],
} as const satisfies Record<InferenceRoute, readonly string[]>;

/** The names under which an object holds its input when no column is chosen, the likeliest first. */
const inputNames: Record<Exclude<InferenceRoute, '/v1/predictions'>, readonly string[]> = {
  '/v1/chat/completions': ['messages', 'prompt', 'text', 'input', 'question'],
  '/v1/completions': ['prompt', 'text', 'input'],
  '/v1/embeddings': ['input', 'text'],
  '/v1/classifications': ['input', 'text'],
  '/v1/recommendations': ['user'],
};

/** Whether every row is a whole input by itself, so that no column can be chosen. */
export const readsWholeRows = (route: InferenceRoute): boolean => route === '/v1/predictions';

/** The column that is read when nobody chooses: undefined where none is called like an input. */
export function likelyColumn(route: InferenceRoute, columns: readonly string[]): string | undefined {
  if (route === '/v1/predictions') return undefined;
  for (const name of inputNames[route]) {
    const found = columns.find((column) => column.trim().toLowerCase() === name);
    if (found !== undefined) return found;
  }
  return columns.length === 1 ? columns[0] : undefined;
}

/**
 * The body of the call that answers one row: a line of JSON, or the cells of a CSV record by their columns. Its values
 * are checked by `readCall`. Throws `invalid_value` for a row without an input.
 */
export function rowBody({ route, model, column, parameters }: RowReading, row: unknown): Record<string, unknown> {
  const { system, ...common } = parameters;
  const body = { ...common, model };
  const input = inputOf({ route, column }, row);
  switch (route) {
    case '/v1/chat/completions':
      return {
        ...body,
        messages: withSystem(system, Array.isArray(input) ? input : [{ role: 'user', content: input }]),
      };
    case '/v1/completions':
      return { ...body, prompt: input };
    case '/v1/recommendations':
      return { ...body, ...ownList(row, 'items'), ...ownList(row, 'exclude'), user: input };
    default:
      return { ...body, input };
  }
}

function inputOf({ route, column }: Pick<RowReading, 'route' | 'column'>, row: unknown): unknown {
  if (column !== null) return cellOf(row, column);
  if (!isRecord(row) || route === '/v1/predictions') return row;
  // An image stands in an object of its own.
  if (route === '/v1/classifications' && typeof row.image === 'string') return { image: row.image };
  const name = inputNames[route].find((one) => Object.hasOwn(row, one));
  if (name !== undefined) return row[name];
  const names = Object.keys(row).slice(0, 8).join(', ');
  throw new AppError(
    'invalid_value',
    `The row has no input: it has ${names === '' ? 'no field' : names}. Choose the column that is to be read.`,
    { param: 'column' },
  );
}

function cellOf(row: unknown, column: string): unknown {
  if (isRecord(row) && Object.hasOwn(row, column)) return row[column];
  throw new AppError('invalid_value', `The row has no column '${column}'.`, { param: 'column' });
}

/** A chat that has a system message keeps it. */
function withSystem(system: unknown, messages: readonly unknown[]): readonly unknown[] {
  const [first] = messages;
  const hasOwn = isRecord(first) && (first.role === 'system' || first.role === 'developer');
  return typeof system !== 'string' || system === '' || hasOwn
    ? messages
    : [{ role: 'system', content: system }, ...messages];
}

/** A row may have a list of its own; a cell of a CSV is none. */
function ownList(row: unknown, name: string): Record<string, unknown> {
  return isRecord(row) && Array.isArray(row[name]) ? { [name]: row[name] } : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
