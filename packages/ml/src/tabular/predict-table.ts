import type { Tensor } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine/engine.ts';
import { readValues } from '../engine/read-values.ts';
import { breathe } from '../fitting/breathe.ts';
import { type EncodedTable, takeRows } from './encode-table.ts';
import type { TableNetwork } from './open-table-network.ts';

/** Rows of one pass; more take turns, so that memory stays flat. */
const passRows = 1024;

export interface PassOptions {
  network: TableNetwork;
  parameter: (name: string) => Tensor;
}

/** The outputs of the network per row, [rows, outputs]. Blocks the event loop meanwhile. */
export function predictTable(engine: Engine, options: PassOptions, table: EncodedTable): Float32Array {
  return joinParts([...runPasses(engine, options, table)]);
}

/** The same, with messages let in between passes. */
export async function evaluateTable(
  engine: Engine,
  { signal, ...options }: PassOptions & { signal?: AbortSignal | undefined },
  table: EncodedTable,
): Promise<Float32Array> {
  const parts: Float32Array[] = [];
  for (const part of runPasses(engine, options, table)) {
    parts.push(part);
    await breathe();
    signal?.throwIfAborted();
  }
  return joinParts(parts);
}

function* runPasses(engine: Engine, { network, parameter }: PassOptions, table: EncodedTable): Generator<Float32Array> {
  for (let start = 0; start < table.count; start += passRows) {
    const chosen = Int32Array.from({ length: Math.min(passRows, table.count - start) }, (_, i) => start + i);
    const batch = takeRows(table, chosen);
    yield readValues(engine.tf, () => network.forward({ engine, parameter, training: undefined }, batch).output);
  }
}

function joinParts(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
