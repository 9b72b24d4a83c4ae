import { AppError } from '@modelmint/domain/errors';
import type { ImageClassifierShape } from '../architectures/architecture.ts';
import type { ImageProcessor, ImageSize } from './image-processor.ts';
import { rgbChannels } from './raw-image.ts';
import { imageProcessorFile } from './read-image-processor.ts';

/** @throws AppError `invalid_file` when the processor does not make what the model takes. */
export function checkProcessor({ crop, resize }: ImageProcessor, config: ImageClassifierShape): void {
  if (config.channels !== rgbChannels)
    throw new AppError('invalid_file', `config.json: num_channels must be ${rgbChannels}; found ${config.channels}`);
  const size = crop ?? resize?.to;
  if (size !== undefined && 'width' in size) checkSize(size, config);
}

/** A model with learned positions takes images of one size. */
export function checkSize({ width, height }: ImageSize, { imageSize: size }: ImageClassifierShape): void {
  if (size === null || (width === size && height === size)) return;
  throw new AppError(
    'invalid_file',
    `The model takes images of ${size} × ${size}; ${imageProcessorFile} makes ${width} × ${height}`,
  );
}
