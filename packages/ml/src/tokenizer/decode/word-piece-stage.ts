import { eachToken, type TokenStage } from './token-stage.ts';

/** Words apart, their parts together; `cleanup` puts punctuation back to its word. */
export function wordPieceStage(prefix: string, isCleaned: boolean): () => TokenStage {
  return eachToken((token, index) => {
    const isPart = token.startsWith(prefix);
    const spaced = index === 0 ? token : isPart ? token.slice(prefix.length) : ` ${token}`;
    return isCleaned ? cleanUp(spaced).replaceAll(' do not', " don't") : spaced;
  });
}

/** `clean_up_tokenization` of transformers. */
export function cleanUp(text: string): string {
  return text
    .replaceAll(' .', '.')
    .replaceAll(' ?', '?')
    .replaceAll(' !', '!')
    .replaceAll(' ,', ',')
    .replaceAll(" ' ", "'")
    .replaceAll(" n't", "n't")
    .replaceAll(" 'm", "'m")
    .replaceAll(" 's", "'s")
    .replaceAll(" 've", "'ve")
    .replaceAll(" 're", "'re");
}
