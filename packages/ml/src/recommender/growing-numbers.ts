type Numbers = Int32Array | Float32Array | Float64Array;

/** A list of numbers that grows, in the bytes that they need: an array of JavaScript would take several times as much. */
export interface GrowingNumbers<List extends Numbers> {
  push(value: number): void;
  /** All so far; of no use after a further push. */
  all(): List;
}

export function growInt32(): GrowingNumbers<Int32Array> {
  return grow((length) => new Int32Array(length));
}

export function growFloat32(): GrowingNumbers<Float32Array> {
  return grow((length) => new Float32Array(length));
}

export function growFloat64(): GrowingNumbers<Float64Array> {
  return grow((length) => new Float64Array(length));
}

function grow<List extends Numbers>(make: (length: number) => List): GrowingNumbers<List> {
  let [list, count] = [make(1024), 0];
  return {
    push: (value) => {
      if (count === list.length) {
        const larger = make(2 * count);
        larger.set(list);
        list = larger;
      }
      list[count++] = value;
    },
    all: () => list.subarray(0, count) as List,
  };
}
