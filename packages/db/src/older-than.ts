/** What stands after a row in a list of the newest first, of one moment by their ids. */
export const olderThan = ({ createdAt, id }: { createdAt: Date; id: string }) => ({
  createdAt: { lte: createdAt },
  OR: [{ createdAt: { lt: createdAt } }, { id: { lt: id } }],
});
