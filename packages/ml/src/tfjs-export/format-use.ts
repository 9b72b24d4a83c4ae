import type { LayersModel } from './layers-model.ts';

export type Use = 'texts' | 'images' | 'tables';

const inputs: Readonly<Record<Use, string>> = {
  texts: `## Input

\`ids\` [texts, time], int32. The words of a text are \`text.toLowerCase().match(new RegExp(facts.wordPattern, 'gu'))\`. Take the first
\`facts.maxTokens\` of them, and for each its place in \`vocabulary.json\`, or 1 for a word that is not there. Fill shorter texts up
with 0 at their end. A text without words is \`[1]\`.`,
  images: `## Input

\`image\` [images, height, width, 3], float32: red, green and blue from 0 to 255, as \`tf.browser.fromPixels\` gives them, scaled to the
size that \`model.inputs[0].shape\` says. Nothing else is to be done: the first layer knows the mean and the deviation.`,
  tables: `## Input

In the order of \`model.inputs\`. \`numbers\` [rows, numbers], float32: for each numeric column (value − mean) / deviation, held within
±10, and 0 where it is missing; behind it, where \`hasMissing\`, 1 for missing and 0 for not. \`entry_i\` [rows, 1], int32, for each
categorical column: the place of its value in \`values\` plus 2; 1 for a value that is not there; for a missing one 0 where
\`hasMissing\`, else 1. Cells that count as missing are in \`missingWords\`.`,
};

/** How a program uses the export. */
export function formatUse(use: Use, { inputs: names, outputs, metadata }: LayersModel): string {
  const output = 'labels' in metadata ? 'probabilities in the order of `labels`' : 'what `target` says';
  return `# For TensorFlow.js

\`\`\`js
const model = await tf.loadLayersModel('model.json');
const output = model.predict(${names.length === 1 ? names[0] : `[${names.join(', ')}]`});
const facts = model.getUserDefinedMetadata();
\`\`\`

\`${outputs[0]}\` holds ${output}; \`facts\` has ${Object.keys(metadata)
    .map((name) => `\`${name}\``)
    .join(', ')}.

${inputs[use]}
`;
}
