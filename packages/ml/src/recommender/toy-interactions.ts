import { type RecommenderSpec, suggestRecommenderSpec } from '@modelmint/domain/recommender-spec';
import { seededRandom } from '../random/seeded-random.ts';
import type { FeatureRow } from './entity-features.ts';
import type { Interaction } from './interaction.ts';

/** Sum of twelve uniform numbers: nearly normal, with deviation 1. */
function normal(random: () => number): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random();
  return sum;
}

/** Ratings of rank 2 with biases and noise of deviation 0.2; each user has rated some items, in random order. */
export function lowRankRatings({ users, items, perUser }: { users: number; items: number; perUser: number }) {
  const random = seededRandom(21);
  const draw = (count: number) => Array.from({ length: count }, () => [normal(random), normal(random), normal(random)]);
  const [people, things] = [draw(users), draw(items)];
  return people.flatMap(([p1 = 0, p2 = 0, pb = 0], user): Interaction[] => {
    const chosen = new Set<number>();
    while (chosen.size < perUser) chosen.add(Math.floor(random() * items));
    return [...chosen].map((item) => {
      const [q1 = 0, q2 = 0, qb = 0] = things[item] ?? [];
      const rating = 3 + 0.3 * (pb + qb) + 0.8 * (p1 * q1 + p2 * q2) + 0.2 * normal(random);
      return { user: `u${user}`, item: `i${item}`, rating };
    });
  });
}

export const ratingSpec: RecommenderSpec = {
  ...suggestRecommenderSpec({ trainRows: 3000, hasRatings: true }, 9),
  factors: 4,
  epochs: 30,
  batchSize: 128,
  learningRate: 0.02,
  regularisation: 0.02,
};

export const groups = 4;

/** Items and users of one of four groups; users have items of their own group only, so nine of ten are of it. */
export function groupedItems({
  users,
  items,
  perUser,
}: {
  users: number;
  items: number;
  perUser: number;
}): Interaction[] {
  const random = seededRandom(31);
  return Array.from({ length: users }).flatMap((_, user) => {
    const chosen = new Set<number>();
    while (chosen.size < perUser) {
      const any = Math.floor(random() * items);
      if (random() < 0.9) chosen.add(any - (any % groups) + (user % groups));
      else chosen.add(any);
    }
    return [...chosen].map((item, time) => ({ user: `u${user}`, item: `i${item}`, time }));
  });
}

export const groupSpec: RecommenderSpec = {
  ...suggestRecommenderSpec({ trainRows: 1000, hasRatings: false }, 9),
  factors: 8,
  negatives: 8,
  epochs: 12,
  batchSize: 64,
  learningRate: 0.02,
};

/** What tells the group of a user, or an item, by another name. */
export function groupFeatures(prefix: 'u' | 'i', count: number): FeatureRow[] {
  return Array.from({ length: count }, (_, place) => ({
    id: `${prefix}${place}`,
    features: { group: `g${place % groups}`, size: place % 7 },
  }));
}

const featureColumns: RecommenderSpec['itemFeatures'] = [
  { name: 'group', role: 'categorical' },
  { name: 'size', role: 'numeric' },
];

export const towerSpec: RecommenderSpec = {
  ...groupSpec,
  userFeatures: featureColumns,
  itemFeatures: featureColumns,
  towerSizes: [16],
  idDropout: 0.3,
  dropout: 0,
};
