import { batchNormEpsilon } from '../layers/batch-norm-layer.ts';
import { categoricalColumns, numericWidth } from '../tabular/encode-table.ts';
import type { TabularArtifact } from '../tabular/tabular-artifact.ts';
import { type LayersModel, LayersModelBuilder } from './layers-model.ts';
import { kernelAndBias, normWeights, openNamedWeights } from './named-weight.ts';

/** From encoded rows, the numbers [batch, numbers] and one entry [batch, 1] for each categorical column, to the target. */
export function tabularModel({ model: { spec, columns, target }, weights }: TabularArtifact): LayersModel {
  const model = new LayersModelBuilder();
  const weight = openNamedWeights(weights);
  const parts: string[] = [];
  const numbers = numericWidth(columns);
  if (numbers > 0) parts.push(model.input('numbers', [numbers], 'float32'));
  categoricalColumns(columns).forEach(({ size }, index) => {
    const table = weight(`embeddings.${index}.weight`);
    const entry = model.input(`entry_${index}`, [1], 'int32');
    const config = { input_dim: table.shape[0], output_dim: size, mask_zero: false, input_length: 1 };
    const name = `embedding_${index}`;
    const embedded = model.layer('Embedding', config, { name, inputs: [entry], weights: { embeddings: table } });
    parts.push(model.layer('Flatten', {}, { name: `flat_${index}`, inputs: [embedded] }));
  });
  let now = parts[0] ?? '';
  if (parts.length > 1) now = model.layer('Concatenate', { axis: -1 }, { name: 'joined', inputs: parts });
  spec.hiddenSizes.forEach((_, index) => {
    now = model.dense(`dense_${index}`, now, kernelAndBias(weight, `layers.${index}.dense`));
    const norm = { name: `norm_${index}`, inputs: [now], weights: normWeights(weight, `layers.${index}.norm`) };
    now = model.layer('BatchNormalization', { axis: -1, epsilon: batchNormEpsilon }, norm);
    now = model.layer('Activation', { activation: 'relu' }, { name: `relu_${index}`, inputs: [now] });
  });
  const head = kernelAndBias(weight, 'head');
  if (target.kind === 'label') now = model.dense('probabilities', now, { ...head, activation: 'softmax' });
  else {
    const kernel = { shape: [1, 1], values: Float32Array.of(target.deviation) };
    const bias = { shape: [1], values: Float32Array.of(target.mean) };
    now = model.dense('value', model.dense('standardised', now, head), { kernel, bias }); // in the target's unit
  }
  return model.finish([now], { task: spec.task, columns, target, missingWords: spec.missingWords });
}
