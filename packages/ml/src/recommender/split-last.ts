/** The last row of each user that has several is held out: what is to be predicted is what a user does next. */
export function splitLast(user: Int32Array): { train: Int32Array; validation: Int32Array } {
  const counts = new Map<number, number>();
  const last = new Map<number, number>();
  user.forEach((one, row) => {
    counts.set(one, (counts.get(one) ?? 0) + 1);
    last.set(one, row);
  });
  const isHeld = (row: number) => {
    const one = user[row] ?? -1;
    return last.get(one) === row && (counts.get(one) ?? 0) > 1;
  };
  const rows = new Int32Array(user.length).map((_, row) => row);
  return { train: rows.filter((row) => !isHeld(row)), validation: rows.filter(isHeld) };
}
