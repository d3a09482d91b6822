/** Who owns a signal: the team that keeps its threshold right. Who is woken is another question (see `policies`). */
export const teams = ["storefront", "platform", "data", "payments", "marketplace", "security"] as const;

export type Team = (typeof teams)[number];
