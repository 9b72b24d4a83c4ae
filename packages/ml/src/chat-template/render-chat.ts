import { AppError, isAppError } from '@modelmint/domain/errors';
import { BoundedInterpreter, overBudget } from './bounded-interpreter.ts';
import type { ChatMessage } from './chat-message.ts';
import { jinja } from './jinja.ts';
import { parseTemplate } from './parse-template.ts';
import { strftime } from './strftime.ts';

export interface ChatValues {
  messages: readonly ChatMessage[];
  tools?: readonly unknown[];
  /** Ends with what makes the model answer. Default: false. */
  addGenerationPrompt?: boolean;
  bosToken?: string | null;
  eosToken?: string | null;
  /** Further variables that a template may ask for, such as `enable_thinking`. */
  variables?: Readonly<Record<string, unknown>>;
}

const stepsMax = 1_000_000;
const timeMsMax = 2_000;
/** On top of what the messages bring, which a template may show a few times over. */
const sizeBase = 1_000_000;
const rangeMax = 100_000;

/**
 * The text that the model's chat template makes of messages. Runs at most 2 seconds and a million steps.
 *
 * @throws AppError `invalid_file` when the template is damaged or runs too long, `invalid_value` when it refuses the
 * messages (`raise_exception`).
 */
export function renderChat(template: string, values: ChatValues): string {
  const program = parseTemplate(template);
  const messages = values.messages.map(({ weight: _, ...message }) => message);
  const sizeMax = sizeBase + 4 * JSON.stringify([messages, values.tools ?? []]).length;
  const environment = new jinja.Environment();
  const variables = { ...globals(), ...tokensAndTools(values), ...values.variables, messages };
  for (const [name, value] of Object.entries(variables)) environment.set(name, value);
  try {
    return String(new BoundedInterpreter(environment, { stepsMax, timeMsMax, sizeMax }).run(program).value);
  } catch (cause) {
    if (isAppError(cause)) throw cause;
    if (cause instanceof RangeError) throw overBudget('too much memory or too deep a recursion');
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('invalid_file', `The chat template fails on these messages: ${why.slice(0, 300)}`, { cause });
  }
}

function tokensAndTools(values: ChatValues) {
  return {
    tools: values.tools ?? null,
    documents: null,
    add_generation_prompt: values.addGenerationPrompt ?? false,
    bos_token: values.bosToken ?? '',
    eos_token: values.eosToken ?? '',
    generation_start: '',
    generation_end: '',
  };
}

/** What Jinja and transformers give every chat template. */
function globals() {
  const constants = { true: true, True: true, false: false, False: false, none: null, None: null };
  return {
    ...constants,
    range: boundedRange,
    strftime_now: (format: string) => strftime(new Date(), format),
    raise_exception: (message: unknown) => {
      throw new AppError('invalid_value', `The model's chat template refuses the messages: ${String(message)}`, {
        param: 'messages',
      });
    },
  };
}

function boundedRange(first: number, second?: number, step = 1): number[] {
  const [start, stop] = second === undefined ? [0, first] : [first, second];
  const length = Math.max(0, Math.ceil((stop - start) / step));
  if (!(length <= rangeMax)) throw overBudget(`a range of more than ${rangeMax} numbers`);
  return Array.from({ length }, (_, i) => start + i * step);
}
