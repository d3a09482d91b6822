/** A fault of this program's own, with the row that it was working on: whoever reports it can say which. */
export class RowFault extends Error {
  constructor(row: string, cause: unknown) {
    super(`${row}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = "RowFault";
  }
}

/** Names the row in whatever is thrown meanwhile; the innermost name stays. */
export const workingOn = <T>(row: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw error instanceof RowFault ? error : new RowFault(row, error);
  }
};
