'use client';

import { CodeBlock, type CodeSample } from '../../../ui/code-block.tsx';

const samples: CodeSample[] = [
  {
    label: 'JSON Lines',
    language: 'json',
    code: '{"text": "Parcel is late", "label": "parcel"}\n{"text": "Charged twice", "label": "billing"}',
  },
  {
    label: 'CSV',
    language: 'text',
    code: 'text,label\nThe parcel never came,delivery\n"I was charged twice, again",billing',
  },
  {
    label: 'Chat',
    language: 'json',
    code: '{"messages": [{"role": "user", "content": "I was charged twice"}, {"role": "assistant", "content": "billing"}]}',
  },
];

/** What a file may look like. */
export function FormatGuide() {
  return <CodeBlock label="Formats that are read" samples={samples} />;
}
