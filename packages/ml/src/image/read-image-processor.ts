import path from 'node:path';
import { type ConfigFields, configFields } from '../architectures/config-fields.ts';
import { type JsonObject, readJsonObject } from '../checkpoint/read-json-object.ts';
import type { ImageProcessor, ImageSize, ShortestEdge } from './image-processor.ts';
import { rgbChannels } from './raw-image.ts';
import { type ResampleName, resampleNames } from './resample-filters.ts';

export const imageProcessorFile = 'preprocessor_config.json';
const sizeBytesMax = 1 << 20;

/** What the classes of transformers take where the file says nothing. */
const classes = {
  ViTImageProcessor: { size: { height: 224, width: 224 }, resample: 'bilinear', isSquare: true },
  ConvNextImageProcessor: { size: { shortest_edge: 384 }, resample: 'bicubic', isSquare: false },
} as const;

type ProcessorClass = keyof typeof classes;

/**
 * Reads `preprocessor_config.json` of a ViT (ViTImageProcessor) or a ResNet (ConvNextImageProcessor), also in the older
 * forms: `feature_extractor_type`, a plain number as size.
 *
 * @throws AppError `invalid_file` that names the field, what stands there and what is supported.
 */
export async function readImageProcessor(folder: string): Promise<ImageProcessor> {
  return parseImageProcessor(await readJsonObject(path.join(folder, imageProcessorFile), sizeBytesMax));
}

export function parseImageProcessor(json: JsonObject): ImageProcessor {
  const fields = configFields(json, imageProcessorFile);
  const kind = readClass(json, fields);
  if (json.do_pad === true) throw fields.refuse('do_pad', 'false: padding is not supported');
  const resample = readResample(json, fields) ?? classes[kind].resample;
  const crop = fields.flag('do_center_crop', false) ? readCrop(json, fields) : null;
  const doResize = fields.flag('do_resize', true);
  const sizing = kind === 'ConvNextImageProcessor' ? readConvNextSize : readPlainSize;
  const shape = doResize ? sizing(json, fields) : { to: null, crop: null };
  if (shape.crop !== null && crop !== null)
    throw fields.refuse('do_center_crop', 'false: this class already crops by crop_pct');
  return {
    resize: shape.to === null ? null : { to: shape.to, resample },
    crop: shape.crop ?? crop,
    rescaleFactor: fields.flag('do_rescale', true) ? fields.number('rescale_factor', 1 / 255) : null,
    normalize: fields.flag('do_normalize', true)
      ? { mean: readPerChannel(json, 'image_mean', fields), std: readPerChannel(json, 'image_std', fields) }
      : null,
  };
}

function readClass(json: JsonObject, fields: ConfigFields): ProcessorClass {
  const field = json.image_processor_type === undefined ? 'feature_extractor_type' : 'image_processor_type';
  const named = json[field];
  if (named === undefined) return json.crop_pct === undefined ? 'ViTImageProcessor' : 'ConvNextImageProcessor';
  const plain = String(named)
    .replace(/(Fast|Pil)$/, '')
    .replace(/FeatureExtractor$/, 'ImageProcessor');
  if (!isProcessorClass(plain)) throw fields.refuse(field, `one of ${Object.keys(classes).join(', ')}`);
  return plain;
}

function isProcessorClass(name: string): name is ProcessorClass {
  return Object.hasOwn(classes, name);
}

interface Shape {
  to: ImageSize | ShortestEdge | null;
  crop: ImageSize | null;
}

function readPlainSize(json: JsonObject, fields: ConfigFields): Shape {
  return { to: readSize(json.size ?? classes.ViTImageProcessor.size, fields, true), crop: null };
}

/** Below 384 a somewhat larger image is made, by `crop_pct`, and its middle taken; from 384 on it is squeezed whole. */
function readConvNextSize(json: JsonObject, fields: ConfigFields): Shape {
  const size = readSize(json.size ?? classes.ConvNextImageProcessor.size, fields, false);
  if (!('shortestEdge' in size)) throw fields.refuse('size', 'a number or {"shortest_edge"} for this class');
  const edge = size.shortestEdge;
  const square = { width: edge, height: edge };
  if (edge >= 384) return { to: square, crop: null };
  const share = fields.number('crop_pct', 224 / 256);
  if (share <= 0 || share > 1) throw fields.refuse('crop_pct', 'above 0 and at most 1');
  return { to: { shortestEdge: Math.trunc(edge / share), longestEdge: null }, crop: square };
}

function readSize(size: unknown, fields: ConfigFields, isSquare: boolean): ImageSize | ShortestEdge {
  const { height, width, shortest_edge: shortestEdge, longest_edge: longestEdge, ...others } = asRecord(size);
  if (isSide(size)) return isSquare ? { width: size, height: size } : { shortestEdge: size, longestEdge: null };
  const isAlone = Object.keys(others).length === 0;
  if (isAlone && isSide(height) && isSide(width)) return { width, height };
  if (isAlone && isSide(shortestEdge) && (longestEdge == null || isSide(longestEdge)))
    return { shortestEdge, longestEdge: longestEdge ?? null };
  throw fields.refuse('size', 'a number, {"height", "width"} or {"shortest_edge"}, each from 1 to 4096');
}

function readCrop(json: JsonObject, fields: ConfigFields): ImageSize {
  const size = json.crop_size;
  const { height, width } = isSide(size) ? { height: size, width: size } : asRecord(size);
  if (isSide(height) && isSide(width)) return { width, height };
  throw fields.refuse('crop_size', 'a number or {"height", "width"}, each from 1 to 4096');
}

/** Pillow's number of the filter. */
function readResample(json: JsonObject, fields: ConfigFields): ResampleName | undefined {
  if (json.resample == null) return undefined;
  const name = typeof json.resample === 'number' ? resampleNames[json.resample] : undefined;
  if (name === undefined)
    throw fields.refuse('resample', resampleNames.map((one, index) => `${index} (${one})`).join(', '));
  return name;
}

function readPerChannel(json: JsonObject, name: 'image_mean' | 'image_std', fields: ConfigFields): readonly number[] {
  const value = json[name] ?? 0.5;
  const values: unknown[] = Array.isArray(value) ? value : new Array(rgbChannels).fill(value);
  const isFine = (one: unknown): one is number =>
    typeof one === 'number' && Number.isFinite(one) && (name === 'image_mean' || one > 0);
  if (values.length !== rgbChannels || !values.every(isFine))
    throw fields.refuse(name, `a number or ${rgbChannels} of them${name === 'image_std' ? ', above 0' : ''}`);
  return values;
}

function isSide(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= 4096;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
