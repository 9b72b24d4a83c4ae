import { z } from 'zod';
import { classifierTuning } from './encoder-classifier-spec.ts';

/** Everything that tuning a vision checkpoint (ViT, ResNet) to tell labels of images needs to know; frozen in the job. */
export const VisionClassifierSpec = z.strictObject({
  task: z.literal('image-classification'),
  /** Tells it from a network that is trained from nothing. */
  kind: z.literal('vision'),
  ...classifierTuning,
  /** Of training images, after the checkpoint's own image processor has made them ready: pixels of its input size. */
  augmentation: z.strictObject({
    /** Each image is mirrored with probability ½. */
    isFlipped: z.boolean(),
    /** The image is shifted by up to so many pixels each way; what comes in is mirrored at the border. */
    shift: z.number().int().min(0).max(256),
    /** Side of a square that is made grey at a random place; 0: none. */
    cutout: z.number().int().min(0).max(512),
  }),
});
export type VisionClassifierSpec = z.infer<typeof VisionClassifierSpec>;
