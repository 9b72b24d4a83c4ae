/** Whom and what a recommender knows, for a form and for code that runs as shown. */
export interface TrialRecommender {
  /** Names of the columns: what a user and an item is. */
  userColumn: string;
  itemColumn: string;
  /** Scores are predicted ratings; else numbers that rank the items of one user. */
  hasRatings: boolean;
  /** Some ids of its data. */
  users: string[];
  items: string[];
}
