'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { TrialImage } from '../../playground/server/list-trial-images.ts';
import type { TrialContext } from '../../playground/ui/playground-target.ts';
import { readRunInput } from '../../playground/ui/run-input.ts';
import { TargetSelect } from '../../playground/ui/target-select.tsx';
import { TrialPage } from '../../playground/ui/trial-page.tsx';
import { useCall } from '../../playground/ui/use-call.ts';
import { ClassifyResult } from './classify-result.tsx';
import { ImageDrop } from './image-drop.tsx';
import type { ClassifyAnswer, PlaygroundRun } from './playground-run.ts';
import { type ChosenImage, readImage } from './read-image.ts';
import { SessionTable } from './session-table.tsx';

interface ImageTrialProps {
  context: TrialContext;
  /** Images of its data to try, one a label. */
  examples: readonly TrialImage[];
}

/** An image and its labels. An image is classified as soon as it is chosen. */
export function ImageTrial({ context, examples }: ImageTrialProps) {
  const t = useTranslations('classification');
  const [image, setImage] = useState<ChosenImage | null>(startImage(context));
  const [problem, setProblem] = useState<string | null>(null);
  const [runs, setRuns] = useState<readonly PlaygroundRun[]>([]);
  const call = useCall<ClassifyAnswer>(context, 'classifications');
  const send = async (chosen: ChosenImage) => {
    setImage(chosen);
    setProblem(null);
    const answer = await call.run({ input: { image: chosen.url }, name: chosen.name.slice(0, 300) });
    if (answer !== null) setRuns((earlier) => [{ ...answer, text: chosen.name, at: new Date() }, ...earlier]);
  };
  const take = async (file: File) => {
    const read = await readImage(file, t).catch(() => ({ problem: t('image.unreadable', { name: file.name }) }));
    if ('problem' in read) setProblem(read.problem);
    else await send(read);
  };
  const retry = () => {
    if (image !== null) void send(image);
  };
  const [latest] = runs;
  return (
    <TrialPage context={context} call={{ kind: 'images' }} runId={runs[0]?.runId ?? null}>
      <Columns stretch>
        <Column span={6}>
          <Panel title={t('image.title')} aside={<TargetSelect {...context} />}>
            <ImageDrop image={image} problem={problem} onFile={(file) => void take(file)} />
            {image !== null && latest === undefined && call.state === 'idle' && (
              <Button variant="primary" onClick={retry} className="mt-3 max-md:w-full">
                {t('text.classify')}
              </Button>
            )}
            {examples.length > 0 && <Examples examples={examples} onChoose={(chosen) => void send(chosen)} />}
          </Panel>
        </Column>
        <Column span={6}>
          <ClassifyResult run={latest ?? null} call={call} onRetry={retry} organizationId={context.organizationId} />
        </Column>
      </Columns>
      <SessionTable runs={runs} noun={t('session.image')} curl={null} />
    </TrialPage>
  );
}

/** Of the history, which keeps small ones. */
function startImage({ run }: TrialContext): ChosenImage | null {
  const kept = run === null ? null : readRunInput(run).image;
  return kept === null || kept.url === null ? null : { name: kept.name, url: kept.url };
}

/** So that nobody has to look for an image first. */
function Examples({ examples, onChoose }: { examples: readonly TrialImage[]; onChoose: (image: ChosenImage) => void }) {
  const t = useTranslations('classification');
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2">
      <span className="text-fg-3">{t('fromData')}</span>
      {examples.map(({ label, name, image }) => (
        <button
          key={label}
          type="button"
          onClick={() => onChoose({ name, url: image })}
          aria-label={t('image.example', { label })}
          title={`${label}: ${name}`}
          className="size-10 overflow-hidden rounded-sm border border-line-strong bg-sunken hover:border-line-control"
        >
          {/* biome-ignore lint/performance/noImgElement: small copies that came with the page */}
          <img src={image} alt="" className="size-full object-contain [image-rendering:pixelated]" />
        </button>
      ))}
    </div>
  );
}
