import type { Late } from "../../monitors/model/late";

/**
 * A link that has an API and no resource of Pulumi's: `npm run links` makes it after `pulumi up`. It is data as a declaration is, and
 * its late values are taken from the stack's state, where the engine has resolved them.
 */
export interface Link {
  /** What it is found by at the vendor. */
  readonly name: string;
  /** What the vendor shows of it again, and is compared. No secret is among it. */
  readonly facts: Readonly<Record<string, string>>;
  readonly body: LinkBody;
  /** Facts that the vendor does not change: whoever wants another deletes it. */
  readonly fixed?: readonly string[];
}

export interface LinkBody {
  readonly [field: string]: LinkValue;
}

export type LinkValue = string | boolean | Late | LinkBody | readonly string[];
