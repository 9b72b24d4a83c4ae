import { CheckpointFacts } from '@modelmint/domain/base-model';
import { AppError, isAppError } from '@modelmint/domain/errors';
import { linearNamesOf } from '@modelmint/domain/linear-names';
import type { Architecture, HfConfig, LinearLayout, ParameterLayout } from '../architectures/architecture.ts';
import { causalLmSizeOf } from '../architectures/causal-lm-size.ts';
import { countParameters } from '../architectures/count-parameters.ts';
import { findArchitecture } from '../architectures/registry.ts';
import { wholeModulesOf } from '../architectures/whole-modules.ts';
import { loadChatTemplate } from '../chat-template/load-chat-template.ts';
import { parseTemplate } from '../chat-template/parse-template.ts';
import { readGenerationDefaults } from '../generation/read-generation-defaults.ts';
import { checkProcessor } from '../image/check-processor.ts';
import { readImageProcessor } from '../image/read-image-processor.ts';
import { checkVocabulary } from '../tokenizer/check-vocabulary.ts';
import { loadTokenizer } from '../tokenizer/load-tokenizer.ts';
import type { WeightSource } from '../weights/weight-source.ts';
import { folderSize } from './folder-size.ts';
import { imageFactsOf } from './image-facts.ts';
import { matchWeights } from './match-weights.ts';
import { openCheckpoint, readConfigFile } from './open-checkpoint.ts';
import { readLicence } from './read-licence.ts';

/** Far more than any model has; a config that says more would be slow to lay out before it can be refused. */
const layersMax = 2_000;
const floats: readonly string[] = ['F64', 'F32', 'F16', 'BF16'];

/**
 * Checks a checkpoint in the hub's layout as far as it can be without an engine, and says what it is: every parameter of
 * its architecture is there with its shape and a type that can be computed with, and its tokenizer or image processor
 * fits. Code that the folder brings is never run. Memory stays flat: of the weights only the headers are read.
 *
 * @throws AppError `invalid_file` that names what is wrong, where, and what is supported.
 */
export async function readCheckpointFacts(folder: string): Promise<CheckpointFacts> {
  const { config: json, weights } = await openCheckpoint(folder);
  try {
    const architecture = findArchitecture(json);
    checkDepth(json);
    const own = await readOwnFacts(folder, { architecture, json, weights });
    return CheckpointFacts.parse({
      ...own,
      kind: architecture.kind,
      architecture: nameOf(json, architecture),
      licence: await readLicence(folder, json),
      sizeBytes: await folderSize(folder),
    });
  } finally {
    await weights.close();
  }
}

/**
 * Only looks into config.json: what is told before the weights are here.
 *
 * @throws AppError `invalid_file` for an architecture or settings of it that are not supported.
 */
export async function checkConfig(folder: string): Promise<void> {
  const json = await readConfigFile(folder);
  const architecture = findArchitecture(json);
  checkDepth(json);
  architecture.readConfig(json);
}

interface Opened {
  architecture: Architecture;
  json: HfConfig;
  weights: WeightSource;
}

type OwnFacts = Omit<CheckpointFacts, 'kind' | 'architecture' | 'licence' | 'sizeBytes'>;

async function readOwnFacts(folder: string, { architecture, json, weights }: Opened): Promise<OwnFacts> {
  switch (architecture.kind) {
    case 'causal-lm': {
      const config = architecture.readConfig(json);
      checkWeights(weights, architecture.parameters(config));
      checkVocabulary(await loadTokenizer(folder), config.vocabSize);
      await readGenerationDefaults(folder);
      const size = causalLmSizeOf(architecture, config);
      const linearNames = linearNamesOf(architecture.linears(config).map(({ module }) => module));
      const wholeModules = wholeModulesOf(architecture, config);
      return { ...size, linearNames, wholeModules, hasChatTemplate: await hasChatTemplate(folder), labels: null };
    }
    case 'encoder': {
      const config = architecture.readConfig(json);
      const layout = architecture.parameters(config);
      checkWeights(weights, layout);
      checkVocabulary(await loadTokenizer(folder), config.vocabSize);
      return {
        ...layoutFacts(layout, architecture.linears(config)),
        ...depthOf(config),
        contextLength: config.contextLength,
        hiddenSize: config.hiddenSize,
        vocabularySize: config.vocabSize,
        hasChatTemplate: false,
        labels: config.labels === null ? null : [...config.labels],
      };
    }
    case 'image-classifier': {
      const config = architecture.readConfig(json);
      const layout = architecture.parameters(config);
      checkWeights(weights, layout);
      const processor = await readImageProcessor(folder);
      checkProcessor(processor, config);
      const linears = architecture.linears(config);
      return {
        ...layoutFacts(layout, linears),
        ...imageFactsOf({ config, processor, layout, linears }),
        ...depthOf(config),
        contextLength: null,
        hiddenSize: widthOf(config),
        vocabularySize: 0,
        hasChatTemplate: false,
        labels: [...config.labels],
      };
    }
  }
}

function layoutFacts(layout: readonly ParameterLayout[], linears: readonly LinearLayout[]) {
  const sizes = layout.map(({ shape }) => shape.reduce((product, side) => product * side, 1));
  return {
    parameters: countParameters(layout),
    linearOutputs: linears.reduce((sum, { out }) => sum + out, 0),
    linearNames: linearNamesOf(linears.map(({ module }) => module)),
    loraRankSize: linears.reduce((sum, one) => sum + one.in + one.out, 0),
    largestParameter: sizes.reduce((most, size) => Math.max(most, size), 0),
  };
}

/** Convolutions have stages of several layers, and no heads. */
function depthOf(config: object): { layers: number; heads: number } {
  const { layers, heads, depths } = config as { layers?: number; heads?: number; depths?: readonly number[] };
  return { layers: layers ?? (depths ?? []).reduce((sum, depth) => sum + depth, 0), heads: heads ?? 0 };
}

function widthOf(config: object): number {
  const { hiddenSize, hiddenSizes } = config as { hiddenSize?: number; hiddenSizes?: readonly number[] };
  return hiddenSize ?? hiddenSizes?.at(-1) ?? 0;
}

function checkDepth(json: HfConfig): void {
  const depths = Array.isArray(json.depths) ? json.depths : [];
  const named = { num_hidden_layers: json.num_hidden_layers, n_layer: json.n_layer, n_layers: json.n_layers };
  for (const [name, value] of [
    ...Object.entries(named),
    ...depths.map((depth): [string, unknown] => ['depths', depth]),
  ])
    if (typeof value === 'number' && value > layersMax)
      throw new AppError('invalid_file', `config.json: ${name} must be at most ${layersMax}; found ${value}`);
}

function checkWeights(weights: WeightSource, layout: readonly ParameterLayout[]): void {
  const { stored } = matchWeights(weights, layout);
  for (const { name, dtype } of stored.values())
    if (!floats.includes(dtype))
      throw new AppError(
        'invalid_file',
        `${name} is stored as ${dtype}; weights must be ${floats.join(', ')}. Use the model as it was before it was quantized`,
      );
}

/** A template that our Jinja cannot read is as none: the model still continues texts. */
async function hasChatTemplate(folder: string): Promise<boolean> {
  try {
    parseTemplate(await loadChatTemplate(folder));
    return true;
  } catch (error) {
    if (isAppError(error) && error.code === 'invalid_file') return false;
    throw error;
  }
}

function nameOf(json: HfConfig, { classes, modelType }: Architecture): string {
  const named = Array.isArray(json.architectures) ? json.architectures[0] : undefined;
  return typeof named === 'string' ? named : (classes[0] ?? modelType);
}
