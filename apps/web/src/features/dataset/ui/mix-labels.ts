/** The first of each label, then the second of each, and so on, up to `max`: archives hold one label after another. */
export function mixLabels<Row extends { label: string }>(rows: readonly Row[], max: number): Row[] {
  const places = new Map<string, number>();
  const placed = rows.map((row) => {
    const place = places.get(row.label) ?? 0;
    places.set(row.label, place + 1);
    return { row, place };
  });
  return placed
    .toSorted((a, b) => a.place - b.place)
    .slice(0, max)
    .map(({ row }) => row);
}
