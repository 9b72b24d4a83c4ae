import { Chip } from '../../../ui/chip.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { formatBytes, formatCount } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { BaseModelDetail } from '../server/get-base-model.ts';
import { originWords } from './base-model-words.ts';

/** More label names than this say little. */
const labelsShown = 60;

/** What its files say of it. */
export function BaseModelFacts({ model }: { model: BaseModelDetail }) {
  const { facts } = model;
  return (
    <>
      <Panel title="Facts">
        <KeyValues
          rows={[
            ...(facts === null ? [] : factRows(facts)),
            { label: 'Source', value: originWords(model.origin) },
            ...(model.sizeBytes > 0 ? [{ label: 'Size', value: formatBytes(model.sizeBytes) }] : []),
            { label: 'Id', value: <CopyId id={model.id} what="base model id" /> },
            { label: 'Created', value: <RelativeTime at={model.createdAt} /> },
          ]}
        />
      </Panel>
      {facts?.labels && (
        <Panel title="Label names" aside={<span className="tabular-nums">{formatCount(facts.labels.length)}</span>}>
          <ul className="flex flex-wrap gap-1.5">
            {facts.labels.slice(0, labelsShown).map((label) => (
              <li key={label} className="max-w-full min-w-0 [&>span]:max-w-full [&>span]:truncate">
                <Chip>{label}</Chip>
              </li>
            ))}
          </ul>
          {facts.labels.length > labelsShown && <p className="mt-2 text-small text-fg-3">The first {labelsShown}.</p>}
        </Panel>
      )}
    </>
  );
}

function factRows(facts: NonNullable<BaseModelDetail['facts']>) {
  const isText = facts.kind !== 'image-classifier';
  return [
    { label: 'Architecture', value: facts.architecture },
    {
      label: 'Licence',
      value: facts.licence ?? 'not stated',
      valueDetail: facts.licence === null ? 'its card names none' : 'as its card says',
    },
    { label: 'Parameters', value: formatCount(facts.parameters) },
    { label: 'Layers, width', value: `${formatCount(facts.layers)}, ${formatCount(facts.hiddenSize)}` },
    ...(facts.heads > 0 ? [{ label: 'Attention heads', value: formatCount(facts.heads) }] : []),
    ...(isText ? [{ label: 'Vocabulary', value: `${formatCount(facts.vocabularySize)} tokens` }] : []),
    ...(facts.kind === 'causal-lm'
      ? [
          {
            label: 'Chat template',
            value: facts.hasChatTemplate ? 'its own' : 'none',
            ...(facts.hasChatTemplate ? {} : { valueDetail: 'completions work; chat needs one' }),
          },
        ]
      : []),
  ];
}
