/** What the README of an exported model says, in the terms of the Hugging Face hub. */
export interface HubCard {
  title: string;
  /** An identifier of the hub's, such as `apache-2.0`. */
  license?: string;
  /** Name on the hub, or what the base model is called. */
  baseModel?: string;
  /** What loads it. */
  library: 'transformers' | 'peft' | 'modelmint';
  /** `text-generation`, `text-classification`, … */
  pipelineTag?: string;
  tags?: readonly string[];
  languages?: readonly string[];
  /** A paragraph on what the model is. */
  summary?: string;
  metrics?: readonly { name: string; value: number; dataset?: string }[];
  /** What it was trained with, such as `learning rate` and `0.0002`. */
  training?: Readonly<Record<string, string | number>>;
}

/** The card's Markdown, after a head of YAML. Texts are a customer's: none can end the head or its own line. */
export function formatHubCard(card: HubCard): string {
  const { title, summary, metrics = [], training = {} } = card;
  const parts = [
    `---\n${formatHead(card)}---`,
    `# ${oneLine(title)}`,
    ...(summary === undefined ? [] : [summary.trim()]),
    ...(card.baseModel === undefined ? [] : [`Base model: ${oneLine(card.baseModel)}`]),
    ...(metrics.length === 0 ? [] : [`## Results\n\n${formatMetrics(metrics)}`]),
    ...(Object.keys(training).length === 0
      ? []
      : [`## Training\n\n${formatTable(['', ''], Object.entries(training))}`]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function formatHead({ license, baseModel, library, pipelineTag, tags = [], languages = [] }: HubCard): string {
  const fields: [string, string | readonly string[] | undefined][] = [
    ['license', license],
    ['base_model', baseModel],
    ['library_name', library],
    ['pipeline_tag', pipelineTag],
    ['language', languages],
    ['tags', [...tags, ...(library === 'peft' ? ['lora'] : [])]],
  ];
  return fields
    .filter(([, value]) => value !== undefined && value.length > 0)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`) // JSON is YAML
    .join('');
}

function formatMetrics(metrics: NonNullable<HubCard['metrics']>): string {
  return formatTable(
    ['metric', 'value', 'data'],
    metrics.map(({ name, value, dataset }) => [name, Number(value.toPrecision(5)), dataset ?? '']),
  );
}

function formatTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => oneLine(String(cell)).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
