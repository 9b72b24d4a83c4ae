import type { EndEvent, FinishEvent, GeneratedToken, GenerationEvent, PromptEvent } from './generation-event.ts';

export interface CollectedChoice {
  text: string;
  tokens: GeneratedToken[];
  reason: FinishEvent['reason'];
  stop: string | null;
}

export interface Collected {
  prompt: PromptEvent | null;
  choices: CollectedChoice[];
  usage: Omit<EndEvent, 'kind'>;
}

/** Everything that a request answers, at its end. Throws what the request throws. */
export async function collectChoices(events: AsyncIterable<GenerationEvent>): Promise<Collected> {
  const choices: CollectedChoice[] = [];
  const choiceAt = (index: number) => {
    choices[index] ??= { text: '', tokens: [], reason: 'abort', stop: null };
    return choices[index];
  };
  let prompt: PromptEvent | null = null;
  let usage = { promptTokens: 0, completionTokens: 0, seed: 0 };
  for await (const event of events) {
    if (event.kind === 'prompt') prompt = event;
    else if (event.kind === 'delta') {
      const choice = choiceAt(event.choice);
      choice.text += event.text;
      choice.tokens.push(...event.tokens);
    } else if (event.kind === 'finish')
      Object.assign(choiceAt(event.choice), { reason: event.reason, stop: event.stop });
    else usage = { promptTokens: event.promptTokens, completionTokens: event.completionTokens, seed: event.seed };
  }
  return { prompt, choices, usage };
}
