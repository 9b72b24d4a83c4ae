import type { DatasetReport } from '@modelmint/domain/dataset-report';
import type { ImageFacts } from './row-sink.ts';

/** What a report says of images. */
export class ImageSizes {
  #count = 0;
  #width = { min: Number.POSITIVE_INFINITY, max: 0 };
  #height = { min: Number.POSITIVE_INFINITY, max: 0 };
  readonly #formats: Record<string, number> = {};

  add({ width, height, format }: ImageFacts): void {
    this.#count++;
    this.#width = { min: Math.min(this.#width.min, width), max: Math.max(this.#width.max, width) };
    this.#height = { min: Math.min(this.#height.min, height), max: Math.max(this.#height.max, height) };
    this.#formats[format] = (this.#formats[format] ?? 0) + 1;
  }

  finish(): NonNullable<DatasetReport['images']> {
    const isEmpty = this.#count === 0;
    return {
      widthMin: isEmpty ? 0 : this.#width.min,
      widthMax: this.#width.max,
      heightMin: isEmpty ? 0 : this.#height.min,
      heightMax: this.#height.max,
      formats: this.#formats,
    };
  }
}
