export interface SequencePlan {
  /** Of the longest text. */
  time: number;
  /** Texts in all rows. */
  count: number;
  /** For each step of each text its place in the rows; behind the end of a text any place. [time · count] */
  places: Int32Array;
  /** For each place in the rows, where in [time · count] it stands. [batch · time] */
  columns: Int32Array;
}

/**
 * Which texts rows hold, one after another: each starts where the position is 0. Padding is a run of zeros; all of it but
 * the last zero, which may start a text, counts as one text, so that long padding costs no more than a text.
 *
 * @param positions [batch · time]
 */
export function planSequences(positions: Int32Array, { batch, time }: { batch: number; time: number }): SequencePlan {
  const starts: number[] = [];
  for (let row = 0; row < batch; row++)
    for (let column = 0; column < time; column++) {
      const place = row * time + column;
      const isZero = positions[place] === 0;
      const isInPadding = column > 0 && positions[place - 1] === 0 && column + 1 < time && positions[place + 1] === 0;
      if (column === 0 || (isZero && !isInPadding)) starts.push(place);
    }
  const count = starts.length;
  const ends = starts.map((_, text) => starts[text + 1] ?? batch * time);
  const longest = starts.reduce((most, start, text) => Math.max(most, (ends[text] ?? 0) - start), 1);
  const places = new Int32Array(longest * count);
  const columns = new Int32Array(batch * time);
  starts.forEach((start, text) => {
    for (let place = start; place < (ends[text] ?? 0); place++) {
      const column = (place - start) * count + text;
      places[column] = place;
      columns[place] = column;
    }
  });
  return { time: longest, count, places, columns };
}
