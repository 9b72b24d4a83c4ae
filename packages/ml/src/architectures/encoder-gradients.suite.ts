import type { Scalar, Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { Engine, TensorFlow } from '../engine/engine.ts';
import { makeScope } from '../nn/make-scope.ts';
import type { Scope } from '../nn/scope.ts';
import { seededRandom } from '../random/seeded-random.ts';
import type { ParameterLayout } from './architecture.ts';
import { bert } from './bert.ts';
import { distilbert } from './distilbert.ts';
import { resnet } from './resnet.ts';
import { roberta } from './roberta.ts';
import { vit } from './vit.ts';

interface Family {
  name: string;
  parameters: ParameterLayout[];
  logits(scope: Scope): Tensor;
}

const text = { vocab_size: 30, hidden_size: 16, num_attention_heads: 2, num_hidden_layers: 2, intermediate_size: 24 };
const short = { max_position_embeddings: 12, hidden_act: 'gelu', num_labels: 3 };

function texts(tf: TensorFlow) {
  return {
    ids: tf.tensor2d([5, 6, 7, 8, 2, 4, 9, 2, 1, 1], [2, 5], 'int32'),
    attentionMask: tf.tensor2d([1, 1, 1, 1, 1, 1, 1, 1, 0, 0], [2, 5], 'int32'),
  };
}

function families(): Family[] {
  const head = (name: string) => ({ ...text, ...short, architectures: [`${name}ForSequenceClassification`] });
  const forBert = bert.readConfig(head('Bert'));
  const forRoberta = roberta.readConfig(head('Roberta'));
  const small = { dim: 16, n_heads: 2, n_layers: 2, hidden_dim: 24 };
  const forDistilBert = distilbert.readConfig({ ...head('DistilBert'), ...small });
  const forVit = vit.readConfig({ ...text, num_labels: 3, image_size: 16, patch_size: 5 });
  const forResNet = resnet.readConfig({ embedding_size: 4, hidden_sizes: [8, 12], depths: [1, 2], num_labels: 3 });
  const pixels = (tf: TensorFlow) => tf.randomNormal([2, 16, 16, 3], 0, 1, 'float32', 7) as Tensor4D;
  return [
    {
      name: 'BERT',
      parameters: bert.parameters(forBert),
      logits: (scope) => bert.classify(scope, forBert, bert.hiddenStates(scope, forBert, texts(scope.tf))),
    },
    {
      name: 'RoBERTa',
      parameters: roberta.parameters(forRoberta),
      logits: (scope) => roberta.classify(scope, forRoberta, roberta.hiddenStates(scope, forRoberta, texts(scope.tf))),
    },
    {
      name: 'DistilBERT',
      parameters: distilbert.parameters(forDistilBert),
      logits: (scope) =>
        distilbert.classify(scope, forDistilBert, distilbert.hiddenStates(scope, forDistilBert, texts(scope.tf))),
    },
    {
      name: 'ViT',
      parameters: vit.parameters(forVit),
      logits: (scope) => vit.classify(scope, forVit, vit.hiddenStates(scope, forVit, pixels(scope.tf))),
    },
    {
      name: 'ResNet',
      parameters: resnet.parameters(forResNet),
      logits: (scope) => resnet.classify(scope, forResNet, resnet.hiddenStates(scope, forResNet, pixels(scope.tf))),
    },
  ];
}

/** Numbers around 0, or around 1 for what is a scale or a variance. */
function startWeights(tf: TensorFlow, parameters: readonly ParameterLayout[]): Map<string, Tensor> {
  const random = seededRandom(5);
  return new Map(
    parameters.map(({ name, shape }) => {
      const size = shape.reduce((product, one) => product * one, 1);
      const centre = /(norm\w*\.weight|running_var)$/i.test(name) ? 1 : 0;
      return [
        name,
        tf.tensor(
          Float32Array.from({ length: size }, () => centre + (random() - 0.5) * 0.6),
          [...shape],
        ),
      ];
    }),
  );
}

/** Moves all parameters along a random direction and compares the loss's change with what the gradient predicts. */
export function testEncoderGradients(open: () => Promise<Engine>): void {
  it.each(families())('finds the gradient of each parameter of a $name', async ({ parameters, logits }) => {
    const { tf } = await open();
    const before = tf.memory().numTensors;
    const weights = startWeights(tf, parameters);
    const names = parameters.filter(({ isBuffer }) => isBuffer !== true).map(({ name }) => name);
    const start = names.map((name) => weights.get(name) as Tensor);
    const loss = (values: readonly Tensor[]): Scalar => {
      const moved = new Map([
        ...weights,
        ...names.map((name, index): [string, Tensor] => [name, values[index] as Tensor]),
      ]);
      const out = logits(makeScope(tf, { weights: moved, training: { seed: 1, pass: 1 } }));
      return tf.sum(tf.mul(out, tf.randomNormal(out.shape, 0, 1, 'float32', 3)));
    };
    tf.tidy(() => {
      const directions = start.map((one, index) => tf.randomNormal(one.shape, 0, 0.3, 'float32', index + 11));
      const gradients = tf.grads((...values: Tensor[]) => loss(values))(start);
      const predicted = gradients.reduce(
        (sum, one, i) => sum + (tf.sum(tf.mul(one, directions[i] as Tensor)).dataSync()[0] ?? 0),
        0,
      );
      const lossAt = (by: number) =>
        tf.tidy(() => loss(start.map((one, i) => tf.add(one, tf.mul(directions[i] as Tensor, by)))).dataSync()[0] ?? 0);
      const found = (lossAt(1e-3) - lossAt(-1e-3)) / 2e-3;
      expect(Math.abs(found - predicted)).toBeLessThan(0.01 * Math.abs(found) + 2e-3);
    });
    tf.dispose([...weights.values()]);
    expect(tf.memory().numTensors).toBe(before);
  });
}
