import { normalizeText } from '../normalize-text.ts';

/** What a tokenizer adds around a text: begin and end, a leading space. */
const aroundText = 8;
/** And a chat template around each message: its marks may be no tokens of their own, such as `<|im_start|>` in seven. */
const aroundMessage = 24;
/** And once more for the turn of the model and what it says by itself: the system messages of some have 200 tokens. */
const ofTemplate = 512;

/**
 * The most tokens that a text can have: the tokenizers that are read here make none of less than a byte. Nothing is
 * read beyond the context. For holds and limits only, since the worker alone has the tokenizer.
 */
export function boundText(text: string, contextLength: number | null): number {
  return boundWords(text, aroundText, contextLength ?? Number.MAX_SAFE_INTEGER);
}

export function boundIds(ids: readonly number[], contextLength: number | null): number {
  return Math.min(ids.length + aroundText, contextLength ?? Number.MAX_SAFE_INTEGER);
}

/** Of a chat as the template writes it, role and name included. */
export function boundChat(messages: readonly Record<string, unknown>[], contextLength: number | null): number {
  const around = messages.length * aroundMessage + ofTemplate;
  return boundWords(messages.map(wordsOf).join('\n'), around, contextLength ?? Number.MAX_SAFE_INTEGER);
}

/**
 * Some tokenizers bring a text to a normal form first, which makes several characters of some. NFKC makes the most of
 * them. A text that has no room in the context as it is need not be looked at so.
 */
function boundWords(text: string, around: number, context: number): number {
  const bytes = Buffer.byteLength(text);
  if (bytes + around >= context) return context;
  return Math.min(Math.max(bytes, Buffer.byteLength(normalizeText(text, 'NFKC'))) + around, context);
}

function wordsOf(message: Record<string, unknown>): string {
  return Object.values(message)
    .filter((value) => typeof value === 'string')
    .join('');
}
