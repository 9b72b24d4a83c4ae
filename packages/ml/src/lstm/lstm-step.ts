export interface Sizes {
  time: number;
  batch: number;
  hidden: number;
}

export interface ForwardStep {
  bias: Float32Array; // [4 · hidden]
  /** h₋₁ · kernel; zero at the first step. */
  recurrent: Float32Array; // [batch, 4 · hidden]
  gates: Float32Array; // [time, batch, 4 · hidden]: x · kernel before, i g f o after
  cells: Float32Array; // [time, batch, hidden]
  cellOutputs: Float32Array; // [time, batch, hidden]: tanh(c)
  output: Float32Array; // [time, batch, hidden]
}

/** One step of the LSTM for all rows of the batch, in place. */
export function stepForward({ batch, hidden }: Sizes, step: number, at: ForwardStep): void {
  const { bias, recurrent, gates, cells, cellOutputs, output } = at;
  const back = step === 0 ? 0 : batch * hidden;
  const [g, f, o] = [hidden, 2 * hidden, 3 * hidden];
  for (let row = 0; row < batch; row++) {
    const state = (step * batch + row) * hidden;
    for (let k = 0; k < 4 * hidden; k++)
      gates[state * 4 + k] =
        (gates[state * 4 + k] as number) + (recurrent[row * 4 * hidden + k] as number) + (bias[k] as number);
    for (let unit = 0; unit < hidden; unit++) {
      const gate = state * 4 + unit;
      const inGate = sigmoid(gates[gate] as number);
      const cellGate = hyperbolicTangent(gates[gate + g] as number);
      const forgetGate = sigmoid(gates[gate + f] as number);
      const outGate = sigmoid(gates[gate + o] as number);
      const before = step === 0 ? 0 : (cells[state + unit - back] as number);
      const cell = forgetGate * before + inGate * cellGate;
      const cellOutput = hyperbolicTangent(cell);
      gates[gate] = inGate;
      gates[gate + g] = cellGate;
      gates[gate + f] = forgetGate;
      gates[gate + o] = outGate;
      cells[state + unit] = cell;
      cellOutputs[state + unit] = cellOutput;
      output[state + unit] = outGate * cellOutput;
    }
  }
}

export interface BackwardStep {
  gates: Float32Array; // [time, batch, 4 · hidden], as the forward pass left them
  cells: Float32Array; // [time, batch, hidden]
  cellOutputs: Float32Array; // [time, batch, hidden]
  outputGradient: Float32Array; // [time, batch, hidden]
  carriedOutput: Float32Array; // [batch, hidden]: from the step after
  carriedCell: Float32Array; // [batch, hidden]: from the step after; this step's when done
  forGates: Float32Array; // [time, batch, 4 · hidden]: what is asked for
}

/** The gradient of one step for z, in place. */
export function stepBack({ batch, hidden }: Sizes, step: number, at: BackwardStep): void {
  const { gates, cells, cellOutputs, outputGradient, carriedOutput, carriedCell, forGates } = at;
  const back = batch * hidden;
  for (let row = 0; row < batch; row++) {
    const state = (step * batch + row) * hidden;
    for (let unit = 0; unit < hidden; unit++) {
      const gate = state * 4 + unit;
      const inGate = gates[gate] as number;
      const cellGate = gates[gate + hidden] as number;
      const forgetGate = gates[gate + 2 * hidden] as number;
      const outGate = gates[gate + 3 * hidden] as number;
      const cellOutput = cellOutputs[state + unit] as number;
      const carry = row * hidden + unit;
      const forOutput = (outputGradient[state + unit] as number) + (carriedOutput[carry] as number);
      const forCell = (carriedCell[carry] as number) + forOutput * outGate * (1 - cellOutput * cellOutput);
      const before = step === 0 ? 0 : (cells[state + unit - back] as number);
      forGates[gate] = forCell * cellGate * inGate * (1 - inGate);
      forGates[gate + hidden] = forCell * inGate * (1 - cellGate * cellGate);
      forGates[gate + 2 * hidden] = forCell * before * forgetGate * (1 - forgetGate);
      forGates[gate + 3 * hidden] = forOutput * cellOutput * outGate * (1 - outGate);
      carriedCell[carry] = forCell * forgetGate;
    }
  }
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Faster than Math.tanh; the error, below 1e-15, is far under a float's. */
function hyperbolicTangent(x: number): number {
  return 1 - 2 / (1 + Math.exp(2 * x));
}
