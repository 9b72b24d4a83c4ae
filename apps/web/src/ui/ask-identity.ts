/** Asks the person who they are; false when they would rather not. */
type Asker = () => Promise<boolean>;

let asker: Asker | null = null;

/** The dialog that stands on the page; the answer takes it away again. */
export function setIdentityAsker(ask: Asker): () => void {
  asker = ask;
  return () => {
    if (asker === ask) asker = null;
  };
}

/** False where no dialog stands. */
export async function askIdentity(): Promise<boolean> {
  return asker === null ? false : asker();
}
