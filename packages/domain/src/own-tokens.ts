import type { LanguageModelSpec } from './language-model-spec.ts';

/** Of English, as `estimateTextTokens` counts it: 2.6 in plays, 2.8 in reviews of films. */
export const charactersPerToken = 2.7;
/** Vocabularies of some 1,000 tokens have 2.4 characters in one. */
const learnedPerToken = 1.1;

/** About how many tokens of the model's own vocabulary the tokens of a report are. */
export function ownTokens(vocabulary: LanguageModelSpec['vocabulary'], estimated: number): number {
  return estimated * (vocabulary.kind === 'bytes' ? charactersPerToken : learnedPerToken);
}
