'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { Select } from '../../../ui/select.tsx';
import { shortModelName } from '../../model/ui/short-model-name.ts';
import type { PlaygroundTarget, TrialContext, TrialMode } from './playground-target.ts';

/** What is called; the choice is in the URL. */
export function TargetSelect({ targets, target }: Pick<TrialContext, 'targets' | 'target'>) {
  const query = useSearchParams();
  const path = usePathname();
  const router = useRouter();
  const choose = (name: string) => {
    const next = new URLSearchParams(query);
    next.set('model', name);
    router.replace(`${path}?${next}`, { scroll: false });
  };
  return (
    <Select
      label="Endpoint or model"
      size="small"
      options={targets.map((one) => ({ value: one.name, label: labelOf(one), detail: detailOf(one) }))}
      value={target.name}
      onValueChange={choose}
      className="max-w-60"
    />
  );
}

const kinds: Record<PlaygroundTarget['kind'], string> = { endpoint: 'Endpoint', model: 'Model', base: 'Base model' };
const modes: Record<TrialMode, string> = {
  texts: 'text labels',
  images: 'image labels',
  chat: 'chat',
  completion: 'completions',
  embeddings: 'embeddings',
  predict: 'table predictions',
  recommend: 'recommendations',
};

/** The full name of a tuned model is longer than the list is wide. */
const labelOf = ({ kind, name }: PlaygroundTarget): string => (kind === 'model' ? shortModelName(name) : name);

function detailOf({ kind, mode, isWarm }: PlaygroundTarget): string {
  return `${kinds[kind]}, ${modes[mode]}, ${isWarm ? 'warm' : 'cold'}`;
}
