/** One text as token ids, with what each token counts in the loss when it is predicted. */
export interface TrainingExample {
  ids: ArrayLike<number>;
  /** 0: not trained on. The first token has nothing before it and never counts. */
  weights: ArrayLike<number>;
}

/** A split in memory, 8 bytes a token. */
export interface ExampleSet {
  count: number;
  /** The tokens of all examples, one after another. */
  ids: Int32Array;
  /** What each token counts; 0 for the first of each example. */
  weights: Float32Array;
  /** Where each example starts, and at the end where the last one ends: `count + 1` numbers. */
  starts: Float64Array;
  /** Tokens that count. */
  counted: number;
  /** Examples that lost their end. */
  cut: number;
  /** Examples left out because nothing that counts was left of them. */
  dropped: number;
}

const startSize = 1 << 16;

/** Collects examples; `finish` once. */
export class ExampleSetBuilder {
  private ids = new Int32Array(startSize);
  private weights = new Float32Array(startSize);
  private used = 0;
  private readonly starts = [0];
  private counted = 0;
  private cut = 0;
  private dropped = 0;

  /** @param lengthMax longer ones lose their end */
  add({ ids, weights }: TrainingExample, lengthMax = ids.length): void {
    const length = Math.min(ids.length, lengthMax);
    let counted = 0;
    for (let i = 1; i < length; i++) if ((weights[i] ?? 0) > 0) counted++;
    if (length < ids.length) this.cut++;
    if (counted === 0) {
      this.dropped++;
      return;
    }
    this.reserve(length);
    for (let i = 0; i < length; i++) {
      this.ids[this.used + i] = ids[i] ?? 0;
      this.weights[this.used + i] = i === 0 ? 0 : (weights[i] ?? 0);
    }
    this.used += length;
    this.counted += counted;
    this.starts.push(this.used);
  }

  finish(): ExampleSet {
    return {
      count: this.starts.length - 1,
      ids: this.ids.slice(0, this.used),
      weights: this.weights.slice(0, this.used),
      starts: Float64Array.from(this.starts),
      counted: this.counted,
      cut: this.cut,
      dropped: this.dropped,
    };
  }

  private reserve(length: number): void {
    const needed = this.used + length;
    if (needed <= this.ids.length) return;
    const size = Math.max(needed, this.ids.length * 2);
    const [ids, weights] = [new Int32Array(size), new Float32Array(size)];
    ids.set(this.ids);
    weights.set(this.weights);
    this.ids = ids;
    this.weights = weights;
  }
}

export function lengthOf({ starts }: ExampleSet, example: number): number {
  return (starts[example + 1] ?? 0) - (starts[example] ?? 0);
}

export function longestOf(set: ExampleSet): number {
  let longest = 0;
  for (let i = 0; i < set.count; i++) longest = Math.max(longest, lengthOf(set, i));
  return longest;
}
