/** One comparison of what we compute with what a reference computed. */
export interface ReferenceCheck {
  /** Such as `logits` or `greedy_ids`. */
  check: string;
  /** How far apart: ‖out − ref‖ / ‖ref‖, or a count of differences. NaN where nothing could be compared. */
  figure: number;
  /** The largest figure that is fine. */
  limit: number;
  isFine: boolean;
  /** Why nothing could be compared. */
  reason?: string;
}
