import { type DatasetProblem, datasetProblem } from './dataset-problem.ts';
import { checkRow, type DatasetRow, type RowRules } from './dataset-row.ts';

const roles = new Set(['system', 'developer', 'user', 'assistant', 'tool', 'function']);
interface Turn {
  role: string;
  content: unknown;
}

/** Reads `{"messages": […]}`: the user's message is the text, the assistant's the label, the system's is left out. */
export function readChatRow(messages: unknown, line: number, limits: RowRules['limits']): DatasetRow | DatasetProblem {
  const invalid = (reason: string): DatasetProblem => datasetProblem('chat_invalid', line, { reason });
  if (!Array.isArray(messages)) return invalid('"messages" is not a list');
  const turns: Turn[] = [];
  for (const message of messages as unknown[]) {
    const turn = readTurn(message);
    if (typeof turn === 'string') return invalid(turn);
    if (turn.role === 'tool' || turn.role === 'function') return invalid('tool messages cannot be read as text');
    if (turn.role === 'user' || turn.role === 'assistant') turns.push(turn);
  }
  if (turns.length > 2) return datasetProblem('chat_many_turns', line, { turns: turns.length });
  const [user, assistant] = turns;
  if (user?.role !== 'user') return invalid('there is no user message in front');
  if (assistant?.role !== 'assistant') return invalid('there is no assistant message after the user message');
  return checkRow(user.content, assistant.content, line, {
    columns: { textColumn: 'content', labelColumn: 'content' },
    limits,
  });
}

function readTurn(message: unknown): Turn | string {
  if (typeof message !== 'object' || message === null) return 'a message is not an object';
  const { role, content } = message as { role?: unknown; content?: unknown };
  if (typeof role !== 'string' || !roles.has(role)) return 'a message has no role of system, user or assistant';
  return { role, content: joinParts(content) };
}

/** `content` may be a list of parts; only a list of text parts is text. */
function joinParts(content: unknown): unknown {
  if (!Array.isArray(content)) return content;
  const texts = (content as { type?: unknown; text?: unknown }[]).map((part) =>
    part?.type === 'text' && typeof part.text === 'string' ? part.text : null,
  );
  return texts.includes(null) ? content : texts.join('\n');
}
