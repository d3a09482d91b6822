import { v1beta } from "@google-analytics/admin";
import type { Change, Present } from "./changes";

/** The Admin API, by Google's own client over REST: the one file that talks to it. */

export type AdminClient = v1beta.AnalyticsAdminServiceClient;

/** `options` are the client's own; a test points them at a server of its own. */
export const connect = (
  options: ConstructorParameters<typeof v1beta.AnalyticsAdminServiceClient>[0] = {},
): AdminClient => new v1beta.AnalyticsAdminServiceClient({ ...options, fallback: true });

/** @throws without credentials; the client would only find out where nobody can catch it */
export const signIn = async (client: AdminClient): Promise<void> => {
  // A key comes from a file or from gcloud: no machine of Google's is looked for. https://www.npmjs.com/package/gcp-metadata
  process.env["METADATA_SERVER_DETECTION"] ??= "none";
  await client.auth.getClient();
};

/** All of it: the client turns the pages. @param parent `properties/123456789` */
export const readProperty = async (client: AdminClient, parent: string): Promise<Present> => {
  const [keyEvents] = await client.listKeyEvents({ parent });
  const [customDimensions] = await client.listCustomDimensions({ parent });
  return {
    keyEvents: keyEvents.map(({ name, eventName, countingMethod }) => ({
      name: name ?? "",
      eventName: eventName ?? "",
      countingMethod: countingMethod === "ONCE_PER_SESSION" ? countingMethod : "ONCE_PER_EVENT",
    })),
    customDimensions: customDimensions.map(({ name, parameterName, displayName, description, scope }) => ({
      name: name ?? "",
      parameterName: parameterName ?? "",
      displayName: displayName ?? "",
      description: description ?? "",
      scope: String(scope),
    })),
  };
};

/** Does one change; what is left alone or for a person is not one. */
export const apply = async (client: AdminClient, parent: string, change: Change): Promise<void> => {
  switch (change.change) {
    case "create key event":
      await client.createKeyEvent({ parent, keyEvent: change.wanted });
      return;
    case "update key event":
      await client.updateKeyEvent({
        keyEvent: { name: change.name, countingMethod: change.wanted.countingMethod },
        // "Field names must be in snake case": https://developers.google.com/analytics/devguides/config/admin/v1/rest/v1beta/properties.keyEvents/patch
        updateMask: { paths: ["counting_method"] },
      });
      return;
    case "create custom dimension":
      await client.createCustomDimension({ parent, customDimension: change.wanted });
      return;
    case "update custom dimension":
      await client.updateCustomDimension({
        customDimension: {
          name: change.name,
          displayName: change.wanted.displayName,
          description: change.wanted.description,
        },
        updateMask: { paths: ["display_name", "description"] },
      });
      return;
    case "left alone":
    case "by hand":
      return;
  }
};
