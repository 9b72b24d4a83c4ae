import { describe, expect, it } from 'vitest';
import { ClassifyInput, imageBytesMax, listInputs, refuseMixedInput } from './classify-input.ts';

describe('ClassifyInput', () => {
  it.each([
    ['x', { texts: ['x'], images: [] }],
    [['x', 'y'], { texts: ['x', 'y'], images: [] }],
    [{ image: 'AAAA' }, { texts: [], images: [{ image: 'AAAA' }] }],
    [[{ image: 'data:image/svg+xml;base64,AA==' }], { texts: [], images: [{ image: 'AA==' }] }],
  ])('reads %j', (input, lists) => {
    expect(listInputs(ClassifyInput.parse(input))).toEqual(lists);
  });

  it.each(['A', 'AAA', 'A=AA', 'A===', 'AA=A', 'AA A', '=AAA', 'data:image/png,AAAA', 'data:text/plain;base64,AAAA'])(
    'refuses %s as an image',
    (image) => {
      expect(ClassifyInput.safeParse({ image }).success).toBe(false);
    },
  );

  it('takes an image of the largest size, and none above it', () => {
    const largest = 'A'.repeat(Math.ceil(imageBytesMax / 3) * 4);
    expect(ClassifyInput.safeParse({ image: largest }).success).toBe(true);
    expect(ClassifyInput.safeParse({ image: `${largest}AAAA` }).success).toBe(false);
  });
});

describe('refuseMixedInput', () => {
  it('lets lists of one kind through', () => {
    for (const input of ['x', ['x'], { image: 'x' }, [{ image: 'x' }], undefined, 5])
      expect(() => refuseMixedInput(input)).not.toThrow();
  });

  it.each([
    [[{ image: 'x' }, 'x'], 'invalid_value'],
    [[{ type: 'image_url' }], 'unsupported_parameter'],
    [{ type: 'text', text: 'x' }, 'unsupported_parameter'],
  ])('refuses %j', (input, code) => {
    expect(() => refuseMixedInput(input)).toThrow(expect.objectContaining({ code, param: 'input' }));
  });
});
