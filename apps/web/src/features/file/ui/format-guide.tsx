'use client';

import { type Task, tasks } from '@modelmint/domain/task';
import { useState } from 'react';
import { CodeBlock, type CodeSample } from '../../../ui/code-block.tsx';
import { Segments } from '../../../ui/segments.tsx';

interface Guide {
  /** Short enough for three beside one another. */
  name: string;
  samples: readonly CodeSample[];
  rules: readonly string[];
}

const guides: Record<Task, Guide> = {
  'text-classification': {
    name: 'Labels',
    samples: [
      {
        label: 'JSON Lines',
        language: 'json',
        code: '{"text": "It is late", "label": "parcel"}\n{"text": "Paid twice", "label": "billing"}',
      },
      {
        label: 'CSV',
        language: 'text',
        code: 'text,label\nThe parcel never came,delivery\n"I was charged twice, again",billing',
      },
    ],
    rules: [
      'One example on each line, with a text and one label.',
      'Two labels at least, and two different texts for each.',
      'Columns may have other names; you choose them, or they are detected.',
      'Delimiter, quotes, encoding and gzip are detected.',
      'Bad lines are left out and listed with the reason and the repair.',
    ],
  },
  'text-generation': {
    name: 'Chat',
    samples: [
      {
        label: 'Messages',
        language: 'json',
        code: '{"messages": [\n  {"role": "system", "content": "Be brief."},\n  {"role": "user", "content": "Is it late?"},\n  {"role": "assistant", "content": "By a day."}\n]}',
      },
      {
        label: 'Completions',
        language: 'json',
        code: '{"prompt": "Summary: ", "completion": "Late."}\n{"prompt": "Title: ", "completion": "Refund"}',
      },
      {
        label: 'Texts',
        language: 'json',
        code: '{"text": "Once upon a time there was"}\n{"text": "It was a dark and stormy"}',
      },
      {
        label: 'Running text',
        language: 'text',
        code: 'Call me Ishmael. Some years ago, never mind\nhow long precisely, I thought I would sail\nabout a little.',
      },
    ],
    rules: [
      'One conversation on each line, as one JSON object; it is broken here only to be read.',
      'Roles are system, user and assistant. The last message is the assistant’s.',
      'Only assistant messages and completions are learned; of texts, everything.',
      'A text file is cut into rows of a few paragraphs.',
      'A message with "weight": 0 is read and not learned.',
      'Bad lines are left out and listed with the reason and the repair.',
    ],
  },
  'image-classification': {
    name: 'Images',
    samples: [
      {
        label: 'Zip archive',
        language: 'text',
        code: 'shoes.zip\n├─ boots/\n│  ├─ 0001.png\n│  └─ 0002.jpg\n└─ sandals/\n   ├─ 0001.png\n   └─ 0002.png',
      },
    ],
    rules: [
      'One folder for each label, named as the label; images lie in it.',
      'PNG, JPEG, WebP or GIF, of any size; training scales them.',
      'Two labels at least, and two different images for each.',
      'What is no image is left out and listed with its name.',
    ],
  },
  tabular: {
    name: 'Table',
    samples: [
      {
        label: 'CSV',
        language: 'text',
        code: 'age,plan,visits,target\n34,pro,12,stays\n51,free,,leaves\n28,team,7,stays',
      },
      {
        label: 'JSON Lines',
        language: 'json',
        code: '{"area": 74.5, "rooms": 3, "y": 289000}\n{"area": null, "rooms": 2, "y": 198500}',
      },
    ],
    rules: [
      'One row for each example; one column is the target that the model learns to fill in.',
      'The target holds labels, such as yes and no, or numbers, such as prices.',
      'The other columns are numbers or categories; empty cells are allowed.',
      'Columns that say nothing, such as ids, are left out.',
    ],
  },
  recommendation: {
    name: 'Ratings',
    samples: [
      {
        label: 'CSV',
        language: 'text',
        code: 'user,item,rating,time\nana,book-17,4,2026-03-01\nana,book-3,5,2026-03-09\nben,book-17,2,2026-03-11',
      },
      {
        label: 'JSON Lines',
        language: 'json',
        code: '{"user": "ana", "item": "book-17"}\n{"user": "ben", "item": "book-3"}',
      },
    ],
    rules: [
      'One row for each thing that a user did with an item.',
      'With ratings it learns to predict them; without, what a user will do next.',
      'With a time the last row of each user is the newest, else the order of the file counts.',
      'Columns may have other names; you choose them, or they are detected.',
    ],
  },
};

/** What a file may look like, by what it teaches. */
export function FormatGuide() {
  const [task, setTask] = useState<Task>('text-classification');
  const { samples, rules } = guides[task];
  return (
    <aside aria-label="What is read" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div>
        <Segments
          label="What the file teaches"
          value={task}
          onValueChange={setTask}
          options={tasks.map((value) => ({ value, label: guides[value].name }))}
        />
      </div>
      <CodeBlock key={task} label="Formats that are read" samples={samples} title="Zip archive" />
      <ul className="grid list-disc gap-1 pl-4 text-small text-pretty text-fg-3">
        {rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </aside>
  );
}
