/** Reviews of IMDB: 200 words of 20,000, two labels; one embedding, one LSTM whose last state is classified. */
export const lstmJob = {
  words: 20_000,
  time: 200,
  batch: 32,
  embeddingSize: 128,
  hiddenSize: 64,
  labels: 2,
  learningRate: 1e-3,
  weightDecay: 0.01,
  clipNorm: 1,
  warmUpSteps: 5,
  seconds: 4,
};
export type LstmJob = typeof lstmJob;
