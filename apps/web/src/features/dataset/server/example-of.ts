import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { z } from 'zod';

/** One row of a split, to be shown. Long texts are cut and end with `…`. */
export interface Example {
  /**
   * What the model is given. Classification: the text, or the path of the image in its archive. Generation: the last
   * message before the answer, or the prompt; empty where the row is text alone.
   */
  text: string;
  /** What it is to say: the label, or the answer. */
  label: string;
  /** Of a chat all its messages, in order. */
  messages?: { role: string; content: string }[];
  /** Of an image a `data:` URL, for `src` as it is: the image, or a small copy of a large one. */
  image?: string;
  /**
   * Of a table or of what users did, what stands in each column, null for nothing; then `text` is empty and `label` the
   * target or the rating. Cells of JSON that are no strings are shown as JSON writes them.
   */
  cells?: Record<string, string | null>;
  /** Whether the label can be changed here: it stands here whole, and says nothing beside a text. */
  isEditable: boolean;
}

const charactersMax = 4_000;
const cellCharactersMax = 200;
const messagesMax = 100;

const ClassifiedText = z.object({ text: z.string(), label: z.string() });
const ClassifiedImage = z.object({ label: z.string(), name: z.string(), image: z.string() });
const Cells = z.record(z.string(), z.unknown());
const Message = z.object({ role: z.string(), content: z.string().nullish(), tool_calls: z.unknown().optional() });
const Generated = z.union([
  z.object({ messages: z.array(Message).min(1) }),
  z.object({ prompt: z.string(), completion: z.string() }),
  z.object({ text: z.string() }),
]);

/** A line of the split's file, for images of its previews. Throws for what ingest does not write. */
export function exampleOf({ task, table }: Pick<DatasetReport, 'task' | 'table'>, line: unknown): Example {
  if (task === 'text-classification') return { ...ClassifiedText.parse(line), isEditable: true };
  if (task === 'image-classification') {
    const { label, name, image } = ClassifiedImage.parse(line);
    return { text: name, label, image, isEditable: true };
  }
  if (task === 'tabular' || task === 'recommendation') {
    const cells = cellsOf(Cells.parse(line));
    const label = cells[task === 'tabular' ? (table?.target.name ?? '') : 'rating'] ?? '';
    return { text: '', label, cells, isEditable: label !== '' && !label.endsWith('…') };
  }
  return generatedExample(Generated.parse(line));
}

function generatedExample(row: z.infer<typeof Generated>): Example {
  const isWhole = (text: string) => text.length <= charactersMax;
  if ('text' in row) return { text: '', label: cut(row.text), isEditable: isWhole(row.text) };
  if ('prompt' in row)
    return { text: cut(row.prompt), label: cut(row.completion), isEditable: isWhole(row.completion) };
  const last = row.messages.at(-1);
  const messages = row.messages.map((message) => ({ role: message.role, content: cut(contentOf(message)) }));
  return {
    text: messages.at(-2)?.content ?? '',
    label: messages.at(-1)?.content ?? '',
    messages: messages.slice(-messagesMax),
    isEditable: last?.tool_calls === undefined && isWhole(last?.content ?? ''),
  };
}

/** Of a message that only calls tools, the calls. */
function contentOf({ content, tool_calls: calls }: z.infer<typeof Message>): string {
  const said = content ?? '';
  return calls === undefined ? said : `${said}${said === '' ? '' : '\n'}${JSON.stringify(calls)}`;
}

function cellsOf(row: z.infer<typeof Cells>): Record<string, string | null> {
  const shown = Object.entries(row).map(([name, cell]) => {
    if (cell === null || cell === undefined || cell === '') return [name, null];
    return [name, cut(typeof cell === 'string' ? cell : JSON.stringify(cell), cellCharactersMax)];
  });
  return Object.fromEntries(shown);
}

function cut(text: string, lengthMax = charactersMax): string {
  // By characters, so that no emoji is cut in half.
  return text.length <= lengthMax ? text : `${[...text.slice(0, lengthMax + 1)].slice(0, -1).join('')}…`;
}
