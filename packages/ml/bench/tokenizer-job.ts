export interface TokenizerJob {
  tokenizerFolder: string;
  /** A JSON array of texts. */
  documentsFile: string;
  /** A round goes over all documents until so many have passed. */
  seconds: number;
}
