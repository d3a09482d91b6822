/** `draft`: rendered at every vendor and told to nobody, so that a row can be watched before anybody is woken by it. */
export const stages = ["live", "draft"] as const;

export type Stage = (typeof stages)[number];
