/** Driplo's environments; another program has names of its own. Every environment has a `Pulumi.<name>.yaml` and a stack of the same name. A new one starts here. */
export const environmentNames = ["dev", "prod"] as const;

export type EnvironmentName = (typeof environmentNames)[number];
