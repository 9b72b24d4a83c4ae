import { isAppError } from '@modelmint/domain/errors';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { templateTokens } from './encode-chat.ts';
import { renderChat } from './render-chat.ts';

export interface TurnEnd {
  /** Special tokens that end a turn. */
  ids: readonly number[];
  /** What ends it where that is no special token. */
  stops: readonly string[];
}

/** Stands for an answer: no template and no tokenizer has it. */
const mark = '\ue000\ue001';
/** What is longer is no mark; each token that is written would be compared with it. */
const stopMax = 200;

/**
 * How a chat template ends what the assistant says, such as `<|im_end|>`. Many checkpoints do not name it in
 * `generation_config.json`, and a model that was tuned on chats would go on with the next speaker's turn.
 */
export function findTurnEnd(tokenizer: Tokenizer, template: string): TurnEnd {
  const rest = renderRest(tokenizer, template);
  const [first] = tokenizer.encode(rest, { addSpecialTokens: false });
  if (first !== undefined && tokenizer.specialIds.has(first)) return { ids: [first], stops: [] };
  return { ids: [], stops: rest === '' || rest.length > stopMax ? [] : [rest] };
}

/** What stands after an answer, without the space around it. */
function renderRest(tokenizer: Tokenizer, template: string): string {
  const messages = ['user', 'assistant'].map((role) => ({ role, content: mark }));
  try {
    const text = renderChat(template, { messages, ...templateTokens(tokenizer) });
    const at = text.lastIndexOf(mark);
    return at < 0 ? '' : text.slice(at + mark.length).trim();
  } catch (error) {
    if (isAppError(error)) return ''; // a template for other messages: it may still render those of a call
    throw error;
  }
}
