/** Cuts a piece of text into words; `isFirst` says that the piece begins the whole text. */
export type Words = (piece: string, isFirst: boolean) => string[];
