import type { ReactNode } from 'react';

export type MenuEntry =
  | { kind: 'action'; label: string; icon?: ReactNode; isDanger?: boolean; detail?: string; onSelect: () => void }
  | {
      kind: 'link';
      label: string;
      icon?: ReactNode;
      detail?: string;
      href: string;
      isCurrent?: boolean;
      download?: boolean;
    }
  | { kind: 'choice'; label: string; icon?: ReactNode; isChosen: boolean; onSelect: () => void }
  | { kind: 'heading'; label: string }
  | { kind: 'line' };
