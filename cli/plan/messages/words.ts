import type { DeclaredStack } from "../../../infra/declare";
import { groupBy } from "../../../monitors/model/group-by";
import type { Paint } from "../../shared/paint";
import { tooLongIn, type Length } from "./lengths";
import { messagesOf, type Message } from "./messages";

/** One environment's messages, each level under its name: the ways that share a text stand before it. */
export const toMessagesText = (declared: DeclaredStack, paint: Paint): string => {
  const messages = messagesOf(declared);
  const levels = groupBy(messages, ({ name, vendor }) => `${name} ${vendor}`);
  return [
    paint.title(`${declared.plan.environment}: what a person gets of each level, with an example value`),
    "",
    ...NOT_ESTABLISHED,
    "",
    ...[...levels.values()].flatMap((told) => [...levelLines(told, paint), ""]),
    `${levels.size} messages of ${new Set(messages.map(({ name }) => name)).size} levels and tiers, ${messages.filter(({ lengths }) => tooLongIn(lengths).length > 0).length} over a documented length`,
    "",
  ].join("\n");
};

/** @see https://support.pagerduty.com/docs/notifications */
const NOT_ESTABLISHED = [
  "push is the title of PagerDuty's incident; its text stands in the details, of which PagerDuty's own mail shows 500 characters.",
  "sms is PagerDuty's own: neither title nor details stand in it, and it may differ by country.",
  "Not established: how much of a title a phone's lock screen shows, and how PagerDuty's card in Slack is laid out.",
];

const levelLines = (told: readonly Message[], paint: Paint): readonly string[] => {
  const [first] = told;
  if (first === undefined) return [];
  const texts = groupBy(
    told.filter(({ text }) => text !== ""),
    ({ text }) => text,
  );
  const notes = [...new Set(told.flatMap(({ note }) => note ?? []))];
  return [
    paint.title(`${first.name}  ${first.priority}, ${first.vendor}`),
    ...told.map(({ way, subject, lengths }) => `  ${way.padEnd(5)}  ${subject}${lengthWords(lengths.subject)}`),
    ...[...texts].flatMap(([text, having]) => [
      `  ${having.map(({ way }) => way).join(", ")}:`,
      ...text.split("\n").map((line) => `    ${line}`),
    ]),
    ...told.flatMap(({ way, lengths }) =>
      tooLongIn(lengths).map(
        ({ has, atMost, by }) => `  ${paint.critical("too long")}  ${way}: ${has}, at most ${String(atMost)} (${by})`,
      ),
    ),
    ...notes.map((note) => `  note: ${note}`),
  ];
};

/** "  (74 of 100)" */
const lengthWords = (length: Length | undefined): string =>
  length?.atMost === undefined ? "" : `  (${length.has} of ${length.atMost})`;

export const toMessagesJson = (declared: DeclaredStack) => ({
  environment: declared.plan.environment,
  messages: messagesOf(declared).map(({ note, ...message }) => ({
    ...message,
    ...(note === undefined ? {} : { note }),
  })),
});
