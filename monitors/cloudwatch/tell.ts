import { asText, type TellsIn } from "../plan/telling";
import type { CloudWatchDeclaration } from "./declaration";

/**
 * An alarm's description goes with every notification; the subject is AWS's: `ALARM: "name" in region`, at SNS's length for one
 * (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html, Subject: up to 100 characters). It is the mail's subject and
 * PagerDuty's title. How the region is spelt, and how Amazon Q lays its card out, is not established.
 */
export const tellsIn: TellsIn<CloudWatchDeclaration> = () => (declaration) => {
  const { args } = declaration;
  if (!("alarmDescription" in args) || typeof args.alarmDescription !== "string") return [];
  const name = "alarmName" in args ? args.alarmName : "name" in args ? args.name : undefined;
  const region = typeof args.region === "string" ? args.region : "its region";
  const told = { subject: `ALARM: "${asText(name)}" in ${region}`, text: args.alarmDescription };
  return [
    {
      to: "page",
      ...told,
      note: "the description is a field of the incident's details; AWS adds the reason with its datapoints",
    },
    {
      to: "slack",
      ...told,
      note: "the layout of Amazon Q's card, and whether it shows the description, is not established",
    },
    { to: "mail", ...told, note: "AWS adds the reason with its datapoints, and the time" },
  ];
};
