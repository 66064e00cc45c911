/** Runs pieces of work one after another; how one ends concerns its own caller only. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined); // the caller holds `turn` and sees the failure
    return turn;
  };
}
