import type { EncoderClassifierSpec } from '@modelmint/domain/encoder-classifier-spec';
import type { VisionClassifierSpec } from '@modelmint/domain/vision-classifier-spec';
import type { ImageRows } from '../cnn/image-rows.ts';
import type { Engine } from '../engine/engine.ts';
import type { FitEvent } from '../fitting/fit-event.ts';
import type { ClassificationMetrics } from '../metrics/measure-classification.ts';

/** The head alone is trained; the rest of the checkpoint stays as it is. */
export interface HeadMethod {
  kind: 'head';
}

export type ClassifierMethod = EncoderClassifierSpec['method'] | HeadMethod;

/** The settings of a job, or the same with only the head trained. */
export type TuningSpec<Spec extends EncoderClassifierSpec | VisionClassifierSpec> = Omit<Spec, 'method'> & {
  method: ClassifierMethod;
};

/** On the validation rows. */
export interface ClassifierFigures {
  accuracy: number;
  /** Mean over the labels, each counting the same. */
  macroF1: number;
}

export interface TuneClassifierOptions {
  engine: Engine;
  /** The base model, in the hub's layout, with its tokenizer or image processor. */
  modelFolder: string;
  /** What the adapter's config and the card call the base. Default: the folder's name. */
  baseModel?: string | undefined;
  /** The head gets one output for each; the order of the metrics. */
  labels: string[];
  /** Ours to write in: `step-<n>` while training, `artifact` at the end. */
  checkpointFolder: string;
  /** A checkpoint that an earlier run of the same spec and data wrote. */
  resume?: { folder: string } | undefined;
  /** Looked at between steps; the promise rejects with its reason. */
  signal?: AbortSignal | undefined;
  /** Called before each forward pass of an evaluation: the run is alive. */
  onWork?: (() => void) | undefined;
  /** Awaited: training goes on when it is done. Tokens are those of the tokenizer, padding not counted, or images. */
  onEvent: (event: FitEvent<ClassifierFigures>) => void | Promise<void>;
}

export interface TrainEncoderClassifierOptions extends TuneClassifierOptions {
  spec: TuningSpec<EncoderClassifierSpec>;
  /** JSON Lines of `{"text", "label"}`. */
  trainPath: string;
  validationPath: string;
}

export interface TrainVisionClassifierOptions extends TuneClassifierOptions {
  spec: TuningSpec<VisionClassifierSpec>;
  /** As the checkpoint's processor makes them (`openImageShaper`). */
  trainRows: ImageRows;
  validationRows: ImageRows;
}

export interface TunedClassifier {
  /** A whole model in the hub's layout, or a PEFT adapter with its head and a `config.json` that names its labels. */
  artifactFolder: string;
  /** Of the best weights on the validation rows; `auc` is null without rows of two labels. */
  metrics: ClassificationMetrics & { auc: number | null; bestStep: number; steps: number; stoppedEarly: boolean };
  /** Tokens, or images, of all steps, those before a resume included. */
  tokensTrained: number;
}

/** What an encoder's data are, as read. */
export interface TextCounts {
  texts: number;
  tokens: number;
  /** Texts that lost their end. */
  cut: number;
}
