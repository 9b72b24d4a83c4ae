/** How often a row of one class was taken for another. Classes are places from 0. Returns [actual][predicted]. */
export function confusionMatrix(actual: ArrayLike<number>, predicted: ArrayLike<number>, classes: number): number[][] {
  if (actual.length !== predicted.length)
    throw new RangeError(`${actual.length} rows have ${predicted.length} predictions`);
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let row = 0; row < actual.length; row++) {
    const [is, said] = [classAt(actual, row, classes), classAt(predicted, row, classes)];
    const line = counts[is] ?? [];
    line[said] = (line[said] ?? 0) + 1;
  }
  return counts;
}

function classAt(places: ArrayLike<number>, row: number, classes: number): number {
  const place = places[row] ?? Number.NaN;
  if (Number.isInteger(place) && place >= 0 && place < classes) return place;
  throw new RangeError(`row ${row} is of class ${place}; there are ${classes}`);
}
