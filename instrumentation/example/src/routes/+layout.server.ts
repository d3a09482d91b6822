import type { LayoutServerLoad } from "./$types";

/** What the shop's banner and its sign-in keep; here in cookies that name it. */
export const load: LayoutServerLoad = ({ cookies }) => {
  const granted = cookies.get("consent")?.split("-") ?? [];
  return {
    consent: {
      measurement: granted.includes("measurement"),
      analytics: granted.includes("analytics"),
      replay: granted.includes("replay"),
    },
    account: cookies.get("account"),
  };
};
