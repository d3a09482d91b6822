import type { Environment } from "../../monitors/model/environment";
import { listIncidents } from "../pagerduty/incidents";
import { openPagerDuty } from "../pagerduty/pagerduty";
import type { Document } from "../shared/document";
import type { Variables } from "../shared/variables";

/** What PagerDuty has of an environment's services since then, as its own answers: `readIncidents` reads them as it reads an export. */
export const collectIncidents = async (
  environment: Environment,
  since: number,
  until: number,
  variables: Variables,
): Promise<Document> => {
  const api = openPagerDuty(variables, environment);
  const listed = await listIncidents(api, environment.name, since, until);
  return {
    form: "json",
    content: {
      incidents: listed.map(({ incident }) => incident),
      log_entries: listed.flatMap(({ logEntries, id }) => logEntries.map((entry) => withIncident(entry, id))),
    },
  };
};

/** An entry names its incident; where one does not, it is that of which it was asked. */
const withIncident = (entry: unknown, id: string): unknown =>
  typeof entry === "object" && entry !== null && !("incident" in entry) ? { ...entry, incident: { id } } : entry;
