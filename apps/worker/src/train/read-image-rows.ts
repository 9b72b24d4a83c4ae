import type { CnnSpec } from '@modelmint/domain/cnn-spec';
import { AppError, isAppError } from '@modelmint/domain/errors';
import { imageTokens } from '@modelmint/domain/image-tokens';
import type { ImageRows } from '@modelmint/ml/cnn/image-rows';
import { decodeImage } from '@modelmint/ml/image/decode-image';
import type { RawImage } from '@modelmint/ml/image/raw-image';
import { makeImageRows, putImage } from '@modelmint/ml/image/scale-image-rows';
import { type JsonLine, readJsonLines } from '@modelmint/ml/training/read-json-lines';
import { z } from 'zod';
import { countLines } from './count-lines.ts';

export interface LabelledImages {
  rows: ImageRows;
  /** Of each image as it was uploaded: what is billed each time that it is seen. */
  tokens: Uint16Array;
}

export interface ReadImageOptions {
  spec: Pick<CnnSpec, 'height' | 'width'>;
  /** Makes an image ready as a checkpoint's own processor does; without it the whole image is squeezed to the size. */
  shape?: (image: RawImage) => RawImage;
  labels: readonly string[];
  /** What the pixels of all images may take. */
  bytesMax: number;
  /** Called now and then. */
  onWork?: () => void;
}

/** As ingest writes them: the original bytes of the file as base64, and its path in the archive. */
const ImageRow = z.object({ label: z.string(), name: z.string(), image: z.string() });

/** Decoded side by side: libvips has threads of its own. */
const atOnce = 8;

/**
 * A split of images, each scaled to the network's size.
 *
 * @throws AppError `invalid_value` with the numbers when they do not fit into the memory, `dataset_invalid` naming line and
 * file for a row that is no image or has a label of its own.
 */
export async function readImageRows(file: string, options: ReadImageOptions): Promise<LabelledImages> {
  const { spec, labels, bytesMax, onWork, shape } = options;
  const count = await countLines(file);
  const bytes = count * spec.height * spec.width * 3;
  if (bytes > bytesMax) throw tooMuch(count, bytes, options);
  const rows = makeImageRows(count, spec);
  const tokens = new Uint16Array(count);
  const places = new Map(labels.map((label, index) => [label, index]));
  const take = async (line: JsonLine, row: number) => {
    const parsed = ImageRow.safeParse(line.value);
    if (!parsed.success) throw refuse(line.place, 'the row has not a label, a name and an image');
    const { label, name, image } = parsed.data;
    const place = `${line.place} (${name})`;
    const index = places.get(label);
    if (index === undefined) throw refuse(place, `the label ${JSON.stringify(label)} is none of the data set's`);
    const refuseImage = (error: unknown) => (isAppError(error) ? refuse(place, error.message) : error);
    const decoded = await decodeImage(Buffer.from(image, 'base64')).catch((error: unknown) => {
      throw refuseImage(error);
    });
    try {
      putImage(rows, row, { image: shape === undefined ? decoded : shape(decoded), label: index });
    } catch (error) {
      throw refuseImage(error);
    }
    tokens[row] = imageTokens(decoded);
  };
  let [row, waiting]: [number, JsonLine[]] = [0, []];
  const takeWaiting = async () => {
    const first = row;
    row += waiting.length;
    await Promise.all(waiting.map((line, index) => take(line, first + index)));
    waiting = [];
    onWork?.();
  };
  for await (const line of readJsonLines(file)) {
    waiting.push(line);
    if (waiting.length === atOnce) await takeWaiting();
  }
  await takeWaiting();
  return { rows, tokens };
}

function refuse(place: string, what: string): AppError {
  return new AppError('dataset_invalid', `${place}: ${what}. Upload the images again without it.`);
}

function tooMuch(count: number, bytes: number, { spec, bytesMax, shape }: ReadImageOptions): AppError {
  const megabytes = (amount: number) => `${Math.ceil(amount / 1e6).toLocaleString('en')} MB`;
  return new AppError(
    'invalid_value',
    `${count.toLocaleString('en')} images of ${spec.height}×${spec.width} pixels take ${megabytes(bytes)} of memory; ` +
      `${megabytes(bytesMax)} are there. ${shape === undefined ? 'Lower image_size or upload' : 'Upload'} fewer images.`,
    { param: shape === undefined ? 'method.supervised.hyperparameters.image_size' : 'training_file' },
  );
}
