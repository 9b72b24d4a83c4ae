import { datasetProblem } from '@modelmint/domain/dataset-problem';
import { chooseRatingColumns, type RatingColumns } from '@modelmint/domain/dataset-rating-columns';
import { isEmptyCell, type RatingCells, readRatingRow, timeOf } from '@modelmint/domain/dataset-rating-row';
import { isDatasetProblem } from '@modelmint/domain/dataset-row';
import { IdTable } from './id-table.ts';
import { RatingFacts } from './rating-facts.ts';
import type { ReaderOptions } from './reader-options.ts';
import { Refused } from './refused.ts';
import type { FoundRow, RowSink } from './row-sink.ts';
import type { OpenRows, Sample } from './take-rows.ts';

/** Rows of users and items. All are for training, which itself holds out the last item of each user. */
export function openRatings({ spec, limits }: Omit<ReaderOptions, 'encoding'>, sink: RowSink): OpenRows {
  return (sample) => {
    const { names, line } = sample;
    const chosen = chooseRatingColumns(names, spec, line);
    if (isDatasetProblem(chosen)) throw new Refused(chosen);
    refuseTwice(names, chosen, line);
    const columns = {
      ...chosen,
      ratingColumn: spec.ratingColumn === undefined ? unlessEmpty(chosen.ratingColumn, sample) : chosen.ratingColumn,
      timeColumn: spec.timeColumn === undefined ? unlessEmpty(chosen.timeColumn, sample) : chosen.timeColumn,
    };
    sink.watch(new RatingFacts(columns), { isSplitGiven: true });
    const ids = { user: new IdTable(), item: new IdTable() };
    const placeOf = (noun: 'user' | 'item', id: string): number => {
      const place = ids[noun].placeOf(id);
      const { idsMax } = limits;
      if (place >= idsMax) throw new Refused(datasetProblem('too_many_ids', null, { idsMax, noun }));
      return place;
    };
    const cellsOf = openCells(names, columns);
    const tokens = Object.values(columns).filter((column) => column !== null).length;
    return (fields, at) => {
      const cells = cellsOf(fields);
      const row = readRatingRow(cells, at, { columns, limits });
      if (isDatasetProblem(row)) return row;
      const { user, item, rating = null, time } = row;
      const pair = { user: placeOf('user', user), item: placeOf('item', item), rating };
      return {
        line: at,
        label: null,
        tokens,
        identity: null,
        json: JSON.stringify(row),
        get shown() {
          const when = time === undefined ? '' : `, time: ${time}`;
          return { text: `user: ${user}, item: ${item}${when}`, label: String(rating ?? '') };
        },
        rating: { ...pair, time: time === undefined ? null : timeOf(time) },
      } satisfies FoundRow;
    };
  };
}

function refuseTwice(names: readonly string[], columns: RatingColumns, line: number): void {
  const twice = Object.values(columns).find(
    (column) => column !== null && names.indexOf(column) !== names.lastIndexOf(column),
  );
  if (twice !== undefined) throw new Refused(datasetProblem('column_twice', line, { column: twice ?? '' }));
}

/** A column that was taken for its name alone and holds nothing is not read. */
function unlessEmpty(column: string | null, { names, rows }: Sample): string | null {
  if (column === null) return null;
  const place = names.indexOf(column);
  return rows.every((cells) => isEmptyCell(cells[place])) ? null : column;
}

function openCells(names: readonly string[], columns: RatingColumns): (cells: readonly unknown[]) => RatingCells {
  const placeOf = (column: string | null): number => (column === null ? -1 : names.indexOf(column));
  const places = {
    user: placeOf(columns.userColumn),
    item: placeOf(columns.itemColumn),
    rating: placeOf(columns.ratingColumn),
    time: placeOf(columns.timeColumn),
  };
  return (cells) => ({
    user: cells[places.user],
    item: cells[places.item],
    rating: cells[places.rating],
    time: cells[places.time],
  });
}
