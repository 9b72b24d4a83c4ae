'use client';

import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import type { DatasetDetail } from '../server/get-dataset.ts';
import { ReadAnew } from './read-anew.tsx';

interface ReadAnewButtonProps {
  projectId: string;
  dataset: DatasetDetail;
  /** What is wrong or to be changed: `Choose columns`. */
  children: string;
}

/** Beside what it would change. */
export function ReadAnewButton({ projectId, dataset, children }: ReadAnewButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {children}
      </Button>
      {isOpen && <ReadAnew projectId={projectId} dataset={dataset} onClose={() => setOpen(false)} />}
    </>
  );
}
