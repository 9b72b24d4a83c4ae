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
  return Math.min(Buffer.byteLength(text) + aroundText, contextLength ?? Number.MAX_SAFE_INTEGER);
}

export function boundIds(ids: readonly number[], contextLength: number | null): number {
  return Math.min(ids.length + aroundText, contextLength ?? Number.MAX_SAFE_INTEGER);
}

/** Of a chat as the template writes it, role and name included. */
export function boundChat(messages: readonly Record<string, unknown>[], contextLength: number | null): number {
  const bytes = messages.reduce((sum, message) => sum + Buffer.byteLength(wordsOf(message)) + aroundMessage, 0);
  return Math.min(bytes + ofTemplate, contextLength ?? Number.MAX_SAFE_INTEGER);
}

function wordsOf(message: Record<string, unknown>): string {
  return Object.values(message)
    .filter((value) => typeof value === 'string')
    .join('');
}
