import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { backend_util, KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine.ts';

interface ConvAttributes {
  strides: [number, number] | number;
  dilations: [number, number] | number;
  pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  filterShape: Shape4;
  inputShape: Shape4;
}

type Shape4 = [number, number, number, number];
type KernelCall = Parameters<KernelConfig['kernelFunc']>[0];

/** The gradient of `depthwiseConv2d` for its filter, which the wasm backend lacks. */
export function depthwiseConvBackpropFilter(tf: TensorFlow): KernelConfig {
  return {
    kernelName: tf.DepthwiseConv2dNativeBackpropFilter,
    backendName: 'wasm',
    kernelFunc: (call) => {
      const backend = call.backend as BackendWasm;
      const { x, dy } = call.inputs as { x: TensorInfo; dy: TensorInfo };
      const { filterShape } = call.attrs as unknown as ConvAttributes;
      const conv = convOf(tf, call, { input: x.shape as Shape4, filter: filterShape });
      const out = backend.makeOutput(filterShape, 'float32');
      const gradient = backend.typedArrayFromHeap(out).fill(0);
      const values = backend.typedArrayFromHeap(x);
      const errors = backend.typedArrayFromHeap(dy);
      forEachProduct(conv, (input, weight, output) => {
        gradient[weight] = (gradient[weight] as number) + (values[input] as number) * (errors[output] as number);
      });
      return out;
    },
  };
}

/** The gradient of `depthwiseConv2d` for its input, which the wasm backend lacks. */
export function depthwiseConvBackpropInput(tf: TensorFlow): KernelConfig {
  return {
    kernelName: tf.DepthwiseConv2dNativeBackpropInput,
    backendName: 'wasm',
    kernelFunc: (call) => {
      const backend = call.backend as BackendWasm;
      const { dy, filter } = call.inputs as { dy: TensorInfo; filter: TensorInfo };
      const { inputShape } = call.attrs as unknown as ConvAttributes;
      const conv = convOf(tf, call, { input: inputShape, filter: filter.shape as Shape4 });
      const out = backend.makeOutput(inputShape, 'float32');
      const gradient = backend.typedArrayFromHeap(out).fill(0);
      const weights = backend.typedArrayFromHeap(filter);
      const errors = backend.typedArrayFromHeap(dy);
      forEachProduct(conv, (input, weight, output) => {
        gradient[input] = (gradient[input] as number) + (weights[weight] as number) * (errors[output] as number);
      });
      return out;
    },
  };
}

function convOf(
  tf: TensorFlow,
  call: KernelCall,
  { input, filter }: { input: Shape4; filter: Shape4 },
): backend_util.Conv2DInfo {
  const { strides, dilations, pad, dimRoundingMode } = call.attrs as unknown as ConvAttributes;
  const isDepthwise = true;
  return tf.backend_util.computeConv2DInfo(input, filter, strides, dilations, pad, dimRoundingMode, isDepthwise);
}

/** Calls `visit` with the flat indices (input, filter, output) of each product that the forward pass sums. */
function forEachProduct(
  conv: backend_util.Conv2DInfo,
  visit: (input: number, weight: number, output: number) => void,
): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } = conv;
  const multiplier = outChannels / inChannels;
  const outputs = conv.batchSize * outHeight * outWidth;
  for (let output = 0; output < outputs; output++) {
    const pixel = output % (outHeight * outWidth);
    const image = (output - pixel) / (outHeight * outWidth);
    const top = Math.floor(pixel / outWidth) * conv.strideHeight - conv.padInfo.top;
    const left = (pixel % outWidth) * conv.strideWidth - conv.padInfo.left;
    for (let row = 0; row < filterHeight; row++) {
      const y = top + row * conv.dilationHeight;
      if (y < 0 || y >= inHeight) continue;
      for (let column = 0; column < filterWidth; column++) {
        const x = left + column * conv.dilationWidth;
        if (x < 0 || x >= inWidth) continue;
        const input = ((image * inHeight + y) * inWidth + x) * inChannels;
        const weight = (row * filterWidth + column) * outChannels;
        for (let out = 0; out < outChannels; out++)
          visit(input + Math.floor(out / multiplier), weight + out, output * outChannels + out);
      }
    }
  }
}
