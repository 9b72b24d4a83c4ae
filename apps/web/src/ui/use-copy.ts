'use client';

import { useEffect, useState } from 'react';

/** Copies text; `isCopied` for 1.2 s after. */
export function useCopy(): { isCopied: boolean; copy: (text: string) => void } {
  const [copiedAt, setCopiedAt] = useState(0);
  useEffect(() => {
    if (copiedAt === 0) return;
    const timer = setTimeout(() => setCopiedAt(0), 1_200);
    return () => clearTimeout(timer);
  }, [copiedAt]);
  const copy = (text: string) => {
    void writeText(text).then((isDone) => {
      if (isDone) setCopiedAt(Date.now());
    });
  };
  return { isCopied: copiedAt !== 0, copy };
}

async function writeText(text: string): Promise<boolean> {
  // Absent on plain http of another host than localhost.
  if (navigator.clipboard !== undefined) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyBySelection(text);
    }
  }
  return copyBySelection(text);
}

function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('readonly', '');
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  const isDone = document.execCommand('copy');
  area.remove();
  return isDone;
}
