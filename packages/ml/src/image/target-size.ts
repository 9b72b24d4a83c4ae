import { AppError } from '@modelmint/domain/errors';
import type { ImageProcessor, ImageSize } from './image-processor.ts';

/** A line of 1 × 16,384 pixels would become millions of pixels wide when its short side grows to 224. */
const pixelsMax = 25_000_000;

/**
 * The size that an image is resized to, with the roundings of transformers (`get_resize_output_image_size` and, with a
 * longest edge, `get_size_with_aspect_ratio`).
 *
 * @throws AppError `invalid_file` for an image so long and thin that the result would be too large.
 */
export function targetSize(image: ImageSize, to: NonNullable<ImageProcessor['resize']>['to']): ImageSize {
  if (!('shortestEdge' in to)) return to;
  const short = Math.min(image.width, image.height);
  const long = Math.max(image.width, image.height);
  const edges = fitEdges(short, long, to);
  if (edges.short * edges.long > pixelsMax)
    throw new AppError(
      'invalid_file',
      `An image of ${image.width} × ${image.height} is too long and thin for this model; crop it first`,
    );
  return image.width <= image.height
    ? { width: edges.short, height: edges.long }
    : { width: edges.long, height: edges.short };
}

function fitEdges(
  short: number,
  long: number,
  { shortestEdge, longestEdge }: { shortestEdge: number; longestEdge: number | null },
): { short: number; long: number } {
  if (longestEdge === null || (long / short) * shortestEdge <= longestEdge)
    return { short: shortestEdge, long: Math.trunc((shortestEdge * long) / short) };
  const exact = (longestEdge * short) / long;
  const rounded = Math.max(1, roundHalfEven(exact));
  if (rounded === short) return { short, long };
  return { short: rounded, long: Math.trunc((exact * long) / short) };
}

/** As Python's `round`. */
function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
