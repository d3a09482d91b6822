/** Of one kind. */
export interface Examples {
  /** A text, and the part of it that may not be read afterwards. */
  readonly masked: readonly (readonly [text: string, secret: string])[];
  /** What looks like it, tells what went wrong, and stays. */
  readonly kept: readonly string[];
}
