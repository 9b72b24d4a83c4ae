import { checkHeaderText } from './check-header-text.ts';
import { dtypeSize } from './dtype-size.ts';
import { type Dtype, dtypes, type StoredTensor } from './weight-source.ts';

const nameLengthMax = 512;
const rankMax = 16;
const metadataName = '__metadata__';

/** A tensor and the place of its bytes after the header. */
export interface PlacedTensor extends StoredTensor {
  start: number;
  end: number;
}

export interface Header {
  /** In the order of their bytes, which follow each other from 0 without a hole. */
  tensors: PlacedTensor[];
  metadata: Readonly<Record<string, string>>;
}

/**
 * Reads the JSON of a safetensors header, at least as strictly as the Rust crate: its values take exactly `dataSize` bytes.
 *
 * @throws Error whose message ends the sentence "this file is no proper safetensors: …".
 */
export function parseHeader(bytes: Uint8Array, dataSize: number): Header {
  const json = decode(bytes);
  const problem = checkHeaderText(json);
  if (problem !== undefined) throw new Error(`in its header ${problem}`);
  const entries = Object.entries(parseObject(json));
  const named = entries.filter(([name]) => name !== metadataName);
  const tensors = named.map(([name, info]) => readTensor(name, info));
  tensors.sort((a, b) => a.start - b.start || a.end - b.end);
  checkPlaces(tensors, dataSize);
  const metadata = entries.find(([name]) => name === metadataName);
  return { tensors, metadata: metadata === undefined ? Object.create(null) : readMetadata(metadata[1]) };
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] !== 0x7b) throw new Error('its header does not start with {');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new Error('its header is not UTF-8', { cause });
  }
}

function parseObject(json: string): object {
  try {
    return JSON.parse(json) as object; // an object: it starts with {
  } catch (cause) {
    throw new Error('its header is not JSON', { cause });
  }
}

function readTensor(name: string, info: unknown): PlacedTensor {
  checkName(name);
  const { dtype, shape, data_offsets: offsets } = (info ?? {}) as Record<string, unknown>;
  if (!isDtype(dtype))
    throw new Error(`${name} has the type ${JSON.stringify(dtype)}; supported are ${dtypes.join(', ')}`);
  if (!isCounts(shape) || shape.length > rankMax) throw new Error(`${name} has no proper shape`);
  if (!isCounts(offsets)) throw new Error(`${name} has no proper offsets`);
  const [start, end] = offsets;
  if (start === undefined || end === undefined || offsets.length !== 2 || end < start)
    throw new Error(`${name} has no proper offsets`);
  const needed = shape.reduce((product, size) => product * BigInt(size), BigInt(dtypeSize[dtype]));
  if (BigInt(end - start) !== needed)
    throw new Error(`${name} of shape [${shape.join(', ')}] takes ${end - start} bytes, not ${needed}`);
  return { name, dtype, shape, start, end };
}

function checkName(name: string): void {
  const shown = JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);
  if (name.length > nameLengthMax)
    throw new Error(`${shown} is a name of ${name.length} characters; the limit is ${nameLengthMax}`);
  // Control characters, halves of a character and ways out of a folder: no program gives such names to tensors.
  if (name === '' || /[\p{Cc}\p{Surrogate}]|(?:^|[\\/])\.\.(?:[\\/]|$)/u.test(name))
    throw new Error(`${shown} is no proper name of a tensor`);
}

function checkPlaces(tensors: readonly PlacedTensor[], dataSize: number): void {
  let due = 0;
  for (const { name, start, end } of tensors) {
    if (start !== due) throw new Error(`${name} starts at ${start} where ${due} is due`);
    due = end;
  }
  if (due !== dataSize) throw new Error(`its values have ${dataSize} bytes where its header tells of ${due}`);
}

function readMetadata(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`its ${metadataName} is no object`);
  const metadata: Record<string, string> = Object.create(null); // so that "__proto__" is a key like any other
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') throw new Error(`its ${metadataName} holds more than strings`);
    metadata[key] = text;
  }
  return metadata;
}

function isDtype(value: unknown): value is Dtype {
  return dtypes.includes(value as Dtype);
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((one) => Number.isSafeInteger(one) && one >= 0);
}
