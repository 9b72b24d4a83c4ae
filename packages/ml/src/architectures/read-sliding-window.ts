import type { HfConfig } from './architecture.ts';
import { configFields } from './config-fields.ts';

/**
 * Tokens that each position sees, itself included; null: all. All layers must be alike: a pass has one mask.
 *
 * @param firstWithWindow layers before it see all, where `layer_types` does not list each layer
 * @throws AppError `invalid_file` where some layers have a window and others have none.
 */
export function readSlidingWindow(json: HfConfig, layers: number, firstWithWindow: number): number | null {
  if (json.sliding_window === null || json.sliding_window === undefined) return null;
  const from = configFields(json, 'config.json');
  const window = from.count('sliding_window');
  const listed = Array.isArray(json.layer_types) ? json.layer_types.map((type) => type === 'sliding_attention') : null;
  const hasWindow = listed ?? Array.from({ length: layers }, (_, index) => index >= firstWithWindow);
  if (!hasWindow.includes(true)) return null;
  if (hasWindow.includes(false))
    throw from.refuse(listed === null ? 'max_window_layers' : 'layer_types', 'such that all layers see alike');
  return window;
}
