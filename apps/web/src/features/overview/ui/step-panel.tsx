import { LinkButton } from '../../../ui/link-button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { StatusIcon } from '../../../ui/status-icon.tsx';
import type { NextStep } from '../server/next-steps.ts';

interface StepPanelProps {
  projectId: string;
  steps: readonly { step: NextStep; isDone: boolean; isNext: boolean }[];
  canWrite: boolean;
}

const words: Record<NextStep, { title: string; text: string; action: string; path: string }> = {
  data: {
    title: 'Upload data',
    text: 'A file with examples. Every bad line is told, good ones stay.',
    action: 'Upload data',
    path: 'data/new',
  },
  job: {
    title: 'Train a model',
    text: 'The price and the time are shown before anything starts.',
    action: 'New fine-tuning job',
    path: 'fine-tuning/new',
  },
  endpoint: {
    title: 'Make an endpoint',
    text: 'A name that your code calls, whichever model stands behind it.',
    action: 'Open endpoints',
    path: 'endpoints',
  },
  key: {
    title: 'Make an API key',
    text: 'Your code shows it with each call.',
    action: 'Open API keys',
    path: 'api-keys',
  },
  call: {
    title: 'Call it from your code',
    text: 'With the OpenAI client: the page of the endpoint has the lines to copy.',
    action: 'Open endpoints',
    path: 'endpoints',
  },
};

/** The way from a file to a call. It ticks itself, and goes when all is done. */
export function StepPanel({ projectId, steps, canWrite }: StepPanelProps) {
  const done = steps.filter(({ isDone }) => isDone).length;
  return (
    <Panel title="From a file to a call" aside={`${done} of ${steps.length} done`} isFlush>
      <ol>
        {steps.map(({ step, isDone, isNext }) => {
          const { title, text, action, path } = words[step];
          return (
            <li key={step} className="flex items-start gap-3 border-t border-line px-4 py-3 max-md:flex-wrap">
              <span className={isDone ? 'tone-success' : 'tone-neutral'}>
                <StatusIcon shape={isDone ? 'tick' : 'ring'} className="mt-0.5" />
              </span>
              <div className="min-w-0 flex-1">
                <p className={isDone ? 'text-fg-2' : 'font-medium'}>
                  {title}
                  {isDone && <span className="sr-only">, done</span>}
                </p>
                {!isDone && <p className="text-small text-pretty text-fg-3">{text}</p>}
              </div>
              {isNext && canWrite && (
                <LinkButton variant="primary" href={`/projects/${projectId}/${path}`} className="max-md:w-full">
                  {action}
                </LinkButton>
              )}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
