import { AppError } from '@modelmint/domain/errors';
import { findArchitecture } from '../architectures/registry.ts';
import { readConfigFile } from '../checkpoint/open-checkpoint.ts';
import { checkProcessor } from './check-processor.ts';
import type { ImageProcessor, ImageSize } from './image-processor.ts';
import { shapeImage } from './preprocess.ts';
import type { RawImage } from './raw-image.ts';
import { imageProcessorFile, readImageProcessor } from './read-image-processor.ts';

export interface ImageShaper extends ImageSize {
  /**
   * Resizes and crops as the checkpoint's processor does; bytes of `width` × `height` × 3.
   *
   * @throws AppError `invalid_file` for an image that is too long and thin.
   */
  shape(image: RawImage): RawImage;
  processor: ImageProcessor;
}

/**
 * Opens the image processor of a checkpoint for training, which needs images of one size.
 *
 * @throws AppError `invalid_file` when a file is missing or damaged, the model is no image classifier, or its processor makes
 * images of different sizes or not what the model takes.
 */
export async function openImageShaper(modelFolder: string): Promise<ImageShaper> {
  const json = await readConfigFile(modelFolder);
  const processor = await readImageProcessor(modelFolder);
  const config = findArchitecture(json, 'image-classifier').readConfig(json);
  checkProcessor(processor, config);
  const size = processor.crop ?? processor.resize?.to;
  if (size === undefined || !('width' in size))
    throw new AppError(
      'invalid_file',
      `${imageProcessorFile} keeps the proportions of images, which training cannot put into one batch: give it a crop_size, ` +
        'or a size with width and height',
    );
  const { width, height } = size;
  return { width, height, processor, shape: (image) => shapeImage(image, processor) };
}
