import { statSync } from 'node:fs';
import type { DatasetLimits } from '@modelmint/domain/dataset-limits';
import { type DatasetProblem, datasetProblem } from '@modelmint/domain/dataset-problem';
import { isDatasetProblem } from '@modelmint/domain/dataset-row';
import { imageTokens } from '@modelmint/domain/image-tokens';
import { isNamedAsImage, type Place } from './folder-layout.ts';
import type { IngestProgress, IngestRequest } from './ingest-message.ts';
import { isSkipped, isUnsafe } from './judge-path.ts';
import { type Archive, type ArchiveEntry, openArchive } from './open-archive.ts';
import { type OpenedImage, openImage, seeImage } from './open-image.ts';
import type { TextFacts } from './open-text.ts';
import { Refused } from './refused.ts';
import type { ReportDraft } from './report-draft.ts';
import type { FoundRow } from './row-sink.ts';
import { surveyArchive } from './survey-archive.ts';

/** What is unpacked at once, and what is decoded at once: memory stays flat whatever the images are. */
const batch = { entries: 16, bytes: 4 * 1024 ** 2, pixels: 4_000_000 };
/** Of the time that a reading may take: what is left is for the split. Past the whole, the parent ends the process. */
const readingShare = 0.8;

type Placed = ArchiveEntry & Place;

/** Reads an archive with one folder of images for each label. */
export async function readImages(
  { sourcePath, limits }: Pick<IngestRequest, 'sourcePath' | 'limits'>,
  { draft, facts, tell }: { draft: ReportDraft; facts: TextFacts; tell: (progress: IngestProgress) => Promise<void> },
): Promise<void> {
  draft.nameTask('image-classification');
  draft.format = 'zip';
  facts.fileBytes = statSync(sourcePath).size;
  const startedAt = Date.now();
  let done = 0;
  const report = (): Promise<void> =>
    tell({ phase: 'reading', done, total: facts.fileBytes, rows: draft.rowsValid + draft.rowsBad });
  const { placeOf, isSplit } = await surveyArchive(sourcePath, { fileBytes: facts.fileBytes, limits, tell: report });
  draft.isSplitGiven = isSplit;
  const archive = await openArchive(sourcePath);
  let waiting: Placed[] = [];
  let waitingBytes = 0;
  const readWaiting = async (): Promise<void> => {
    for await (const row of readBatch(waiting, archive)) isDatasetProblem(row) ? draft.reject(row) : draft.accept(row);
    waiting = [];
    waitingBytes = 0;
    checkTime(startedAt, { limits, rows: draft.rowsValid + draft.rowsBad });
    await report();
  };
  try {
    for await (const entry of archive.entries()) {
      done += entry.packedBytes;
      const placed = placeEntry(entry, { placeOf, limits });
      if (placed === null) continue;
      // In the order of the archive, so that what is shown as first is the first.
      if (isDatasetProblem(placed)) {
        await readWaiting();
        draft.reject(placed);
        continue;
      }
      facts.textBytes += entry.bytes;
      waitingBytes += entry.bytes;
      if (waiting.push(placed) >= batch.entries || waitingBytes > batch.bytes) await readWaiting();
    }
    await readWaiting();
  } finally {
    await archive.close();
  }
}

function checkTime(startedAt: number, { limits, rows }: { limits: DatasetLimits; rows: number }): void {
  const durationMsMax = limits.durationMsMax * readingShare;
  if (Date.now() - startedAt <= durationMsMax) return;
  throw new Refused(datasetProblem('zip_too_slow', null, { minutes: Math.ceil(durationMsMax / 60_000), rows }));
}

/** What is known without unpacking; null for what is passed over in silence. */
function placeEntry(
  entry: ArchiveEntry,
  { placeOf, limits }: { placeOf: (path: string) => Place | null; limits: DatasetLimits },
): Placed | DatasetProblem | null {
  const { number, path, shownPath, bytes, packedBytes } = entry;
  if (isSkipped(path)) return null;
  if (isUnsafe(path)) return datasetProblem('entry_unsafe_path', number, { path: shownPath });
  const place = placeOf(path);
  if (place === null)
    return isNamedAsImage(path) ? datasetProblem('image_without_label', number, { path: shownPath }) : null;
  const { imageBytesMax, labelCharactersMax: lengthMax } = limits;
  if (place.label.length > lengthMax)
    return datasetProblem('label_too_long', number, { length: place.label.length, lengthMax });
  if (Math.max(bytes, packedBytes) > imageBytesMax)
    return datasetProblem('image_too_large', number, {
      path: shownPath,
      reason: `an image may have ${imageBytesMax} bytes; this one has ${Math.max(bytes, packedBytes)}`,
    });
  return { ...entry, ...place };
}

/** Unpacks all and decodes as many at once as their pixels allow; in their order. */
async function* readBatch(entries: readonly Placed[], archive: Archive): AsyncGenerator<FoundRow | DatasetProblem> {
  const opened = await Promise.all(entries.map((entry) => openEntry(entry, archive)));
  for (let at = 0; at < opened.length; ) {
    let end = at;
    let pixels = 0;
    do pixels += pixelsOf(opened[end]);
    while (++end < opened.length && pixels + pixelsOf(opened[end]) <= batch.pixels);
    yield* await Promise.all(opened.slice(at, end).map(readOpened));
    at = end;
  }
}

type NamedImage = Pick<Placed, 'label' | 'path' | 'shownPath' | 'number' | 'side'>;

/** An image that was read before. */
export async function readStoredImage(entry: NamedImage, bytes: Buffer): Promise<FoundRow | DatasetProblem> {
  return readOpened({ entry, image: await openImage(bytes, { path: entry.shownPath, line: entry.number }) });
}

interface OpenedEntry {
  entry: NamedImage;
  image: OpenedImage | DatasetProblem;
}

async function openEntry(entry: Placed, archive: Archive): Promise<OpenedEntry> {
  const bytes = await archive.unpack(entry);
  if (isDatasetProblem(bytes)) return { entry, image: bytes };
  return { entry, image: await openImage(bytes, { path: entry.shownPath, line: entry.number }) };
}

function pixelsOf(opened: OpenedEntry | undefined): number {
  return opened === undefined || isDatasetProblem(opened.image) ? 0 : opened.image.width * opened.image.height;
}

async function readOpened({ entry, image }: OpenedEntry): Promise<FoundRow | DatasetProblem> {
  if (isDatasetProblem(image)) return image;
  const seen = await seeImage(image);
  if (isDatasetProblem(seen)) return seen;
  const { label, path: name, number: line, side } = entry;
  const { format, bytes } = image;
  const { width, height, preview } = seen;
  return {
    ...{ line, label, identity: bytes, shown: { text: entry.shownPath, label } },
    tokens: imageTokens({ width, height }),
    json: JSON.stringify({ label, name, image: bytes.toString('base64') }),
    image: { width, height, format, previewJson: JSON.stringify({ label, name, image: preview }) },
    ...(side === undefined ? {} : { side }),
  };
}
