import { AppError } from '@modelmint/domain/errors';
import { readJsonLines } from '@modelmint/ml/training/read-json-lines';
import type { z } from 'zod';

const rowsBetweenWork = 1024;

/**
 * Rows of a split one at a time, so that a file of any length takes no memory.
 *
 * @param onWork called now and then
 * @throws AppError `dataset_invalid` naming file and line of the first row that is none.
 */
export async function* readRows<Row>(
  file: string,
  { row, onWork }: { row: z.ZodType<Row>; onWork: () => void },
): AsyncGenerator<Row> {
  let count = 0;
  for await (const { value, place } of readJsonLines(file)) {
    const parsed = row.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
      throw new AppError('dataset_invalid', `${place}: the row is not as it was read${where}. Upload the file again.`);
    }
    yield parsed.data;
    if (++count % rowsBetweenWork === 0) onWork();
  }
}
