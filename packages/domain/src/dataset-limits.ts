import { z } from 'zod';

const count = z.number().int().positive();

/** Bounds on what one file may ask of the machine that reads it. */
export const DatasetLimits = z.object({
  lineBytesMax: count.default(1024 * 1024),
  textCharactersMax: count.default(50_000),
  labelCharactersMax: count.default(64),
  /** Of texts. */
  labelsMax: count.default(100),
  imageLabelsMax: count.default(1_000),
  tableLabelsMax: count.default(1_000),
  /** Of a cell that is no number, of a user's and an item's id. */
  cellCharactersMax: count.default(1_000),
  idCharactersMax: count.default(200),
  /** Different users, and different items. */
  idsMax: count.default(2_000_000),
  columnNameCharactersMax: count.default(200),
  columnsMax: count.default(1_000),
  rowsMax: count.default(5_000_000),
  /** Bytes of text, or of the files in an archive, after unpacking. */
  textBytesMax: count.default(8 * 1024 ** 3),
  /** Unpacked bytes for each packed byte; text seldom passes 20, a bomb has 1,000. Checked from 16 MiB on. */
  expansionRatioMax: count.default(100),
  /** Resident memory at which the reading process gives up by itself. */
  memoryBytesMax: count.default(1024 ** 3),
  durationMsMax: count.default(15 * 60_000),
  /** Of an archive, folders and files that are no images included. */
  entriesMax: count.default(1_000_000),
  /** Of one file in an archive, packed or unpacked; what decoding an image takes at most. */
  imageBytesMax: count.default(20 * 1024 ** 2),
});
export type DatasetLimits = z.infer<typeof DatasetLimits>;
export const datasetLimits: DatasetLimits = DatasetLimits.parse({});

/** How many problems a report shows in full; all are counted. */
export const problemsShownMax = 100;
/** How many examples a report shows for each label, and how much of each text. */
export const examplesShownMax = 3;
export const exampleCharactersMax = 280;
/** Of a data set without labels. */
export const rowExamplesShownMax = 6;
/** How many different values of a column of a table are told apart; as many may be more. */
export const distinctShownMax = 10_000;
/** How many of its most frequent texts are shown. */
export const topValuesShownMax = 5;
