/** The operations in float64 and plain loops, for tests to compare with. All arrays are flat, in row-major order. */

const epsilon = 1e-5;

/** Φ(x) by its series for small x and a continued fraction in the tails. */
function normalShare(x: number): number {
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (Math.abs(x) > 5) {
    let fraction = 0;
    for (let k = 60; k > 0; k--) fraction = k / (Math.abs(x) + fraction);
    const tail = density / (Math.abs(x) + fraction);
    return x > 0 ? 1 - tail : tail;
  }
  let [term, sum] = [x, x];
  for (let k = 1; k < 120; k++) {
    term *= (x * x) / (2 * k + 1);
    sum += term;
  }
  return 0.5 + density * sum;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

export const activations = {
  gelu: (x: number) => x * normalShare(x),
  gelu_new: (x: number) => (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
  quick_gelu: (x: number) => x * sigmoid(1.702 * x),
  silu: (x: number) => x * sigmoid(x),
  relu: (x: number) => Math.max(0, x),
};

const at = (values: readonly number[] | undefined, index: number) => values?.[index] ?? Number.NaN;

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, i) => sum + value * at(b, i), 0);
}

/** Consecutive parts of equal length. */
function parts(values: number[], length: number): number[][] {
  return Array.from({ length: values.length / length }, (_, i) => values.slice(i * length, (i + 1) * length));
}

export interface LinearCase {
  weight: number[];
  a: number[];
  b: number[];
  bias: number[] | undefined;
  sizes: { in: number; out: number; rank: number };
  isTransposed: boolean;
  scale: number;
}

export function linear(x: number[], one: LinearCase): number[] {
  const { weight, a, b, bias, sizes, isTransposed, scale } = one;
  const matrix = Array.from({ length: sizes.out }, (_, o) =>
    Array.from({ length: sizes.in }, (_, i) => at(weight, isTransposed ? i * sizes.out + o : o * sizes.in + i)),
  );
  return parts(x, sizes.in).flatMap((row) => {
    const narrow = parts(a, sizes.in).map((direction) => dot(row, direction) * scale);
    const wide = parts(b, sizes.rank).map((direction) => dot(narrow, direction));
    return matrix.map((direction, o) => dot(row, direction) + at(wide, o) + (bias === undefined ? 0 : at(bias, o)));
  });
}

export function rmsNorm(x: number[], weight: number[]): number[] {
  return parts(x, weight.length).flatMap((row) => {
    const scale = 1 / Math.sqrt(dot(row, row) / row.length + epsilon);
    return row.map((value, i) => value * scale * at(weight, i));
  });
}

export function layerNorm(x: number[], weight: number[], bias: number[]): number[] {
  return parts(x, weight.length).flatMap((row) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    const centred = row.map((value) => value - mean);
    const scale = 1 / Math.sqrt(dot(centred, centred) / row.length + epsilon);
    return centred.map((value, i) => value * scale * at(weight, i) + at(bias, i));
  });
}

export interface RotaryCase {
  positions: number[];
  heads: number;
  time: number;
  frequencies: number[];
}

/** @param x [batch, heads, time, headDim], with the positions [batch, time] */
export function rotary(x: number[], { positions, heads, time, frequencies }: RotaryCase): number[] {
  const half = frequencies.length;
  return parts(x, 2 * half).flatMap((head, index) => {
    const position = at(positions, Math.floor(index / (heads * time)) * time + (index % time));
    const angle = (i: number) => position * at(frequencies, i % half);
    return head.map((value, i) => {
      const other = i < half ? -at(head, i + half) : at(head, i - half);
      return value * Math.cos(angle(i)) + other * Math.sin(angle(i));
    });
  });
}

export interface HeadsCase {
  batch: number;
  time: number;
  heads: number;
  headDim: number;
}

/** [batch, time, heads, headDim] → [batch, heads, time, headDim] */
export function swapHeads(x: number[], { batch, time, heads, headDim }: HeadsCase): number[] {
  const rows = parts(x, headDim);
  const order = Array.from({ length: batch * heads * time }, (_, i) => {
    const [row, head, column] = [Math.floor(i / (heads * time)), Math.floor(i / time) % heads, i % time];
    return (row * time + column) * heads + head;
  });
  return order.flatMap((index) => rows[index] ?? []);
}

export interface AttentionCase {
  batch: number;
  heads: number;
  kvHeads: number;
  time: number;
  seen: number;
  headDim: number;
  slidingWindow: number | null;
}

interface Views {
  query: number[];
  key: number[];
  value: number[];
}

/** The column `c` of `time` stands at `seen − time + c`, and sees itself and what is before it, within the window. */
export function attention({ query, key, value }: Views, one: AttentionCase): number[] {
  const { heads, kvHeads, time, seen, headDim, slidingWindow } = one;
  const [keys, values] = [parts(key, headDim), parts(value, headDim)];
  return parts(query, headDim).flatMap((asked, index) => {
    const column = seen - time + (index % time);
    const head = Math.floor(index / time) % heads;
    const row = Math.floor(index / (time * heads));
    const first = (row * kvHeads + Math.floor(head / (heads / kvHeads))) * seen;
    const from = slidingWindow === null ? 0 : Math.max(0, column - slidingWindow + 1);
    const looked = Array.from({ length: column - from + 1 }, (_, i) => first + from + i);
    const weights = looked.map((other) => Math.exp(dot(asked, keys[other] ?? []) / Math.sqrt(headDim)));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return asked.map((_, d) =>
      looked.reduce((sum, other, i) => sum + (at(weights, i) / total) * at(values[other], d), 0),
    );
  });
}
