import { expect, it } from 'vitest';
import { formatHubCard } from './hub-card.ts';

it('says all that it is told', () => {
  const card = formatHubCard({
    title: 'Film reviews',
    license: 'apache-2.0',
    baseModel: 'org/base',
    library: 'peft',
    pipelineTag: 'text-generation',
    tags: ['modelmint'],
    languages: ['en', 'de'],
    summary: 'Tells the mood of a review.',
    metrics: [{ name: 'accuracy', value: 0.912345678, dataset: 'held-out rows' }],
    training: { 'learning rate': 0.0002, rank: 8 },
  });
  expect(card).toBe(`---
license: "apache-2.0"
base_model: "org/base"
library_name: "peft"
pipeline_tag: "text-generation"
language: ["en","de"]
tags: ["modelmint","lora"]
---

# Film reviews

Tells the mood of a review.

Base model: org/base

## Results

| metric | value | data |
| --- | --- | --- |
| accuracy | 0.91235 | held-out rows |

## Training

|  |  |
| --- | --- |
| learning rate | 0.0002 |
| rank | 8 |
`);
});

it("keeps a stranger's texts within their place", () => {
  const card = formatHubCard({
    title: 'a\n---\nlicense: mit',
    library: 'transformers',
    license: 'x"\n---\n',
    training: { 'a | b': 'c\n| d' },
  });
  expect(card.split('\n').filter((line) => line === '---')).toHaveLength(2);
  expect(card).toContain('# a --- license: mit\n');
  expect(card).toContain('| a \\| b | c \\| d |\n');
});
