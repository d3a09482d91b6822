/** Why a vendor cannot watch a measure, in the words of a diagnostic. */
export interface Refusal {
  readonly what: string;
  readonly rule: string;
  readonly remedy: string;
}

export const broken = (what: string, rule: string, remedy: string): Refusal => ({ what, rule, remedy });
