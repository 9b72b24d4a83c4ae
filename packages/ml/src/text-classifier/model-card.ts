import type { TextClassifierSpec } from '@modelmint/domain/hyperparameters';
import type { ClassificationMetrics } from '../metrics/measure-classification.ts';

export interface ModelCardFacts {
  spec: TextClassifierSpec;
  labels: readonly string[];
  words: number;
  trainRows: number;
  validationRows: number;
  bestStep: number;
  metrics: ClassificationMetrics;
}

/** What a person who gets only the folder must know: what it does, how good it is, how to read it. */
export function formatModelCard(facts: ModelCardFacts): string {
  const { spec, metrics } = facts;
  const ways = spec.isBidirectional ? 'both ways' : 'forward';
  const rows = metrics.perLabel.map(
    ({ label, precision, recall, f1, support }) =>
      `| ${cell(label)} | ${percent(precision)} | ${percent(recall)} | ${percent(f1)} | ${support} |`,
  );
  return `# Text classifier

Sorts a text into one of ${facts.labels.length} labels. Trained from scratch on ${facts.trainRows} texts; the figures below come from
${facts.validationRows} texts that training never saw.

Accuracy ${percent(metrics.accuracy)}, log loss ${metrics.loss.toFixed(4)}, weights of step ${facts.bestStep} (lowest validation loss).

| label | precision | recall | F1 | texts |
|---|---|---|---|---|
${rows.join('\n')}

It knows ${facts.words - 2} words and reads the first ${spec.maxTokens} of a text. It gives one of its labels to any text, also to one that
fits none, and repeats what is uneven in the texts that it learned from.

## Files

- \`model.safetensors\`: float32 weights. \`embedding.weight\` [words, ${spec.embeddingSize}]; per direction (${ways}) \`kernel\`
  [${spec.embeddingSize} + ${spec.hiddenSize}, 4 · ${spec.hiddenSize}] and \`bias\`, gates in the order input, cell, forget, output; \`output.weight\`, \`output.bias\`.
- \`vocabulary.json\`: the words, by id; 0 is padding, 1 any other word.
- \`config.json\`: labels in the order of the outputs, and all settings of the training.

A text is lower-cased and split into words, numbers and single marks; the outputs of the LSTM are pooled over time
(${spec.pooling}), then \`softmax(pooled · output.weight + output.bias)\`.
`;
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

function cell(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
}
