'use client';

import { type Task, tasks } from '@modelmint/domain/task';
import { useTranslations } from 'next-intl';
import type { MessageKey } from '../../../i18n/translate.ts';
import { CodeBlock, type CodeSample } from '../../../ui/code-block.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { useUrlChoice } from '../../../ui/use-url-choice.ts';

interface Sample {
  label: 'jsonl' | 'csv' | 'messages' | 'completions' | 'texts' | 'running' | 'zip';
  language: CodeSample['language'];
  code: string;
}

interface Guide {
  samples: readonly Sample[];
  /** What holds for such a file. */
  rules: readonly MessageKey<'file'>[];
}

const guides: Record<Task, Guide> = {
  'text-classification': {
    samples: [
      {
        label: 'jsonl',
        language: 'json',
        code: '{"text": "It is late", "label": "parcel"}\n{"text": "Paid twice", "label": "billing"}',
      },
      {
        label: 'csv',
        language: 'text',
        code: 'text,label\nThe parcel never came,delivery\n"I was charged twice, again",billing',
      },
    ],
    rules: [
      'guide.rule.example',
      'guide.rule.twoTexts',
      'guide.rule.names',
      'guide.rule.detected',
      'guide.rule.badLines',
    ],
  },
  'text-generation': {
    samples: [
      {
        label: 'messages',
        language: 'json',
        code: '{"messages": [\n  {"role": "system", "content": "Be brief."},\n  {"role": "user", "content": "Is it late?"},\n  {"role": "assistant", "content": "By a day."}\n]}',
      },
      {
        label: 'completions',
        language: 'json',
        code: '{"prompt": "Summary: ", "completion": "Late."}\n{"prompt": "Title: ", "completion": "Refund"}',
      },
      {
        label: 'texts',
        language: 'json',
        code: '{"text": "Once upon a time there was"}\n{"text": "It was a dark and stormy"}',
      },
      {
        label: 'running',
        language: 'text',
        // i18n-ignore: an example of a file
        code: 'Call me Ishmael. Some years ago, never mind\nhow long precisely, I thought I would sail\nabout a little.',
      },
    ],
    rules: [
      'guide.rule.conversation',
      'guide.rule.roles',
      'guide.rule.learned',
      'guide.rule.running',
      'guide.rule.weight',
      'guide.rule.badLines',
    ],
  },
  'image-classification': {
    samples: [
      {
        label: 'zip',
        language: 'text',
        code: 'shoes.zip\n├─ boots/\n│  ├─ 0001.png\n│  └─ 0002.jpg\n└─ sandals/\n   ├─ 0001.png\n   └─ 0002.png',
      },
    ],
    rules: ['guide.rule.folders', 'guide.rule.images', 'guide.rule.twoImages', 'guide.rule.noImage'],
  },
  tabular: {
    samples: [
      {
        label: 'csv',
        language: 'text',
        code: 'age,plan,visits,target\n34,pro,12,stays\n51,free,,leaves\n28,team,7,stays',
      },
      {
        label: 'jsonl',
        language: 'json',
        code: '{"area": 74.5, "rooms": 3, "y": 289000}\n{"area": null, "rooms": 2, "y": 198500}',
      },
    ],
    rules: ['guide.rule.row', 'guide.rule.target', 'guide.rule.others', 'guide.rule.nothing'],
  },
  recommendation: {
    samples: [
      {
        label: 'csv',
        language: 'text',
        code: 'user,item,rating,time\nana,book-17,4,2026-03-01\nana,book-3,5,2026-03-09\nben,book-17,2,2026-03-11',
      },
      {
        label: 'jsonl',
        language: 'json',
        code: '{"user": "ana", "item": "book-17"}\n{"user": "ben", "item": "book-3"}',
      },
    ],
    rules: ['guide.rule.did', 'guide.rule.ratings', 'guide.rule.time', 'guide.rule.names'],
  },
};

/** What a file may look like, by what it teaches. */
export function FormatGuide() {
  const t = useTranslations('file');
  const [asked, setTask] = useUrlChoice('guide', 'text-classification');
  const task = tasks.find((one) => one === asked) ?? 'text-classification';
  const { samples, rules } = guides[task];
  return (
    <aside aria-label={t('guide.title')} className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div>
        <Segments
          label={t('guide.teaches')}
          value={task}
          onValueChange={setTask}
          options={tasks.map((value) => ({ value, label: t(`guide.name.${value}`) }))}
        />
      </div>
      <CodeBlock
        key={task}
        label={t('guide.formats')}
        samples={samples.map((sample) => ({ ...sample, label: t(`guide.sample.${sample.label}`) }))}
        title={t('guide.sample.zip')}
      />
      <ul className="grid list-disc gap-1 pl-4 text-small text-pretty text-fg-3">
        {rules.map((rule) => (
          <li key={rule}>{t(rule)}</li>
        ))}
      </ul>
    </aside>
  );
}
