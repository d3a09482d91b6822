import type { z } from "zod";
import { switchableVendors } from "./configuration/common";
import type { configuration } from "./configuration/table";
import type { RungNumber } from "./route";

/** What a vendor measures for those alone who pay for it. The configuration says yes or no to each. */
export const paidFeatures = {
  shieldAdvanced: "AWS Shield Advanced, which detects attacks on the CDN",
} as const;

export type PaidFeature = keyof typeof paidFeatures;

/** A system that can be switched off in configuration, with a reason. */
export { switchableVendors };

export type SwitchableVendor = (typeof switchableVendors)[number];

/** As it stands in memory: whoever has it may not change it. */
type Kept<T> = T extends object ? { readonly [K in keyof T]: Kept<T[K]> } : T;

type Configuration = Kept<z.output<typeof configuration>>;

/** What a source points at and what differs from one environment to the next: hosts, accounts, ids. */
export type Identities = Configuration["identities"];

export type IdentityRole = keyof Identities;

/** What only named principals may do. */
export type TrustedFor = keyof Configuration["aws"]["trustedPrincipals"];

/** A project of Vercel's for each deployment of the shop. */
export type VercelProject = keyof NonNullable<Configuration["vercel"]>["projects"];

export type OptionalVariable = keyof NonNullable<Configuration["vercel"]>["optional"];

/** A person of the rotation, by role. Offline only the roles are known, and that an address or a number exists. */
export type Person =
  | NonNullable<Configuration["people"]>[string]
  /** The user whom a drill notifies: nobody's name, and no phone. */
  | { readonly name: string; readonly email: string; readonly phone?: undefined };

/**
 * Who is on call. The stack that owns the account declares its people; another stack reads those schedules by id, or declares a
 * drill's own.
 */
export type OnCall =
  | {
      readonly declaredHere: true;
      readonly people: Readonly<Record<string, Person>>;
      /** Role keys of each rung, in the order of the rotation. */
      readonly rotations: Readonly<Record<RungNumber, readonly string[]>>;
    }
  | { readonly declaredHere: false; readonly schedules: Readonly<Record<RungNumber, readonly string[]>> };

/**
 * One environment's configuration, resolved: identities, recipients and references to secrets, and nothing that decides when an alert
 * fires. What each key is for says its vendor's `configuration.ts`.
 */
export interface Environment<Name extends string = string> extends Omit<
  Configuration,
  "people" | "rotations" | "schedules"
> {
  /** The stack's name. Which there are says whoever has them: Driplo's are `EnvironmentName`. */
  readonly name: Name;
  readonly onCall: OnCall;
  /** SQL of each business number, by its name, as its file has it. */
  readonly businessQueries: Readonly<Partial<Record<string, string>>>;
  /** SQL of each question of the boards, by its name. */
  readonly boardQueries: Readonly<Partial<Record<string, string>>>;
  /** Pages that exist below `runbooks/`. */
  readonly runbooks: ReadonlySet<string>;
}
